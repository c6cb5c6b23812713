import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '#identity/ports.ts'
import { Fault } from '#kernel/fault.ts'

/** OWASP's first choice for argon2id; the library's default algorithm is argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** More at once would take every core, and health probes with it (PITFALLS 22). */
const runningMax = 2
/** Twenty waiting are a quarter of a second; beyond that the caller is told to come back. */
const waitingMax = 20

/**
 * Of a random password nobody kept, with the cost above: verifying against it takes as long as for a real user.
 * A test asserts that its cost is ours.
 */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$pI5euoJjx4Y9lf80adHIUQ$PRFuLcCUbI6BO0MyVQy6W9+f920edXuULN3NbrYYJNE'

/**
 * Password hashing with argon2id, off the event loop, two at a time.
 * @returns the port
 * Errors: thrown Fault OVERLOADED when twenty wait already. Source: SECURITY.md "Passwords".
 */
export function createArgon2Passwords(): Passwords {
  const gate = createGate(runningMax, waitingMax)
  return {
    hash: (password) => gate.run(() => hash(password, cost)),
    verify: (passwordHash, password) => gate.run(() => verify(passwordHash, password)),
    nobodysHash,
    pending: gate.pending,
  }
}

function createGate(
  atOnceMax: number,
  queueMax: number,
): { readonly run: <T>(work: () => Promise<T>) => Promise<T>; readonly pending: () => number } {
  let running = 0
  const waiting: (() => void)[] = []
  const enter = async (): Promise<void> => {
    if (running < atOnceMax) {
      running += 1
      return
    }
    if (waiting.length >= queueMax) {
      throw new Fault({
        code: 'OVERLOADED',
        internal: `${queueMax} password hashes are waiting`,
        public: 'Too many sign-ins at once. Try again in a moment.',
        retryable: true,
      })
    }
    // The one who leaves hands its place over, so `running` stays as it is.
    await new Promise<void>((go) => waiting.push(go))
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
  return {
    run: async (work) => {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
    pending: () => running + waiting.length,
  }
}
