import type { FastifyRequest } from 'fastify'

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that changes something was sent by a page of this site.
 * Browsers say it in Sec-Fetch-Site, older ones in Origin; with neither it is unknown.
 * @param request any request   @returns same_site for reads as well
 * Errors: none. Source: SECURITY.md "CSRF check on cookie routes".
 */
export function siteOf(request: FastifyRequest): 'same_site' | 'other_site' | 'unknown' {
  if (safeMethods.has(request.method)) return 'same_site'
  const fetchSite = request.headers['sec-fetch-site']
  // `none` is a person typing or a bookmark; `same-site` is another host name and as strange as any other.
  if (fetchSite !== undefined)
    return fetchSite === 'same-origin' || fetchSite === 'none' ? 'same_site' : 'other_site'
  const origin = request.headers.origin
  if (origin === undefined) return 'unknown'
  return origin === `${request.protocol}://${request.host}` ? 'same_site' : 'other_site'
}
