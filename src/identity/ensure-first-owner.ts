import type { IdSource } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { checkNewPassword, type PasswordProblem } from './core/password-rules.ts'
import { checkUsername } from './core/username-rules.ts'
import type { OpaqueTokens, Passwords, UserStore } from './ports.ts'

export type FirstOwner =
  | { readonly kind: 'exists' }
  /** `passwordToPrint` is set when the password was made here: it is shown once and stored nowhere. */
  | { readonly kind: 'created'; readonly username: string; readonly passwordToPrint: string | null }

export type FirstOwnerProblem =
  | { readonly kind: 'username_invalid' }
  | { readonly kind: 'password_refused'; readonly problem: PasswordProblem }

/**
 * Makes the first owner when there is no user at all; any number of processes may try at once.
 * @param input ADMIN_USERNAME, ADMIN_PASSWORD or null for a random one, the least length of a given password
 * @returns whether it was made, and the random password to print
 * Errors: username_invalid, password_refused (only checked when an owner would be made); thrown Fault DATABASE_UNAVAILABLE.
 * Source: CONTRACT.md "ADMIN_USERNAME", PITFALLS 13.
 */
export async function ensureFirstOwner(
  deps: {
    readonly users: UserStore
    readonly passwords: Passwords
    readonly opaqueTokens: OpaqueTokens
    readonly clock: Clock
    readonly ids: IdSource
  },
  input: { readonly username: string; readonly password: string | null; readonly passwordLengthMin: number },
): Promise<Result<FirstOwner, FirstOwnerProblem>> {
  const some = await deps.users.list({ after: null, limit: 1 })
  if (some.length > 0) return ok({ kind: 'exists' })
  if (!checkUsername(input.username).ok) return err({ kind: 'username_invalid' })
  const password = input.password ?? deps.opaqueTokens.makePassword()
  const checked = checkNewPassword({ password, username: input.username, lengthMin: input.passwordLengthMin })
  if (!checked.ok) return err({ kind: 'password_refused', problem: checked.error })
  const made = await deps.users.insertFirst(
    {
      id: deps.ids.next<'user'>(),
      username: input.username,
      role: 'owner',
      passwordHash: await deps.passwords.hash(password),
    },
    { actorId: null, actorName: 'installation', requestId: null, at: deps.clock.now() },
  )
  if (!made) return ok({ kind: 'exists' })
  return ok({
    kind: 'created',
    username: input.username,
    passwordToPrint: input.password === null ? password : null,
  })
}
