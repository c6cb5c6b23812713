import createClient, { type Middleware } from 'openapi-fetch'
import { appErrorFrom, asAppError } from './app-error.ts'
import type { paths } from './generated/schema.d.ts'

/** A page may wait for a slow reader (10 s at the server) but never for ever. */
const requestMsMax = 30_000

let onSignedOut: () => void = () => {}

/** Registers what happens when the server says that the session is over. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

const middleware: Middleware = {
  async onResponse({ response, request, schemaPath }) {
    if (response.ok) return undefined
    if (response.status === 401 && !(schemaPath === '/session' && request.method === 'POST')) onSignedOut()
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null)
    throw appErrorFrom(response.status, body, response.headers.get('retry-after'))
  },
  onError: ({ error }) => asAppError(error),
}

/** The typed client of the published API on our own origin; the cookie is the browser's business. Throws AppError. */
export const api = createClient<paths>({
  baseUrl: '',
  fetch: (request) =>
    fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(requestMsMax)]) }),
})
api.use(middleware)

/**
 * The data of an answer that the middleware let through.
 * Errors: throws when the answer had no body where the contract says there is one.
 */
export function dataOf<T>(answer: { readonly data?: T }): T {
  if (answer.data === undefined) throw appErrorFrom(502, null)
  return answer.data
}
