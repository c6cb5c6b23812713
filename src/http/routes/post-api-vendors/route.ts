import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'
import { loadVendor } from '../../vendor-answer.ts'
import { vendorInputOf } from '../../vendor-input.ts'
import { vendorProblem } from '../../vendor-problem.ts'
import { vendorBody, vendorView } from '../../wire/treasury.ts'

/**
 * POST /api/vendors: adds a vendor, not verified.
 * Errors: 400, 401, 403, 409, 422, 429, 503. Source: CONTRACT.md.
 */
export function postApiVendors(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/vendors',
    config: { access: 'change_vendor', idempotent: true, refusals: ['CONFLICT'] },
    schema: {
      tags: ['vendors'],
      summary: 'Create a vendor',
      body: vendorBody,
      response: { 201: vendorView },
    },
    handler: async (request, reply) => {
      const { name } = request.body
      const made = await deps.treasury.vendors.create(
        { ...vendorInputOf(request.body), name },
        actorOf(request),
      )
      if (!made.ok) throw made.error
      if (!made.value.ok) {
        deps.problems.send(request, reply, vendorProblem(made.value.error))
        return
      }
      const vendor = await loadVendor(deps, made.value.value)
      return sendJson(reply, 201, vendor ?? { id: made.value.value })
    },
  })
}
