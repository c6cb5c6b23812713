import { describe, expect, test } from 'vitest'
import { parseId } from '#kernel/ids.ts'
import type { Principal, User } from './principal.ts'
import { type Role, roles } from './roles.ts'
import { decideUserChange } from './user-change.ts'

function id(last: number) {
  const read = parseId<'user'>(`00000000-0000-7000-8000-00000000000${last}`)
  if (!read.ok) throw new Error('bad id in a test')
  return read.value
}

function actor(role: Role | 'agent', last = 1): Principal {
  return { userId: id(last), username: 'actor', role }
}

function user(role: Role, last = 2, active = true): User {
  return { id: id(last), username: 'target', role, active, sessionVersion: 4 }
}

describe('decideUserChange', () => {
  test('an admin changes an approver, and session_version goes up by one', () => {
    const decided = decideUserChange({
      by: actor('admin'),
      target: user('approver'),
      otherActiveOwners: 1,
      change: { role: 'viewer' },
    })
    expect(decided).toEqual({ ok: true, value: { ...user('viewer'), sessionVersion: 5 } })
  })

  test.each([
    ['admin', 'admin', { active: false }],
    ['admin', 'owner', { active: false }],
    ['admin', 'viewer', { role: 'admin' }],
    ['admin', 'viewer', { role: 'owner' }],
    ['approver', 'viewer', { active: false }],
    ['viewer', 'viewer', { role: 'submitter' }],
    ['agent', 'viewer', { active: false }],
  ] as const)('%s may not change %s by %j', (by, target, change) => {
    expect(decideUserChange({ by: actor(by), target: user(target), otherActiveOwners: 5, change })).toEqual({
      ok: false,
      error: 'not_allowed',
    })
  })

  test.each([{ active: false }, { role: 'admin' }] as const)('the last active owner stays (%j)', (change) => {
    const facts = { by: actor('owner'), target: user('owner'), change }
    expect(decideUserChange({ ...facts, otherActiveOwners: 0 })).toEqual({ ok: false, error: 'last_owner' })
    expect(decideUserChange({ ...facts, otherActiveOwners: 1 }).ok).toBe(true)
  })

  test('nobody raises themselves, everybody may set their own password', () => {
    for (const role of roles) {
      const facts = { by: actor(role, 2), target: user(role), otherActiveOwners: 1 }
      expect(decideUserChange({ ...facts, change: { passwordHash: 'x' } }).ok).toBe(true)
      const other = role === 'owner' ? 'admin' : 'owner'
      expect(decideUserChange({ ...facts, change: { role: other } }).ok).toBe(false)
      expect(decideUserChange({ ...facts, change: { active: false } }).ok).toBe(false)
    }
  })
})
