/** Tells requests the hash of their payment as soon as it is committed. */
export type HashBoard = {
  readonly announce: (paymentId: string, hash: string) => void
  /** The hash, or null after `withinMs`. */
  readonly waitForHash: (paymentId: string, withinMs: number) => Promise<string | null>
}

// A request asks within milliseconds of its own commit; more than this many in between is an overload anyway.
const rememberedMax = 2_000

/**
 * Makes a board. Announcements are remembered, because the leader may sign before the request begins to wait.
 * @param sleep bounded waiting, from outside   @returns announce and waitForHash
 * Errors: none. Source: PAYMENTS.md loop 1, "the request waits up to 2 s".
 */
export function createHashBoard(sleep: (ms: number) => Promise<void>): HashBoard {
  const known = new Map<string, string>()
  const waiting = new Map<string, Set<(hash: string) => void>>()
  return {
    announce: (paymentId, hash) => {
      known.delete(paymentId)
      known.set(paymentId, hash)
      for (const oldest of known.keys()) {
        if (known.size <= rememberedMax) break
        known.delete(oldest)
      }
      for (const tell of waiting.get(paymentId) ?? []) tell(hash)
      waiting.delete(paymentId)
    },
    waitForHash: async (paymentId, withinMs) => {
      const hash = known.get(paymentId)
      if (hash !== undefined) return hash
      const tells = waiting.get(paymentId) ?? new Set()
      waiting.set(paymentId, tells)
      let tell: (hash: string) => void = () => undefined
      const told = new Promise<string>((resolve) => {
        tell = resolve
        tells.add(resolve)
      })
      const answer = await Promise.race([told, sleep(withinMs).then(() => null)])
      tells.delete(tell)
      if (tells.size === 0 && waiting.get(paymentId) === tells) waiting.delete(paymentId)
      return answer
    },
  }
}
