import type { FastifyReply, FastifyRequest } from 'fastify'

/** `__Host-` binds the cookie to this host, https and the root path; browsers refuse it on plain http. */
const secureName = '__Host-treasurer'
const plainName = 'treasurer'
const valueLengthMax = 100

function nameFor(request: FastifyRequest): string {
  return request.protocol === 'https' ? secureName : plainName
}

/**
 * The browser session's token in a request.
 * @param request any request   @returns the token, or null
 * Errors: none. Source: WEB.md "sign-in", RFC 6265.
 */
export function sessionTokenOf(request: FastifyRequest): string | null {
  const header = request.headers.cookie
  if (header === undefined) return null
  const prefix = `${nameFor(request)}=`
  for (const part of header.split(';')) {
    const pair = part.trim()
    if (pair.startsWith(prefix)) {
      const value = pair.slice(prefix.length)
      return value.length > 0 && value.length <= valueLengthMax ? value : null
    }
  }
  return null
}

/**
 * Gives the browser its session.
 * @param session token and life in seconds   Errors: none. Source: SECURITY.md "cookies".
 */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  session: { readonly token: string; readonly maxAgeSeconds: number },
): void {
  reply.header('set-cookie', cookieText(request, session.token, session.maxAgeSeconds))
}

/** Takes it away again. Errors: none. Source: SECURITY.md "cookies". */
export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', cookieText(request, '', 0))
}

function cookieText(request: FastifyRequest, value: string, maxAgeSeconds: number): string {
  const secure = request.protocol === 'https' ? '; Secure' : ''
  return `${nameFor(request)}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Strict${secure}`
}
