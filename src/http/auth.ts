import type { FastifyRequest } from 'fastify'
import type { Authenticator } from '#identity/authenticate.ts'
import type { Principal } from '#identity/core/principal.ts'
import { may } from '#identity/core/roles.ts'
import { invariant } from '#kernel/invariant.ts'
import { siteOf } from './cross-site.ts'
import type { Access } from './http-server.ts'
import type { ProblemParts } from './problem.ts'
import { sessionTokenOf } from './session-cookie.ts'

/** Who sent a request, or why that is not accepted. */
export type Caller =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'cross_site' }
  | { readonly kind: 'known'; readonly principal: Principal }

/**
 * Reads the credential of a request: a bearer token, else the browser's session cookie.
 * @param authenticator of identity   @param request any request   @returns the caller
 * Errors: thrown Fault DATABASE_UNAVAILABLE. Source: SECURITY.md "Access", "CSRF".
 */
export async function callerOf(authenticator: Authenticator, request: FastifyRequest): Promise<Caller> {
  const authorization = request.headers.authorization
  if (authorization !== undefined) {
    const token = bearerToken(authorization)
    if (token === null) return { kind: 'refused' }
    const proven = await authenticator.byAccessToken(token)
    return proven.ok ? { kind: 'known', principal: proven.value } : { kind: 'refused' }
  }
  const cookie = sessionTokenOf(request)
  if (cookie === null) return { kind: 'nobody' }
  const proven = await authenticator.byCookie(cookie)
  if (!proven.ok) return { kind: 'refused' }
  // A cookie is sent by the browser whoever made it send: the page must be ours.
  if (siteOf(request) !== 'same_site') return { kind: 'cross_site' }
  return { kind: 'known', principal: proven.value }
}

/**
 * Whether the caller may use a route.
 * @param access what the route declares   @param caller who   @returns null, or the refusal
 * Errors: none (total). Source: CONTRACT.md "may".
 */
export function refusalOf(access: Access, caller: Caller): ProblemParts | null {
  if (access === 'public') return null
  if (caller.kind === 'cross_site') {
    return {
      code: 'CROSS_SITE_REFUSED',
      detail: 'A change with a session cookie must come from a page of this site (Origin or Sec-Fetch-Site).',
    }
  }
  if (caller.kind !== 'known') {
    const detail =
      caller.kind === 'nobody' ? 'Send a bearer token, or sign in.' : 'The token is not valid any more.'
    return { code: 'UNAUTHORIZED', detail }
  }
  if (may(caller.principal.role, access)) return null
  return {
    code: 'FORBIDDEN',
    detail: `The role ${caller.principal.role} may not do this.`,
    details: { role: caller.principal.role, needs: access },
  }
}

/**
 * The person behind a request on a route that is not public.
 * @param request after the access hook   @returns who
 * Errors: InvariantError on a public route without a credential: a bug. Source: ARCHITECTURE.md "http".
 */
export function principalOf(request: FastifyRequest): Principal {
  invariant(request.principal !== null, 'a route that is not public has a principal')
  return request.principal
}

function bearerToken(authorization: string): string | null {
  if (authorization.length < 8 || authorization.slice(0, 7).toLowerCase() !== 'bearer ') return null
  return authorization.slice(7).trim()
}
