import { err, ok, type Result } from '#kernel/result.ts'
import type { Principal, User } from './principal.ts'
import { mayManage, type Role } from './roles.ts'

/** What is asked to change; absent members stay as they are. */
export type UserChange = {
  readonly role?: Role
  readonly active?: boolean
  readonly passwordHash?: string
}

export type UserChangeProblem = 'not_allowed' | 'last_owner' | 'own_role'

/**
 * Whether a change of a user is allowed, decided on the locked rows.
 * Everybody may set their own password; role and activity are changed by somebody of higher rank (owners: anybody),
 * never one's own, and the last active owner stays.
 * @param facts who acts, the target as stored, how many other active owners there are, the change
 * @returns the user as it will be, or why not
 * Errors: not_allowed, last_owner, own_role. Source: CONTRACT.md "may".
 */
export function decideUserChange(facts: {
  readonly by: Principal
  readonly target: User
  readonly otherActiveOwners: number
  readonly change: UserChange
}): Result<User, UserChangeProblem> {
  const { by, target, change } = facts
  const self = by.userId === target.id
  const setsRole = change.role !== undefined && change.role !== target.role
  const setsActive = change.active !== undefined && change.active !== target.active
  if (!self && !mayManage(by.role, target.role)) return err('not_allowed')
  if (setsRole && change.role !== undefined && !mayManage(by.role, change.role)) return err('not_allowed')
  const after: User = {
    ...target,
    role: change.role ?? target.role,
    active: change.active ?? target.active,
    sessionVersion: target.sessionVersion + 1,
  }
  const wasOwner = target.role === 'owner' && target.active
  const isOwner = after.role === 'owner' && after.active
  if (wasOwner && !isOwner && facts.otherActiveOwners === 0) return err('last_owner')
  if (self && (setsRole || setsActive)) return err('own_role')
  return ok(after)
}
