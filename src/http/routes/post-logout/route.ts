import { z } from 'zod'
import { principalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { clearSessionCookie } from '../../session-cookie.ts'

/**
 * POST /logout: ends every token and session of the caller, everywhere, at once.
 * Errors: 401, 403, 429, 503. Source: CONTRACT.md "More routes", SECURITY.md "session_version".
 */
export function postLogout(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/logout',
    config: { access: 'read' },
    schema: {
      tags: ['sign-in'],
      summary: 'Sign out everywhere',
      response: { 200: z.object({ status: z.literal('signed_out') }) },
    },
    handler: async (request, reply) => {
      await deps.identity.signOutEverywhere({ by: principalOf(request), requestId: request.id })
      clearSessionCookie(request, reply)
      return { status: 'signed_out' as const }
    },
  })
}
