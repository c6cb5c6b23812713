import { principalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { metricsReset } from '../../wire/operations.ts'

/**
 * POST /metrics/reset: the counters of this process begin again.
 * Errors: 401, 403, 429, 503. Source: CONTRACT.md "POST /metrics/reset".
 */
export function postMetricsReset(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/metrics/reset',
    config: { access: 'reset_metrics' },
    schema: { tags: ['operations'], summary: 'Reset the counters', response: { 200: metricsReset } },
    handler: async (request) => {
      deps.metrics.reset()
      deps.log.info({ request_id: request.id, user_id: principalOf(request).userId }, 'metrics reset')
      return { status: 'reset' as const }
    },
  })
}
