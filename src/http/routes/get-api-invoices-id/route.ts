import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentInvoiceStory } from '../../present/present-invoice.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { invoiceDetail } from '../../wire/invoices.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * GET /api/invoices/{id}: fields with evidence, flags, decision and where it stands.
 * Errors: 400, 401, 404, 429, 503. Source: CONTRACT.md.
 */
export function getApiInvoicesId(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/invoices/:id',
    config: { access: 'read', refusals: ['NOT_FOUND'] },
    schema: {
      tags: ['invoices'],
      summary: 'One invoice',
      params: idParams,
      response: { 200: invoiceDetail },
    },
    handler: async (request, reply) => {
      const story = await deps.treasury.views.invoice(request.params.id)
      if (!story.ok) throw story.error
      if (story.value === null) {
        deps.problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is no such invoice.' })
        return
      }
      return sendJson(reply, 200, presentInvoiceStory(story.value, contextOf(deps)))
    },
  })
}
