import { expect, test } from 'vitest'
import { dashboard, member } from '../../../test/answers.ts'
import {
  canChange,
  limitProblem,
  limitSentence,
  memberProblems,
  modeRows,
  rolesToGive,
} from './settings-view.ts'

test.each(['', '0', '0.00', '-1', 'NaN', '1e3', '1,000', 'abc'])('"%s" is no limit', (text) => {
  expect(limitProblem(text)).not.toBeNull()
})

test('a positive decimal is a limit, whatever its size: the upper bound is the server’s', () => {
  expect(limitProblem(' 75.50 ')).toBeNull()
  expect(limitProblem('999999999999')).toBeNull()
})

test('a raised limit that has to wait says when it takes effect', () => {
  expect(limitSentence({ status: 'updated', new_limit: 75 }, 'MNEE')).toBe('The limit is now 75.00 MNEE.')
  const scheduled = limitSentence({ status: 'scheduled', effective_at: '2026-11-25T12:00:00Z' }, 'MNEE')
  expect(scheduled).toContain('takes effect 25 Nov 2026')
})

test('an admin gives and changes only roles below admin; nobody changes their own row', () => {
  expect(rolesToGive(false)).toEqual(['viewer', 'submitter', 'approver'])
  expect(rolesToGive(true)).toContain('owner')
  expect(canChange(member({ role: 'admin' }), 'other', false)).toBe(false)
  expect(canChange(member({ role: 'admin' }), 'other', true)).toBe(true)
  expect(canChange(member(), member().id, true)).toBe(false)
})

test('a new member needs a name and twelve characters, counted as people count them', () => {
  expect(memberProblems({ username: 'jo', password: '😀'.repeat(12) })).toEqual({
    username: null,
    password: null,
  })
  expect(memberProblems({ username: ' ', password: '😀'.repeat(11) })).toMatchObject({
    username: 'Enter a user name.',
    password: 'The password needs at least 12 characters.',
  })
})

test('what runs underneath is said in words', () => {
  expect(modeRows(dashboard().mode).map((row) => row.value)).toEqual([
    'Embedded',
    'Local test chain',
    'Text rules, no AI key',
    'On',
  ])
})
