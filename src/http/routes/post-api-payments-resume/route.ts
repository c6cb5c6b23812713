import { z } from 'zod'
import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'

const body = z.strictObject({}).nullish()
const answer = z.object({ status: z.literal('resumed') })

/**
 * POST /api/payments/resume: paying goes on, oldest first.
 * Errors: 401, 403, 429, 503. Source: CONTRACT.md.
 */
export function postApiPaymentsResume(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/payments/resume',
    config: { access: 'resume' },
    schema: { tags: ['payments'], summary: 'Go on paying', body, response: { 200: answer } },
    handler: async (request, reply) => {
      const done = await deps.treasury.switchPaying(null, actorOf(request))
      if (!done.ok) throw done.error
      return sendJson(reply, 200, { status: 'resumed' })
    },
  })
}
