import { err, ok, type Result } from '#kernel/result.ts'
import type { User } from './core/principal.ts'
import { delayAfterFailuresMs, throttleKey } from './core/sign-in-throttle.ts'
import type { Passwords, SignInThrottle, UserStore } from './ports.ts'

export type SignInProblem =
  | { readonly kind: 'wrong_credentials' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }

/**
 * Proves a username and password. Unknown, disabled and wrongly given users get the same answer after the same work.
 * @param input username and password as typed; `network` is the client's network
 * @returns the user, or why not
 * Errors: wrong_credentials, throttled; thrown Fault when the database or the hashing queue is not available.
 * Source: SECURITY.md "Passwords", PITFALLS 13 and 14.
 */
export async function signIn(
  deps: { readonly users: UserStore; readonly passwords: Passwords; readonly throttle: SignInThrottle },
  input: { readonly username: string; readonly password: string; readonly network: string },
): Promise<Result<User, SignInProblem>> {
  const key = throttleKey(input.username, input.network)
  const waitMs = await deps.throttle.waitMs(key)
  if (waitMs > 0) return err({ kind: 'throttled', retryAfterMs: waitMs })
  const found = await deps.users.findSecretByName(input.username)
  const matches = await deps.passwords.verify(
    found?.passwordHash ?? deps.passwords.nobodysHash,
    input.password,
  )
  if (found === null || !matches || !found.user.active) {
    const delayMs = delayAfterFailuresMs(await deps.throttle.countFailure(key))
    if (delayMs > 0) await deps.throttle.block(key, delayMs)
    return err({ kind: 'wrong_credentials' })
  }
  await deps.throttle.clear(key)
  return ok(found.user)
}
