import { isoOf } from '#kernel/time.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { healthAnswer } from '../../wire/operations.ts'

/**
 * GET /health and GET /health/live: the process answers. Nothing outside is asked.
 * Errors: none. Source: CONTRACT.md "GET /health".
 */
export function getHealth(server: HttpServer, deps: RouteDeps): void {
  const probes = [
    { url: '/health', status: 'healthy' as const, summary: 'The process answers' },
    { url: '/health/live', status: 'alive' as const, summary: 'Liveness probe' },
  ]
  for (const { url, status, summary } of probes) {
    server.route({
      method: 'GET',
      url,
      // Never refused under load: killing a busy process helps nobody.
      config: { access: 'public', exempt: true, pressureHandler: () => undefined },
      schema: { tags: ['operations'], summary, response: { 200: healthAnswer } },
      // Three known strings: checking them again on every probe would be half of its cost.
      serializerCompiler: () => (body) => JSON.stringify(body),
      handler: (_request, reply) => {
        reply.send({ status, version: deps.config.version, timestamp: isoOf(deps.clock.now()) })
      },
    })
  }
}
