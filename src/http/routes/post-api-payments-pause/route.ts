import { z } from 'zod'
import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'

const body = z
  .strictObject({ reason: z.string().trim().min(1).max(500).default('paused by a person') })
  .nullish()
const answer = z.object({ status: z.literal('paused'), reason: z.string() })

/**
 * POST /api/payments/pause: the kill switch. Nothing new is signed; what is signed is followed to its end.
 * Errors: 400, 401, 403, 429, 503. Source: CONTRACT.md, PAYMENTS.md loop 8.
 */
export function postApiPaymentsPause(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/payments/pause',
    config: { access: 'pause' },
    schema: { tags: ['payments'], summary: 'Stop paying', body, response: { 200: answer } },
    handler: async (request, reply) => {
      const reason = request.body?.reason ?? 'paused by a person'
      const done = await deps.treasury.switchPaying(reason, actorOf(request))
      if (!done.ok) throw done.error
      return sendJson(reply, 200, { status: 'paused', reason })
    },
  })
}
