import { z } from 'zod'
import { parseId } from '#kernel/ids.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { tellOutcome } from '../../tell-outcome.ts'
import { approvedAnswer, pausedAnswer, queuedAnswer } from '../../wire/invoices.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * POST /api/invoices/{id}/redecide: decides a waiting invoice again on fresh facts.
 * Errors: 400, 401, 403, 404, 409 (decided for good), 422, 429, 503. Source: CONTRACT.md.
 */
export function postApiInvoicesIdRedecide(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/invoices/:id/redecide',
    config: {
      access: 'submit',
      refusals: [
        'NOT_FOUND',
        'ALREADY_DECIDED',
        'INSUFFICIENT_RUNWAY',
        'INSUFFICIENT_FUNDS',
        'POLICY_VIOLATION',
      ],
    },
    schema: {
      tags: ['invoices'],
      summary: 'Decide a waiting invoice again',
      params: idParams,
      response: { 200: approvedAnswer, 202: z.union([pausedAnswer, queuedAnswer]) },
    },
    handler: async (request, reply) => {
      const id = parseId<'invoice'>(request.params.id)
      const redecided = id.ok ? await deps.treasury.redecide(id.value) : null
      if (redecided !== null && !redecided.ok) throw redecided.error
      if (redecided === null || redecided.value.kind === 'not_found') {
        deps.problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is no such invoice.' })
        return
      }
      if (redecided.value.kind === 'not_waiting') {
        const detail = `This invoice is ${redecided.value.status.replaceAll('_', ' ')} and is not decided again.`
        deps.problems.send(request, reply, { code: 'ALREADY_DECIDED', detail })
        return
      }
      return tellOutcome(deps, request, reply, { outcome: redecided.value.outcome, replayed: false })
    },
  })
}
