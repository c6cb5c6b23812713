import { z } from 'zod'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { jsonType, sendReady } from '../../send-ready.ts'

/**
 * GET /openapi.json: the description of this server, made from the schemas that validate.
 * Errors: 401 in production. Source: CONTRACT.md "GET /openapi.json".
 */
export function getOpenapiJson(server: HttpServer, deps: RouteDeps): void {
  let text: string | null = null
  server.route({
    method: 'GET',
    url: '/openapi.json',
    config: { access: deps.config.production ? 'read' : 'public' },
    schema: {
      tags: ['operations'],
      summary: 'OpenAPI 3.1 document',
      response: { 200: z.record(z.string(), z.unknown()) },
    },
    handler: (_request, reply) => {
      // Routes never change after the start.
      text ??= JSON.stringify(server.swagger())
      return sendReady(reply, jsonType, text)
    },
  })
}
