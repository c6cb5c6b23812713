import { principalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { userRefusal } from '../../user-refusal.ts'
import { createUserBody, userView } from '../../wire/identity.ts'

/**
 * POST /users/ and POST /users: makes a user below the caller's rank (owners: of any role).
 * Errors: 400, 401, 403, 409, 422, 429, 503. Source: CONTRACT.md "POST /users/".
 */
export function postUsers(server: HttpServer, deps: RouteDeps): void {
  for (const url of ['/users/', '/users']) {
    server.route({
      method: 'POST',
      url,
      config: { access: 'manage_users', idempotent: true, refusals: ['USERNAME_TAKEN', 'OVERLOADED'] },
      schema: {
        tags: ['users'],
        summary: 'Create a user',
        body: createUserBody,
        response: { 201: userView },
      },
      handler: async (request, reply) => {
        const { username, password, role } = request.body
        const by = principalOf(request)
        const made = await deps.identity.createUser({ by, username, password, role, requestId: request.id })
        if (!made.ok) {
          deps.problems.send(request, reply, userRefusal(made.error))
          return
        }
        reply.code(201).send(made.value)
      },
    })
  }
}
