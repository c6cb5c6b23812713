import type { IdSource, UserId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { checkNewPassword, type PasswordProblem, passwordLengthMin } from './core/password-rules.ts'
import type { Principal } from './core/principal.ts'
import { mayManage, type Role } from './core/roles.ts'
import { checkUsername } from './core/username-rules.ts'
import type { Passwords, UserStore } from './ports.ts'

export type CreateUserProblem =
  | { readonly kind: 'not_allowed' }
  | { readonly kind: 'username_invalid' }
  | { readonly kind: 'username_taken' }
  | { readonly kind: 'password_refused'; readonly problem: PasswordProblem }

/**
 * Makes a user of a role the maker may manage.
 * @param input who makes it, its name, password and role   @returns the new user as stored
 * Errors: the kinds of CreateUserProblem; thrown Fault when database or hashing queue is not available.
 * Source: CONTRACT.md "POST /users/".
 */
export async function createUser(
  deps: {
    readonly users: UserStore
    readonly passwords: Passwords
    readonly clock: Clock
    readonly ids: IdSource
  },
  input: {
    readonly by: Principal
    readonly username: string
    readonly password: string
    readonly role: Role
    readonly requestId: string
  },
): Promise<
  Result<{ readonly id: UserId; readonly username: string; readonly role: Role }, CreateUserProblem>
> {
  if (!mayManage(input.by.role, input.role)) return err({ kind: 'not_allowed' })
  if (!checkUsername(input.username).ok) return err({ kind: 'username_invalid' })
  const checked = checkNewPassword({ ...input, lengthMin: passwordLengthMin })
  if (!checked.ok) return err({ kind: 'password_refused', problem: checked.error })
  const user = {
    id: deps.ids.next<'user'>(),
    username: input.username,
    role: input.role,
    passwordHash: await deps.passwords.hash(input.password),
  }
  const inserted = await deps.users.insert(user, {
    actorId: input.by.userId,
    actorName: input.by.username,
    requestId: input.requestId,
    at: deps.clock.now(),
  })
  if (!inserted.ok) return err({ kind: 'username_taken' })
  return ok({ id: user.id, username: user.username, role: user.role })
}
