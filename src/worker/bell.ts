/** Wakes a loop: rings are not counted, one that comes before the wait ends it at once. */
export type Bell = { readonly ring: () => void; readonly wait: (ms: number) => Promise<void> }

/**
 * Makes a bell.
 * @param sleep bounded waiting, from outside   @returns ring and wait; `wait` ends at a ring or after `ms`
 * Errors: none. Source: PAYMENTS.md "approve → broadcast", idle.
 */
export function createBell(sleep: (ms: number) => Promise<void>): Bell {
  let rung = false
  let release: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      release?.()
    },
    wait: async (ms) => {
      if (!rung) {
        const ringing = new Promise<void>((resolve) => {
          release = resolve
        })
        await Promise.race([ringing, sleep(ms)])
        release = null
      }
      rung = false
    },
  }
}
