import type { UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import type { Authenticator } from './authenticate.ts'
import { checkNewPassword, type PasswordProblem, passwordLengthMin } from './core/password-rules.ts'
import type { Principal, User } from './core/principal.ts'
import { may, mayManage, type Role } from './core/roles.ts'
import { delayAfterFailuresMs, throttleKey } from './core/sign-in-throttle.ts'
import { decideUserChange, type UserChangeProblem } from './core/user-change.ts'
import type { Passwords, SignInThrottle, UserStore } from './ports.ts'

export type ChangeUserProblem =
  | { readonly kind: 'not_found' }
  | { readonly kind: UserChangeProblem }
  | { readonly kind: 'password_refused'; readonly problem: PasswordProblem }
  | { readonly kind: 'current_password_wrong' }
  | { readonly kind: 'throttled'; readonly retryAfterMs: number }

type ChangeUserDeps = {
  readonly users: UserStore
  readonly passwords: Passwords
  readonly throttle: SignInThrottle
  readonly authenticator: Authenticator
  readonly clock: Clock
}

type ChangeUserInput = {
  readonly by: Principal
  readonly id: UserId
  readonly role?: Role
  readonly active?: boolean
  readonly password?: string
  readonly currentPassword?: string
  readonly network: string
  readonly requestId: string
}

/**
 * Changes a user's role, activity or password. Every change signs that user out at once. One's own password needs the
 * present one, so that a found open browser is not enough.
 * @param input who changes whom and what   @returns the user as it is now
 * Errors: the kinds of ChangeUserProblem; thrown Fault when database or hashing queue is not available.
 * Source: CONTRACT.md "GET/PATCH /users", "may".
 */
export async function changeUser(
  deps: ChangeUserDeps,
  input: ChangeUserInput,
): Promise<Result<User, ChangeUserProblem>> {
  const self = input.by.userId === input.id
  // Whoever may not manage users learns nothing about who exists.
  if (!self && !may(input.by.role, 'manage_users')) return err({ kind: 'not_allowed' })
  const found = await deps.users.findSecretById(input.id)
  if (found === null) return err({ kind: 'not_found' })
  if (!self && !mayManage(input.by.role, found.user.role)) return err({ kind: 'not_allowed' })
  if (input.password !== undefined) {
    const checked = checkNewPassword({
      password: input.password,
      username: found.user.username,
      lengthMin: passwordLengthMin,
    })
    if (!checked.ok) return err({ kind: 'password_refused', problem: checked.error })
    const proven = self ? await proveCurrent(deps, input, found) : ok(null)
    if (!proven.ok) return proven
  }
  const passwordHash = input.password === undefined ? null : await deps.passwords.hash(input.password)
  const changed = await deps.users.changeLocked(
    input.id,
    {
      passwordHash,
      by: {
        actorId: input.by.userId,
        actorName: input.by.username,
        requestId: input.requestId,
        at: deps.clock.now(),
      },
    },
    (target, otherActiveOwners) =>
      decideUserChange({
        by: input.by,
        target,
        otherActiveOwners,
        change: {
          ...(input.role === undefined ? {} : { role: input.role }),
          ...(input.active === undefined ? {} : { active: input.active }),
          ...(passwordHash === null ? {} : { passwordHash }),
        },
      }),
  )
  if (!changed.ok) return err({ kind: changed.error })
  deps.authenticator.invalidateUser(input.id)
  return changed
}

async function proveCurrent(
  deps: ChangeUserDeps,
  input: ChangeUserInput,
  found: { readonly user: User; readonly passwordHash: string },
): Promise<Result<null, ChangeUserProblem>> {
  const key = throttleKey(found.user.username, input.network)
  const waitMs = await deps.throttle.waitMs(key)
  if (waitMs > 0) return err({ kind: 'throttled', retryAfterMs: waitMs })
  if (await deps.passwords.verify(found.passwordHash, input.currentPassword ?? '')) return ok(null)
  const delayMs = delayAfterFailuresMs(await deps.throttle.countFailure(key))
  if (delayMs > 0) await deps.throttle.block(key, delayMs)
  return err({ kind: 'current_password_wrong' })
}
