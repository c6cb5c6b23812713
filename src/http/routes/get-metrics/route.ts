import type { FastifyReply } from 'fastify'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import type { Metrics } from '../../metrics.ts'
import { jsonType, sendReady } from '../../send-ready.ts'
import { metricsAnswer } from '../../wire/operations.ts'

/**
 * GET /metrics: JSON, or Prometheus text when the client asks for text only; GET /metrics/prometheus: always text.
 * Errors: 401, 429, 503. Source: CONTRACT.md "GET /metrics".
 */
export function getMetrics(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/metrics',
    config: { access: 'read' },
    schema: {
      tags: ['operations'],
      summary: 'Counters of this process',
      description: 'With `Accept: text/plain` the answer is Prometheus text.',
      response: { 200: metricsAnswer },
    },
    handler: (request, reply) => {
      if (wantsText(request.headers.accept)) return sendText(reply, deps.metrics)
      return sendReady(reply, jsonType, deps.metrics.json())
    },
  })
  server.route({
    method: 'GET',
    url: '/metrics/prometheus',
    config: { access: 'read' },
    schema: { tags: ['operations'], summary: 'Counters as Prometheus text', produces: ['text/plain'] },
    handler: (_request, reply) => sendText(reply, deps.metrics),
  })
}

/** Programs that read JSON name it, also beside text/plain. */
function wantsText(accept: string | undefined): boolean {
  const wanted = accept ?? '*/*'
  return wanted.includes('text/plain') && !wanted.includes('application/json')
}

async function sendText(reply: FastifyReply, metrics: Metrics): Promise<void> {
  return sendReady(reply, metrics.textType, await metrics.text())
}
