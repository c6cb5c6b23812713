import { isoOf } from '#kernel/time.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { readinessAnswer } from '../../wire/operations.ts'

/**
 * GET /health/ready: 503 only without the database or its tables; a lost chain or Redis is `degraded`.
 * Errors: 503. Source: CONTRACT.md "GET /health/ready".
 */
export function getHealthReady(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/health/ready',
    config: {
      access: 'public',
      exempt: true,
      pressureHandler: () => undefined,
      refusals: ['SERVICE_UNAVAILABLE'],
    },
    schema: { tags: ['operations'], summary: 'Readiness probe', response: { 200: readinessAnswer } },
    handler: async (request, reply) => {
      const { ready, status, services } = await deps.readiness()
      if (!ready) {
        deps.problems.send(request, reply, {
          code: 'SERVICE_UNAVAILABLE',
          detail: 'The database or its tables are not there.',
          details: { services },
        })
        return
      }
      return { status, services, version: deps.config.version, timestamp: isoOf(deps.clock.now()) }
    },
  })
}
