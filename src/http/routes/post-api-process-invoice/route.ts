import { z } from 'zod'
import { principalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { tellOutcome } from '../../tell-outcome.ts'
import { approvedAnswer, pausedAnswer, processInvoiceBody, queuedAnswer } from '../../wire/invoices.ts'

/** 102,400 bytes of text may take six times that as JSON escapes. */
const bodyBytesMax = 640 * 1_024

/**
 * POST /api/process-invoice: reads a text, decides, pays or asks.
 * Errors: 400, 401, 403 (runway, funds, policy), 409 (duplicate), 413, 422, 429, 503. Source: CONTRACT.md.
 */
export function postApiProcessInvoice(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/api/process-invoice',
    bodyLimit: bodyBytesMax,
    config: {
      access: 'submit',
      idempotent: true,
      refusals: [
        'INSUFFICIENT_RUNWAY',
        'INSUFFICIENT_FUNDS',
        'POLICY_VIOLATION',
        'DUPLICATE_INVOICE',
        'UNREADABLE_INVOICE',
        'OVERLOADED',
      ],
    },
    schema: {
      tags: ['invoices'],
      summary: 'Read, decide and pay one invoice text',
      body: processInvoiceBody,
      response: { 200: approvedAnswer, 202: z.union([pausedAnswer, queuedAnswer]) },
    },
    handler: async (request, reply) => {
      const told = await deps.treasury.processInvoice({
        rawText: request.body.raw_text,
        submittedBy: principalOf(request).userId,
        channel: 'api',
      })
      if (!told.ok) throw told.error
      return tellOutcome(deps, request, reply, told.value)
    },
  })
}
