import { isoOf } from '#kernel/time.ts'
import { actorOf } from '../../actor-of.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { exactNumber } from '../../raw-json.ts'
import { sendJson } from '../../send-json.ts'
import { limitBody, limitScheduled, limitUpdated } from '../../wire/treasury.ts'

/**
 * POST /api/settings/limit: a policy change of one field. Loosening waits a day where others are eligible.
 * Errors: 400 (≤ 0, > 999,999,999, not a number), 401, 403, 429, 503. Source: CONTRACT.md, PITFALLS 10 and 11.
 */
export function postApiSettingsLimit(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/settings/limit',
    config: { access: 'change_settings' },
    schema: {
      tags: ['settings'],
      summary: 'Set the auto-approval limit',
      body: limitBody,
      response: { 200: limitUpdated, 202: limitScheduled },
    },
    handler: async (request, reply) => {
      const text = plainDecimal(request.body.new_limit)
      const done = await deps.treasury.setLimit({ text, by: actorOf(request) })
      if (!done.ok) throw done.error
      switch (done.value.kind) {
        case 'invalid':
          deps.problems.send(request, reply, {
            code: 'VALIDATION_ERROR',
            detail: done.value.text,
            details: { field: 'new_limit', reason: done.value.error },
          })
          return
        case 'updated':
          return sendJson(reply, 200, { status: 'updated', new_limit: exactNumber(done.value.limit) })
        case 'scheduled':
          return sendJson(reply, 202, { status: 'scheduled', effective_at: isoOf(done.value.effectiveAt) })
      }
    },
  })
}

/** A JSON number as it was meant: its shortest decimal. Exponents (1e300) stay and are refused as no plain decimal. */
function plainDecimal(limit: number | string): string {
  return typeof limit === 'number' ? String(limit) : limit.trim()
}
