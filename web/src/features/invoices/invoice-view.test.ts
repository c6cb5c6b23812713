import { describe, expect, test } from 'vitest'
import { claimAt, decision, noFields } from '../../../test/answers.ts'
import type { InvoiceDetail } from '../../api/types.ts'
import { fieldRows, invoiceAmount, invoiceStatus, traceRows, verdictOf } from './invoice-view.ts'

describe('the verdict in one sentence', () => {
  test.each<[InvoiceDetail['status'], 'pay' | 'ask' | 'refuse', string, string]>([
    ['paid', 'pay', 'ok', 'Paid automatically'],
    ['paid', 'ask', 'ok', 'Paid after approval'],
    ['paying', 'pay', 'info', 'Will be paid automatically'],
    ['paying', 'ask', 'info', 'Approved'],
    ['awaiting_approval', 'ask', 'warn', 'Needs a person'],
    ['rejected', 'ask', 'warn', 'Rejected'],
    ['refused', 'refuse', 'bad', 'Stopped by the rules'],
    ['failed', 'pay', 'bad', 'The payment failed'],
  ])('%s after %s', (status, outcome, tone, title) => {
    expect(verdictOf({ status, decision: { ...decision, outcome } })).toMatchObject({ tone, title })
  })

  test('before there is a decision it says that it is still being read', () => {
    expect(verdictOf({ status: 'processing', decision: null }).title).toBe('Still reading')
  })

  test('wherever nothing was paid, the sentence says so', () => {
    for (const status of ['awaiting_approval', 'rejected'] as const) {
      expect(verdictOf({ status, decision }).text).toContain('No money has moved')
    }
    expect(verdictOf({ status: 'refused', decision }).text).toContain('No payment was made')
  })
})

describe('the trace', () => {
  const line = { text: 'x', values: {}, flip: null }

  test('shows every rule, objections first, in words', () => {
    const rows = traceRows([
      { ...line, rule: 'sanctions', verdict: 'not_configured' },
      { ...line, rule: 'duplicate', verdict: 'pass' },
      { ...line, rule: 'approval_limit', verdict: 'review' },
      { ...line, rule: 'runway', verdict: 'refuse' },
    ])
    expect(rows.map((row) => [row.rule, row.word, row.tone])).toEqual([
      ['Runway', 'Refuse', 'bad'],
      ['Approval limit', 'Ask', 'warn'],
      ['Duplicate', 'Pass', 'ok'],
      ['Sanctions', 'Not set up', 'muted'],
    ])
  })

  test('groups money and leaves other values as they are', () => {
    const values = {
      amount: '72900.00',
      limit: '1000.00 MNEE',
      age_days: '104',
      after: '7.4',
      reader: 'not_configured',
    }
    expect(traceRows([{ ...line, rule: 'r', verdict: 'pass', values }])[0]?.values).toEqual([
      { name: 'Amount', value: '72,900.00' },
      { name: 'Limit', value: '1,000.00 MNEE' },
      { name: 'Age days', value: '104' },
      { name: 'After', value: '7.4' },
      { name: 'Reader', value: 'not configured' },
    ])
  })
})

describe('fields', () => {
  test('only what was read has a row; what can be shown in the text says so', () => {
    const rows = fieldRows({
      ...noFields,
      number: claimAt('INV-1', 0, 5),
      amount_due: claimAt('1500.00', null, null),
      due_date: claimAt('2026-12-24', 6, 16),
      document_type: claimAt('credit_note', 0, 5),
    })
    expect(rows.map((row) => [row.label, row.value, row.located])).toEqual([
      ['Invoice number', 'INV-1', true],
      ['Amount due', '1,500.00', false],
      ['Due', '24 Dec 2026', true],
      ['Kind of document', 'Credit note', true],
    ])
  })
})

test('an amount that does not convert is shown as claimed', () => {
  expect(invoiceAmount({ amount: null, amount_text: '99.00 EUR', currency: 'EUR' })).toBe('99.00 EUR')
  expect(invoiceAmount({ amount: '1500.00', amount_text: '1500.00', currency: 'MNEE' })).toBe('1,500.00 MNEE')
})

test('a status is a word, never a raw enum', () => {
  expect(invoiceStatus('awaiting_approval')).toEqual({ tone: 'warn', word: 'Awaiting approval' })
})
