import { z } from 'zod'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { clearSessionCookie, sessionTokenOf } from '../../session-cookie.ts'

/**
 * DELETE /session: ends this browser's session; the person's other sessions and tokens go on.
 * Errors: 401, 403 (sent by another site), 429, 503. Source: WEB.md "sign-in".
 */
export function deleteSession(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'DELETE',
    url: '/session',
    config: { access: 'read', refusals: ['CROSS_SITE_REFUSED'] },
    schema: {
      tags: ['sign-in'],
      summary: 'Sign this browser out',
      response: { 204: z.null().describe('Signed out') },
    },
    handler: async (request, reply) => {
      const token = sessionTokenOf(request)
      if (token !== null) await deps.identity.signOutBrowser(token)
      clearSessionCookie(request, reply)
      reply.code(204).send(null)
    },
  })
}
