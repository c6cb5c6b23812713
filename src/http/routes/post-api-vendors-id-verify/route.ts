import { z } from 'zod'
import { parseId } from '#kernel/ids.ts'
import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'
import { loadVendor } from '../../vendor-answer.ts'
import { vendorProblem } from '../../vendor-problem.ts'
import { idParams } from '../../wire/shared.ts'
import { vendorVerified } from '../../wire/treasury.ts'

const body = z.strictObject({}).nullish()

/**
 * POST /api/vendors/{id}/verify: confirms payee details; waiting invoices of the vendor are decided again.
 * Errors: 400, 401, 403, 404, 409, 429, 503. Source: CONTRACT.md.
 */
export function postApiVendorsIdVerify(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/vendors/:id/verify',
    config: { access: 'verify_vendor', refusals: ['NOT_FOUND', 'CONFLICT', 'SELF_APPROVAL'] },
    schema: {
      tags: ['vendors'],
      summary: 'Verify a vendor',
      params: idParams,
      body,
      response: { 200: vendorVerified },
    },
    handler: async (request, reply) => {
      const id = parseId<'vendor'>(request.params.id)
      if (!id.ok) {
        deps.problems.send(request, reply, vendorProblem('not_found'))
        return
      }
      const confirmed = await deps.treasury.vendors.confirm(id.value, actorOf(request))
      if (!confirmed.ok) throw confirmed.error
      if (!confirmed.value.ok) {
        deps.problems.send(request, reply, vendorProblem(confirmed.value.error))
        return
      }
      const vendor = await loadVendor(deps, id.value)
      return sendJson(reply, 200, { ...vendor, self_verified: confirmed.value.value.selfVerified })
    },
  })
}
