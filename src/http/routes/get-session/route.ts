import { rights } from '#identity/core/roles.ts'
import { principalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sessionView } from '../../wire/identity.ts'

/**
 * GET /session: who is signed in, and what they may do.
 * Errors: 401, 429, 503. Source: WEB.md "Roles".
 */
export function getSession(server: HttpServer, _deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/session',
    config: { access: 'read' },
    schema: { tags: ['sign-in'], summary: 'Who is signed in', response: { 200: sessionView } },
    handler: async (request) => {
      const { userId, username, role } = principalOf(request)
      return { user: { id: userId, username, role }, permissions: [...rights[role]] }
    },
  })
}
