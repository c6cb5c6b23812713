import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentInvoice } from '../../present/present-invoice.ts'
import { sendPage } from '../../route-page.ts'
import { invoicePage, invoiceStatus } from '../../wire/invoices.ts'
import { pageQuery } from '../../wire/shared.ts'

const query = pageQuery.extend({ status: invoiceStatus.optional() })

/**
 * GET /api/invoices: invoices, newest first.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiInvoices(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/invoices',
    config: { access: 'read' },
    schema: {
      tags: ['invoices'],
      summary: 'List invoices',
      querystring: query,
      response: { 200: invoicePage },
    },
    handler: async (request, reply) =>
      sendPage({ deps, request, reply }, request.query, {
        load: (page) => deps.treasury.views.invoices({ ...page, status: request.query.status ?? null }),
        present: presentInvoice,
      }),
  })
}
