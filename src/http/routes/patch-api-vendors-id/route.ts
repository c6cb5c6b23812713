import { parseId } from '#kernel/ids.ts'
import { err, ok } from '#kernel/result.ts'
import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'
import { loadVendor } from '../../vendor-answer.ts'
import { vendorInputOf } from '../../vendor-input.ts'
import { vendorProblem } from '../../vendor-problem.ts'
import { idParams } from '../../wire/shared.ts'
import { vendorPatch, vendorView } from '../../wire/treasury.ts'

/**
 * PATCH /api/vendors/{id}: changes a vendor; payee details make it unverified and start the cooling-off again.
 * Errors: 400, 401, 403, 404, 409, 429, 503. Source: CONTRACT.md.
 */
export function patchApiVendorsId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'PATCH',
    url: '/api/vendors/:id',
    config: { access: 'change_vendor', refusals: ['NOT_FOUND', 'CONFLICT'] },
    schema: {
      tags: ['vendors'],
      summary: 'Change a vendor',
      params: idParams,
      body: vendorPatch,
      response: { 200: vendorView },
    },
    handler: async (request, reply) => {
      const id = parseId<'vendor'>(request.params.id)
      const changed = id.ok
        ? await deps.treasury.vendors.update(id.value, vendorInputOf(request.body), actorOf(request))
        : ok(err('not_found' as const))
      if (!changed.ok) throw changed.error
      if (!changed.value.ok) {
        deps.problems.send(request, reply, vendorProblem(changed.value.error))
        return
      }
      return sendJson(reply, 200, (await loadVendor(deps, changed.value.value.id)) ?? {})
    },
  })
}
