import type { IncomingMessage } from 'node:http'
import type { IdSource } from '#kernel/ids.ts'

/** Visible ASCII only: the id is written to logs and headers as it came. */
const givenPattern = /^[\x21-\x7e]{1,128}$/

/**
 * The request's id: the caller's own when it is sane, else this server's name and a running number. One random name
 * for all, because fresh randomness for each request costs as much as routing it.
 * @param ids source of the name   @returns the framework's generator
 * Errors: none. Source: CONTRACT.md "X-Request-ID (given or made)".
 */
export function createRequestIds(ids: IdSource): (request: Pick<IncomingMessage, 'headers'>) => string {
  const name = ids.next()
  let number = 0
  return (request) => {
    const given = request.headers['x-request-id']
    if (typeof given === 'string' && givenPattern.test(given)) return given
    number += 1
    return `${name}-${number.toString(36)}`
  }
}
