/** Free tries: people mistype. The fifth failure starts the delay (SECURITY.md "Passwords"). */
const failuresFree = 4
const delayFirstMs = 1_000
/** A longer delay would let a neighbour behind the same address lock somebody out for hours. */
export const delayMsMax = 300_000
/** Failures are forgotten after this long without a new one. */
export const failureMemoryMs = 3_600_000

/**
 * How long the next try must wait: 0 for the first four failures, then 1, 2, 4 … seconds, at most five minutes.
 * @param failures failures in a row so far   @returns milliseconds
 * Errors: none (total). Source: SECURITY.md "Passwords".
 */
export function delayAfterFailuresMs(failures: number): number {
  if (failures <= failuresFree) return 0
  const doublings = Math.min(failures - failuresFree - 1, 20)
  return Math.min(delayFirstMs * 2 ** doublings, delayMsMax)
}

/**
 * What is throttled: one account as seen from one network, so that a stranger elsewhere never locks the owner out.
 * @param username as typed   @param network the client's network   @returns the key
 * Errors: none (total). Source: SECURITY.md "Passwords".
 */
export function throttleKey(username: string, network: string): string {
  return `${username.toLowerCase()}@${network}`
}
