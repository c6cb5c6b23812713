import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { monthsNumber } from '../../present/months-number.ts'
import { exactNumber } from '../../raw-json.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { limitAnswer } from '../../wire/treasury.ts'

/**
 * GET /api/settings/limit: the auto-approval limit in force.
 * Errors: 401, 429, 503. Source: CONTRACT.md.
 */
export function getApiSettingsLimit(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/settings/limit',
    config: { access: 'read' },
    schema: { tags: ['settings'], summary: 'The auto-approval limit', response: { 200: limitAnswer } },
    handler: async (_request, reply) => {
      const { symbol } = contextOf(deps)
      const row = await deps.treasury.views.dashboard(symbol, deps.clock.now())
      if (!row.ok) throw row.error
      return sendJson(reply, 200, {
        limit: exactNumber(row.value.approvalLimit),
        currency: symbol,
        critical_runway_months: monthsNumber(row.value.criticalRunwayTenths),
      })
    },
  })
}
