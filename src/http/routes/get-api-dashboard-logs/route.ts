import { z } from 'zod'
import { pageOf, readCursor } from '../../cursor.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentLog } from '../../present/present-dashboard.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { logLine } from '../../wire/payments.ts'
import { pageQuery } from '../../wire/shared.ts'

/**
 * GET /api/dashboard/logs: what happened, newest first, as a plain array; the next cursor is in X-Next-Cursor.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiDashboardLogs(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/dashboard/logs',
    config: { access: 'read' },
    schema: {
      tags: ['treasury'],
      summary: 'What happened, newest first',
      description: 'The header X-Next-Cursor holds the cursor of the next page.',
      querystring: pageQuery,
      response: { 200: z.array(logLine) },
    },
    handler: async (request, reply) => {
      const cursor = readCursor(request.query.cursor, 'number')
      if (!cursor.ok) {
        const detail = 'cursor: is not one that this server gave out'
        deps.problems.send(request, reply, { code: 'VALIDATION_ERROR', detail })
        return
      }
      const { symbol } = contextOf(deps)
      const before = cursor.value === null ? null : BigInt(cursor.value)
      const rows = await deps.treasury.views.logs({ limit: request.query.limit + 1, before })
      if (!rows.ok) throw rows.error
      const page = pageOf(rows.value, request.query.limit)
      if (page.next !== null) reply.header('x-next-cursor', page.next)
      return sendJson(
        reply,
        200,
        page.rows.map((row) => presentLog(row, symbol)),
      )
    },
  })
}
