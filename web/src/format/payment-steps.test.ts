import { describe, expect, test } from 'vitest'
import { attempt, hashOf, transaction } from '../../test/answers.ts'
import type { TransactionDetail } from '../api/types.ts'
import { paymentSteps } from './payment-steps.ts'

const states = (payment: TransactionDetail) => paymentSteps(payment).map((step) => step.state)
const signed = { tx_hash: hashOf('a'), attempts: [attempt(0)] }
const sent = { tx_hash: hashOf('a'), attempts: [attempt(1)], status: 'submitted' as const }

describe('five steps from what is known', () => {
  test.each<[string, Partial<TransactionDetail>, string[]]>([
    ['queued: only the reservation', {}, ['done', 'current', 'waiting', 'waiting', 'waiting']],
    [
      'signed, not sent',
      { ...signed, status: 'submitted' },
      ['done', 'done', 'current', 'waiting', 'waiting'],
    ],
    ['sent, in no block', sent, ['done', 'done', 'done', 'current', 'waiting']],
    [
      'in a block, one of three',
      { ...sent, status: 'confirmed', block_number: '8', confirmations: 1 },
      ['done', 'done', 'done', 'current', 'waiting'],
    ],
    [
      'deep enough, not booked yet',
      { ...sent, status: 'confirmed', block_number: '8', confirmations: 3 },
      ['done', 'done', 'done', 'done', 'current'],
    ],
    ['final', { ...sent, status: 'final', block_number: '8', confirmations: 9 }, Array(5).fill('done')],
    [
      'unknown is never failed',
      { ...sent, status: 'unknown' },
      ['done', 'done', 'done', 'current', 'waiting'],
    ],
    [
      'reverted in its block',
      { ...sent, status: 'failed', block_number: '8', confirmations: 1 },
      ['done', 'done', 'done', 'failed', 'waiting'],
    ],
    ['blocked before signing', { status: 'blocked' }, ['done', 'stopped', 'waiting', 'waiting', 'waiting']],
  ])('%s', (_name, change, expected) => {
    expect(states(transaction(change))).toEqual(expected)
  })

  test('confirmations are counted up to what is needed, never beyond', () => {
    const label = (change: Partial<TransactionDetail>) => paymentSteps(transaction(change))[3]?.label
    expect(label({ ...sent, status: 'confirmed', block_number: '8', confirmations: 2 })).toBe('Confirmed 2/3')
    expect(label({ ...sent, status: 'final', block_number: '8', confirmations: 40 })).toBe('Confirmed 3/3')
    expect(label({})).toBe('Confirmed 0/3')
  })

  test('an unknown result says that nothing is sent twice', () => {
    const steps = paymentSteps(transaction({ ...sent, status: 'unknown' }))
    expect(steps[3]?.detail).toContain('nothing is sent twice')
  })
})
