import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentDashboard } from '../../present/present-dashboard.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { dashboard } from '../../wire/treasury.ts'

/**
 * GET /api/dashboard: balance, burn, runway, alerts.
 * Errors: 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiDashboard(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/dashboard',
    config: { access: 'read' },
    schema: { tags: ['treasury'], summary: 'Balance, burn, runway and alerts', response: { 200: dashboard } },
    handler: async (_request, reply) => {
      const context = contextOf(deps)
      const at = deps.clock.now()
      const row = await deps.treasury.views.dashboard(context.symbol, at)
      if (!row.ok) throw row.error
      return sendJson(reply, 200, presentDashboard(row.value, context, at, deps.treasury.mode))
    },
  })
}
