import type { RouteDeps } from '../../deps.ts'
import { docsPage, docsStyle } from '../../docs-page.ts'
import type { HttpServer } from '../../http-server.ts'
import { sendReady } from '../../send-ready.ts'

/**
 * GET /docs: the OpenAPI document as a page: no script, so that it lives under the same strict policy as everything.
 * Errors: 401 in production. Source: CONTRACT.md "GET /docs", PITFALLS 20.
 */
export function getDocs(server: HttpServer, deps: RouteDeps): void {
  const access = deps.config.production ? 'read' : 'public'
  let page: string | null = null
  server.route({
    method: 'GET',
    url: '/docs',
    config: { access },
    schema: { tags: ['operations'], summary: 'This documentation', produces: ['text/html'] },
    handler: (_request, reply) => {
      page ??= docsPage(server.swagger())
      return sendReady(reply, 'text/html; charset=utf-8', page)
    },
  })
  server.route({
    method: 'GET',
    url: '/docs/style.css',
    config: { access: 'public', exempt: true },
    schema: { hide: true },
    handler: (_request, reply) => sendReady(reply, 'text/css; charset=utf-8', docsStyle),
  })
}
