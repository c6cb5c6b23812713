import { acceptForms } from '../../body-parsers.ts'
import { networkOf } from '../../client-address.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { signInRefusal } from '../../sign-in-refusal.ts'
import { tokenAnswer, tokenForm } from '../../wire/identity.ts'

/**
 * POST /token: a username and password for an access token and a refresh token. Form as published, JSON as well.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md "POST /token".
 */
export function postToken(server: HttpServer, deps: RouteDeps): void {
  // A scope of its own, because only this route takes forms.
  server.register(async (scope: HttpServer) => {
    acceptForms(scope)
    scope.route({
      method: 'POST',
      url: '/token',
      config: { access: 'public', refusals: ['INVALID_CREDENTIALS', 'SIGN_IN_THROTTLED', 'OVERLOADED'] },
      schema: {
        tags: ['sign-in'],
        summary: 'Sign in for tokens',
        consumes: ['application/x-www-form-urlencoded', 'application/json'],
        body: tokenForm,
        response: { 200: tokenAnswer },
      },
      handler: async (request, reply) => {
        const { username, password } = request.body
        const signedIn = await deps.identity.signIn({ username, password, network: networkOf(request) })
        if (!signedIn.ok) {
          deps.problems.send(request, reply, signInRefusal(signedIn.error))
          return
        }
        const pair = await deps.identity.openTokens(signedIn.value)
        return {
          access_token: pair.accessToken,
          token_type: 'bearer' as const,
          expires_in: pair.expiresInSeconds,
          refresh_token: pair.refreshToken,
        }
      },
    })
  })
}
