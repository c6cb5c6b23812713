import { describe, expect, test } from 'vitest'
import { acts, may, mayManage, rights, roleOf, roles, rolesThatMay } from './roles.ts'

describe('rights', () => {
  // CONTRACT.md "may", row by row; written out here so that a change of the table must be meant.
  test.each([
    ['read', ['owner', 'admin', 'approver', 'submitter', 'viewer', 'agent']],
    ['submit', ['owner', 'admin', 'submitter', 'agent']],
    ['decide_approval', ['owner', 'admin', 'approver']],
    ['change_vendor', ['owner', 'admin']],
    ['verify_vendor', ['owner', 'admin', 'approver']],
    ['change_settings', ['owner', 'admin']],
    ['manage_users', ['owner', 'admin']],
    ['manage_webhooks', ['owner', 'admin']],
    ['manage_api_keys', ['owner', 'admin']],
    ['pause', ['owner', 'admin', 'approver']],
    ['resume', ['owner']],
    ['manage_signers', ['owner']],
    ['reset_metrics', ['owner']],
    ['manage_owners', ['owner']],
  ] as const)('%s is held by exactly %j', (act, holders) => {
    expect(rolesThatMay(act)).toEqual(holders)
  })

  test('the table above names every act', () => {
    expect(acts).toHaveLength(14)
    expect(
      Object.values(rights)
        .flat()
        .every((act) => acts.includes(act)),
    ).toBe(true)
  })

  test('an agent never approves or changes anything', () => {
    expect(acts.filter((act) => may('agent', act))).toEqual(['read', 'submit'])
  })
})

describe('mayManage', () => {
  test.each([
    ['owner', ['owner', 'admin', 'approver', 'submitter', 'viewer']],
    ['admin', ['approver', 'submitter', 'viewer']],
    ['approver', []],
    ['submitter', []],
    ['viewer', []],
    ['agent', []],
  ] as const)('%s manages exactly %j', (actor, managed) => {
    expect(roles.filter((role) => mayManage(actor, role))).toEqual(managed)
  })
})

test('a role from outside is read exactly or not at all', () => {
  expect(roleOf('approver')).toBe('approver')
  expect(roleOf('Owner')).toBeNull()
  expect(roleOf('agent')).toBeNull()
  expect(roleOf('constructor')).toBeNull()
})
