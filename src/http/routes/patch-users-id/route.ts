import { parseId } from '#kernel/ids.ts'
import { principalOf } from '../../auth.ts'
import { networkOf } from '../../client-address.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { userRefusal } from '../../user-refusal.ts'
import { changeUserBody, userDetail } from '../../wire/identity.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * PATCH /users/{id}: role, activity or password of a user below the caller's rank, or the caller's own password.
 * The user is signed out everywhere.
 * Errors: 400, 401, 403, 404, 409 (last owner), 429, 503. Source: CONTRACT.md "GET/PATCH /users".
 */
export function patchUsersId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'PATCH',
    url: '/users/:id',
    // Everybody may change their own password; the use case refuses the rest by rank.
    config: { access: 'read', refusals: ['NOT_FOUND', 'LAST_OWNER', 'SIGN_IN_THROTTLED', 'OVERLOADED'] },
    schema: {
      tags: ['users'],
      summary: 'Change a user',
      params: idParams,
      body: changeUserBody,
      response: { 200: userDetail },
    },
    handler: async (request, reply) => {
      const id = parseId<'user'>(request.params.id)
      if (!id.ok) {
        deps.problems.send(request, reply, userRefusal({ kind: 'not_found' }))
        return
      }
      const { role, active, password, current_password: currentPassword } = request.body
      const changed = await deps.identity.changeUser({
        by: principalOf(request),
        id: id.value,
        ...(role === undefined ? {} : { role }),
        ...(active === undefined ? {} : { active }),
        ...(password === undefined ? {} : { password }),
        ...(currentPassword === undefined ? {} : { currentPassword }),
        network: networkOf(request),
        requestId: request.id,
      })
      if (!changed.ok) {
        deps.problems.send(request, reply, userRefusal(changed.error))
        return
      }
      const user = changed.value
      return { id: user.id, username: user.username, role: user.role, active: user.active }
    },
  })
}
