import { pageOf, readCursor } from '../../cursor.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendJson } from '../../send-json.ts'
import { vendorPresenter } from '../../vendor-answer.ts'
import { pageQuery } from '../../wire/shared.ts'
import { vendorPage } from '../../wire/treasury.ts'

/**
 * GET /api/vendors: the register, newest first.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiVendors(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/vendors',
    config: { access: 'read' },
    schema: {
      tags: ['vendors'],
      summary: 'List vendors',
      querystring: pageQuery,
      response: { 200: vendorPage },
    },
    handler: async (request, reply) => {
      const { limit } = request.query
      const cursor = readCursor(request.query.cursor, 'id')
      if (!cursor.ok) {
        const detail = 'cursor: is not one that this server gave out'
        deps.problems.send(request, reply, { code: 'VALIDATION_ERROR', detail })
        return
      }
      const [entries, present] = await Promise.all([
        deps.treasury.vendors.store.list({ limit: limit + 1, before: cursor.value }),
        vendorPresenter(deps),
      ])
      if (!entries.ok) throw entries.error
      const page = pageOf(
        entries.value.map((entry) => ({ ...entry, id: entry.vendor.id })),
        limit,
      )
      return sendJson(reply, 200, { data: page.rows.map(present), next_cursor: page.next })
    },
  })
}
