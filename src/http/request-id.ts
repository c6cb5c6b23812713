import type { IncomingMessage } from 'node:http'
import type { IdSource } from '#kernel/ids.ts'

/** Visible ASCII only: the id is written to logs and headers as it came. */
const givenPattern = /^[\x21-\x7e]{1,128}$/

/**
 * The request's id: the caller's own when it is sane, else a new one.
 * @param ids source of new ids   @returns the framework's generator
 * Errors: none. Source: CONTRACT.md "X-Request-ID (given or made)".
 */
export function createRequestIds(ids: IdSource): (request: Pick<IncomingMessage, 'headers'>) => string {
  return (request) => {
    const given = request.headers['x-request-id']
    return typeof given === 'string' && givenPattern.test(given) ? given : ids.next()
  }
}
