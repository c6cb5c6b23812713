import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { idParams } from '../../wire/shared.ts'

/**
 * GET /api/invoices/{id}/document: the original exactly as it came, as a download.
 * Errors: 400, 401, 404, 429, 503. Source: CONTRACT.md; SECURITY.md, "downloads as attachment".
 */
export function getApiInvoicesIdDocument(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/invoices/:id/document',
    config: { access: 'read', refusals: ['NOT_FOUND'] },
    schema: {
      tags: ['invoices'],
      summary: 'Download the original',
      params: idParams,
      produces: ['text/plain'],
    },
    handler: async (request, reply) => {
      const story = await deps.treasury.views.invoice(request.params.id)
      if (!story.ok) throw story.error
      if (story.value === null) {
        deps.problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is no such invoice.' })
        return
      }
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="invoice-${request.params.id}.txt"`)
        .send(story.value.text)
    },
  })
}
