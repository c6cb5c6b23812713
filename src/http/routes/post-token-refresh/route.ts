import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { refreshBody, tokenAnswer } from '../../wire/identity.ts'

/**
 * POST /token/refresh: a refresh token, good once, for a new pair.
 * Errors: 400, 401 (unknown, expired, used, signed out), 429, 503. Source: SECURITY.md "Tokens".
 */
export function postTokenRefresh(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/token/refresh',
    config: { access: 'public', refusals: ['UNAUTHORIZED'] },
    schema: {
      tags: ['sign-in'],
      summary: 'Exchange a refresh token',
      body: refreshBody,
      response: { 200: tokenAnswer },
    },
    handler: async (request, reply) => {
      const refreshed = await deps.identity.refreshSession(request.body.refresh_token)
      if (!refreshed.ok) {
        deps.problems.send(request, reply, {
          code: 'UNAUTHORIZED',
          detail: 'The refresh token is not valid any more.',
        })
        return
      }
      return {
        access_token: refreshed.value.accessToken,
        token_type: 'bearer' as const,
        expires_in: refreshed.value.expiresInSeconds,
        refresh_token: refreshed.value.refreshToken,
      }
    },
  })
}
