import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plusMs } from '#kernel/time.ts'
import { idOf, instant } from '#test/support/decision-facts.ts'
import type { Person } from './separate-duty.ts'
import { type Approval, type Ballot, castVote, type Vote } from './tally.ts'

const at = instant('2026-04-10T12:00:00Z')
const [ann, bob, cy, dee] = [idOf<'user'>(1), idOf<'user'>(2), idOf<'user'>(3), idOf<'user'>(4)]
const yes: Ballot = { kind: 'approve' }
const no: Ballot = { kind: 'reject', reason: 'not ordered' }

function people(...ids: readonly Person['id'][]): readonly Person[] {
  return ids.map((id) => ({ id, active: true, mayAct: true }))
}

const pending: Approval = {
  id: idOf(50),
  status: 'pending',
  needed: 1,
  expiresAt: plusMs(at, 1),
  boundHash: 'h1',
  submittedBy: null,
  payeeEditedBy: null,
}

function cast(of: Partial<Parameters<typeof castVote>[0]>) {
  return castVote({
    approval: pending,
    votes: [],
    voter: ann,
    ballot: yes,
    people: people(ann, bob),
    termsHash: 'h1',
    at,
    ...of,
  })
}

function votes(...ids: readonly Vote['userId'][]): readonly Vote[] {
  return ids.map((userId) => ({ userId, vote: 'approve' }))
}

describe('castVote', () => {
  test('one person approves where one is needed', () => {
    expect(cast({})).toEqual({
      ok: true,
      value: { status: 'approved', selfApproval: false, approvals: 1, needed: 1 },
    })
  })

  test('two of three: pending after the first, approved after the second', () => {
    const approval = { ...pending, needed: 2 }
    const all = people(ann, bob, cy)
    expect(cast({ approval, people: all })).toMatchObject({
      value: { status: 'pending', approvals: 1, needed: 2 },
    })
    expect(cast({ approval, people: all, voter: bob, votes: votes(ann) })).toMatchObject({
      value: { status: 'approved', approvals: 2 },
    })
  })

  test('never more people are needed than there are', () => {
    expect(cast({ approval: { ...pending, needed: 5 }, people: people(ann) })).toMatchObject({
      value: { status: 'approved', needed: 1 },
    })
  })

  test('one rejection ends it, whatever was approved before', () => {
    const approval = { ...pending, needed: 3 }
    const of = { approval, people: people(ann, bob, cy), voter: cy, ballot: no, votes: votes(ann, bob) }
    expect(cast(of)).toMatchObject({ ok: true, value: { status: 'rejected' } })
  })

  test.each<[string, Partial<Parameters<typeof castVote>[0]>, string]>([
    ['approved already', { approval: { ...pending, status: 'approved' } }, 'already_decided'],
    [
      'rejected already, also after its time',
      { approval: { ...pending, status: 'rejected' }, at: plusMs(at, 9) },
      'already_decided',
    ],
    ['voided by an edit', { approval: { ...pending, status: 'voided' } }, 'voided'],
    ['marked expired', { approval: { ...pending, status: 'expired' } }, 'expired'],
    ['at the moment it expires', { at: plusMs(at, 1) }, 'expired'],
    ['a rejection after it expired', { at: plusMs(at, 1), ballot: no }, 'expired'],
    ['the same person twice', { approval: { ...pending, needed: 2 }, votes: votes(ann) }, 'already_voted'],
    [
      'the same person changing sides',
      { approval: { ...pending, needed: 2 }, votes: votes(ann), ballot: no },
      'already_voted',
    ],
    ['nobody we know', { voter: dee }, 'not_eligible'],
    [
      'a role that may not',
      { people: [{ id: ann, active: true, mayAct: false }, ...people(bob)] },
      'not_eligible',
    ],
    [
      'somebody disabled',
      { people: [{ id: ann, active: false, mayAct: true }, ...people(bob)] },
      'not_eligible',
    ],
    [
      'a role that may not, rejecting',
      { people: [{ id: ann, active: true, mayAct: false }], ballot: no },
      'not_eligible',
    ],
    ['other terms than those asked', { termsHash: 'h2' }, 'terms_changed'],
    ['a rejection without a reason', { ballot: { kind: 'reject', reason: ' \n' } }, 'reason_missing'],
    ['the submitter', { approval: { ...pending, submittedBy: ann } }, 'segregation_of_duties'],
    [
      'the last editor of the payee',
      { approval: { ...pending, payeeEditedBy: ann } },
      'segregation_of_duties',
    ],
  ])('refuses %s', (_name, of, error) => {
    expect(cast(of)).toEqual({ ok: false, error })
  })

  test('the submitter may reject their own invoice: no money moves', () => {
    expect(cast({ approval: { ...pending, submittedBy: ann }, ballot: no })).toMatchObject({
      value: { status: 'rejected' },
    })
  })

  test('where nobody else is eligible the submitter approves alone, and it is marked', () => {
    const approval = { ...pending, submittedBy: ann, needed: 2 }
    const alone = [
      ...people(ann),
      { id: bob, active: false, mayAct: true },
      { id: cy, active: true, mayAct: false },
    ]
    expect(cast({ approval, people: alone })).toMatchObject({
      value: { status: 'approved', selfApproval: true, needed: 1 },
    })
  })

  test('where submitter and payee editor are the only two, both may, and it is marked', () => {
    const approval = { ...pending, submittedBy: ann, payeeEditedBy: bob, needed: 2 }
    expect(cast({ approval })).toMatchObject({ value: { status: 'pending', selfApproval: true, needed: 2 } })
    expect(cast({ approval, voter: bob, votes: votes(ann) })).toMatchObject({
      value: { status: 'approved', selfApproval: true },
    })
  })

  test('a vote of somebody who is no longer eligible does not count', () => {
    const approval = { ...pending, needed: 2 }
    const now = [{ id: ann, active: false, mayAct: true }, ...people(bob, cy)]
    expect(cast({ approval, people: now, voter: bob, votes: votes(ann) })).toMatchObject({
      value: { status: 'pending', approvals: 1 },
    })
  })
})

describe('castVote, for any house', () => {
  const ids = [1, 2, 3, 4, 5].map((number) => idOf<'user'>(number))
  const who = fc.constantFrom(...ids)
  const houses = fc
    .array(fc.record({ active: fc.boolean(), mayAct: fc.boolean() }), { minLength: 5, maxLength: 5 })
    .map((all): readonly Person[] =>
      all.flatMap((each, index) => ids.slice(index, index + 1).map((id) => ({ id, ...each }))),
    )

  test('approved means m distinct eligible people, none involved unless nobody else could', () => {
    let approvedCount = 0
    fc.assert(
      fc.property(
        houses,
        fc.option(who),
        fc.option(who),
        fc.integer({ min: 1, max: 4 }),
        fc.shuffledSubarray(ids),
        (house, submittedBy, payeeEditedBy, needed, order) => {
          const approval = { ...pending, submittedBy, payeeEditedBy, needed }
          const eligible = house.filter((person) => person.active && person.mayAct).map((person) => person.id)
          const others = eligible.filter((id) => id !== submittedBy && id !== payeeEditedBy)
          const castSoFar: Vote[] = []
          for (const voter of order) {
            const tally = cast({ approval, people: house, voter, votes: castSoFar })
            if (!tally.ok) {
              expect(eligible.includes(voter) && (others.length === 0 || others.includes(voter))).toBe(false)
              continue
            }
            castSoFar.push({ userId: voter, vote: 'approve' })
            const pool = others.length > 0 ? others : eligible
            expect(pool).toContain(voter)
            expect(tally.value.selfApproval).toBe(
              castSoFar.some((vote) => vote.userId === submittedBy || vote.userId === payeeEditedBy),
            )
            expect(tally.value.status === 'approved').toBe(castSoFar.length >= Math.min(needed, pool.length))
            if (tally.value.status === 'approved') {
              approvedCount += 1
              return
            }
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(approvedCount).toBeGreaterThan(20)
  })
})
