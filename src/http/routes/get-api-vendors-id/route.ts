import { parseId } from '#kernel/ids.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'
import { loadVendor } from '../../vendor-answer.ts'
import { vendorProblem } from '../../vendor-problem.ts'
import { idParams } from '../../wire/shared.ts'
import { vendorView } from '../../wire/treasury.ts'

/**
 * GET /api/vendors/{id}: one vendor with the wallets it ever had.
 * Errors: 400, 401, 404, 429, 503. Source: CONTRACT.md.
 */
export function getApiVendorsId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/vendors/:id',
    config: { access: 'read', refusals: ['NOT_FOUND'] },
    schema: { tags: ['vendors'], summary: 'One vendor', params: idParams, response: { 200: vendorView } },
    handler: async (request, reply) => {
      const id = parseId<'vendor'>(request.params.id)
      const vendor = id.ok ? await loadVendor(deps, id.value) : null
      if (vendor === null) {
        deps.problems.send(request, reply, vendorProblem('not_found'))
        return
      }
      return sendJson(reply, 200, vendor)
    },
  })
}
