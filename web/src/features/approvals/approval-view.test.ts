import { expect, test } from 'vitest'
import { approval } from '../../../test/answers.ts'
import { AppError } from '../../api/app-error.ts'
import {
  approvalAmount,
  approveBlocked,
  approvedBy,
  conflictSentence,
  endSentence,
  vendorWord,
  voteSentences,
} from './approval-view.ts'

const vote = {
  user: 'maria',
  vote: 'approve' as const,
  comment: null,
  self_approval: false,
  voted_at: '2026-11-24T10:00:00Z',
}

test('approving is blocked with the reason while it could not be paid', () => {
  expect(approveBlocked(approval())).toBeNull()
  expect(approveBlocked(approval({ vendor_status: 'unknown', to_address: null }))).toContain(
    'not in the register',
  )
  expect(approveBlocked(approval({ vendor_status: 'blocked' }))).toContain('blocked')
  expect(approveBlocked(approval({ to_address: null }))).toContain('no wallet')
  expect(approveBlocked(approval({ amount: null }))).toContain('amount')
})

test('the amount is the exact one to be paid', () => {
  expect(approvalAmount(approval({ amount: '1250.400000000000000001' }))).toBe(
    '1,250.400000000000000001 MNEE',
  )
  expect(approvalAmount(approval({ amount: null, amount_text: '99.00 EUR' }))).toBe('99.00 EUR')
})

test('who decided what is a sentence, with comment and self-approval', () => {
  const [first] = voteSentences(approval({ votes: [{ ...vote, comment: 'ok by me', self_approval: true }] }))
  expect(first?.text).toMatch(/^maria approved it, 24 Nov 2026/)
  expect(first?.note).toBe('“ok by me” Own submission; nobody else was eligible.')
  expect(voteSentences(approval({ votes: [vote] }))[0]?.note).toBeNull()
})

test('only yes votes count as approvals', () => {
  expect(approvedBy(approval({ votes: [vote, { ...vote, user: 'jo', vote: 'reject' }] }))).toBe(1)
})

test('a conflict says who was first; another error is none', () => {
  const conflict = new AppError({ code: 'ALREADY_DECIDED', public: 'Already decided.', status: 409 })
  const decided = approval({ status: 'rejected', votes: [{ ...vote, vote: 'reject' }] })
  expect(conflictSentence(conflict, decided)).toMatch(/^maria rejected this .* Your click changed nothing\.$/)
  expect(conflictSentence(conflict, null)).toBe('Already decided.')
  expect(conflictSentence(new AppError({ code: 'X', public: 'x', status: 403 }), decided)).toBeNull()
})

test('an end without a vote says that no money moved', () => {
  expect(endSentence(approval({ status: 'expired' }))).toContain('No money has moved')
  expect(endSentence(approval({ status: 'voided' }))).toContain('No money has moved')
  expect(endSentence(approval())).toBeNull()
})

test('the vendor is named by what the register knows', () => {
  expect(vendorWord(approval({ vendor_status: 'unverified' }))).toEqual({
    tone: 'warn',
    word: 'Not verified',
  })
})
