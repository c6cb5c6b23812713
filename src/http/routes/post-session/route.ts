import { networkOf } from '../../client-address.ts'
import { siteOf } from '../../cross-site.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { setSessionCookie } from '../../session-cookie.ts'
import { signInRefusal } from '../../sign-in-refusal.ts'
import { sessionBody, sessionOpened } from '../../wire/identity.ts'

/**
 * POST /session: signs a browser in with a cookie that scripts cannot read.
 * Errors: 400, 401, 403 (sent by another site), 429, 503. Source: WEB.md "sign-in".
 */
export function postSession(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'POST',
    url: '/session',
    config: {
      access: 'public',
      refusals: ['INVALID_CREDENTIALS', 'CROSS_SITE_REFUSED', 'SIGN_IN_THROTTLED', 'OVERLOADED'],
    },
    schema: {
      tags: ['sign-in'],
      summary: 'Sign in for a browser session',
      body: sessionBody,
      response: { 200: sessionOpened },
    },
    handler: async (request, reply) => {
      // Another site must not sign a visitor in as somebody else.
      if (siteOf(request) === 'other_site') {
        deps.problems.send(request, reply, {
          code: 'CROSS_SITE_REFUSED',
          detail: 'Sign in from a page of this site.',
        })
        return
      }
      const { username, password } = request.body
      const signedIn = await deps.identity.signIn({ username, password, network: networkOf(request) })
      if (!signedIn.ok) {
        deps.problems.send(request, reply, signInRefusal(signedIn.error))
        return
      }
      setSessionCookie(request, reply, await deps.identity.openCookie(signedIn.value))
      const { id, role } = signedIn.value
      return { user: { id, username: signedIn.value.username, role } }
    },
  })
}
