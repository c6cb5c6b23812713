import { parseId } from '#kernel/ids.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { userPage } from '../../wire/identity.ts'
import { pageQuery } from '../../wire/shared.ts'

/**
 * GET /users: everybody, oldest first, in pages.
 * Errors: 400 (cursor), 401, 403, 429, 503. Source: CONTRACT.md "GET/PATCH /users".
 */
export function getUsers(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/users',
    config: { access: 'manage_users' },
    schema: { tags: ['users'], summary: 'List users', querystring: pageQuery, response: { 200: userPage } },
    handler: async (request, reply) => {
      const { limit, cursor } = request.query
      const after = cursor === undefined ? null : parseId<'user'>(cursor)
      if (after !== null && !after.ok) {
        deps.problems.send(request, reply, {
          code: 'VALIDATION_ERROR',
          detail: 'The cursor is none of ours.',
        })
        return
      }
      // One more than asked tells whether another page follows.
      const found = await deps.identity.listUsers({ after: after?.value ?? null, limit: limit + 1 })
      const shown = found.slice(0, limit)
      return {
        data: shown.map(({ id, username, role, active }) => ({ id, username, role, active })),
        next_cursor: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
      }
    },
  })
}
