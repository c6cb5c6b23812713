import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '#kernel/time.ts'
import { noticeOf } from './notice-of.ts'
import type { OutboxEvent } from './outbox-event.ts'

function event(topic: string, payload: OutboxEvent['payload'], subjectId = 'subject-1'): OutboxEvent {
  const at = instantOf(1_770_000_000_000)
  if (!at.ok) throw new Error(at.error)
  return { id: 12n, topic, subjectId, payload, at: at.value }
}

const asked = {
  invoice_id: 'i-1',
  outcome: 'ask',
  vendor: 'CloudSpace Hosting LLC',
  number: 'INV-7',
  amount: '1250.00',
  currency: 'MNEE',
  balance: '100000.00',
  reason: 'The amount is above the limit of 50.00 MNEE.',
  approval_id: 'a-1',
}

describe('noticeOf tells people', () => {
  it('that an invoice waits for them: who, how much, why, and that no money moved', () => {
    const notice = noticeOf(event('invoice.decided', asked, 'i-1'))
    expect(notice?.subject).toBe('Approval needed: CloudSpace Hosting LLC, 1250.00 MNEE')
    expect(notice?.text.split('\n')).toEqual([
      'An invoice waits for a decision of a person. No money has moved and none is reserved for it.',
      '',
      'Vendor: CloudSpace Hosting LLC',
      'Amount: 1250.00 MNEE',
      'Invoice number: INV-7',
      'Reason: The amount is above the limit of 50.00 MNEE.',
      'Available balance: 100000.00',
      'Invoice: i-1',
      'Approval: a-1',
      '',
      'What comes next: Approve or reject it under Approvals. Nothing is paid until then.',
      '',
    ])
  })

  it.each([
    [
      'a refusal',
      'invoice.decided',
      { ...asked, outcome: 'refuse' },
      'Invoice refused: CloudSpace',
      'No money has moved',
    ],
    [
      'an unreadable one',
      'invoice.decided',
      { outcome: 'refuse', status: 'unreadable' },
      'Invoice not readable',
      'could not be read',
    ],
    [
      'a reverted transfer',
      'payment.reverted',
      { tx_hash: '0xab', reason: 'refused' },
      'Payment failed',
      'never left the treasury',
    ],
    [
      'a payment stopped before signing',
      'payment.blocked',
      { reason: 'would revert' },
      'before it was signed',
      'Nothing was sent',
    ],
    [
      'a payment without proof',
      'payment.blocked',
      { tx_hash: '0xab' },
      'paying has stopped',
      'could pay twice',
    ],
    ['a foreign transaction', 'payment.superseded', {}, 'paying has stopped', 'stays reserved'],
    [
      'a stop that heals',
      'sender.paused',
      { reason: 'chain_mismatch' },
      'Paying has stopped',
      'Paying goes on by itself',
    ],
    [
      'a stop that needs a person',
      'sender.paused',
      { reason: 'foreign_nonce' },
      'Paying has stopped',
      'before the pause is lifted',
    ],
    [
      'a stop of an unknown kind',
      'sender.paused',
      { reason: 'moon_phase' },
      'Paying has stopped',
      'Reason: moon_phase',
    ],
    [
      'the end of a stop',
      'sender.resumed',
      { reason: 'chain_mismatch' },
      'Paying goes on',
      'signs payments again',
    ],
    [
      'a loosening',
      'policy.changed',
      { status: 'scheduled', reason: 'r' },
      'looser policy is scheduled',
      'Until then the present policy decides',
    ],
    [
      'a change of policy',
      'policy.changed',
      { status: 'updated', reason: 'r' },
      'policy was changed',
      'decides from now on',
    ],
    [
      'a changed payee',
      'vendor.changed',
      { vendor: 'Acme', action: 'vendor.change', status: 'unverified' },
      'not verified: Acme',
      'wallet may be another',
    ],
    [
      'an expired approval',
      'approval.decided',
      { status: 'expired', invoice_id: 'i-1' },
      'Approval expired',
      'closed unpaid',
    ],
  ])('of %s', (_what, topic, payload, subject, text) => {
    const notice = noticeOf(event(topic, payload))
    expect(notice?.subject).toContain(subject)
    expect(notice?.text).toContain(text)
    expect(notice?.text).toContain('What comes next: ')
  })

  it.each([
    ['invoice.decided', { ...asked, outcome: 'pay' }],
    ['invoice.reading', {}],
    ['approval.decided', { status: 'approved' }],
    ['payment.scheduled', {}],
    ['payment.paid', { tx_hash: '0xab' }],
    ['payment.reorged', {}],
    ['vendor.changed', { action: 'vendor.verify', status: 'verified' }],
    ['vendor.changed', { action: 'vendor.create', status: 'unverified' }],
    ['something.else', {}],
  ])('and stays silent on %s %j', (topic, payload) => {
    expect(noticeOf(event(topic, payload))).toBeNull()
  })

  it('a vendor cannot write headers or lines of its own', () => {
    const vendor = 'Evil\r\nBcc: all@example.com\r\n\r\nPaid. What comes next: nothing'
    const honest = noticeOf(event('invoice.decided', asked))
    const notice = noticeOf(event('invoice.decided', { ...asked, vendor, reason: vendor, number: vendor }))
    expect(notice?.subject).not.toMatch(/[\r\n]/)
    expect(notice?.text.split('\n')).toHaveLength(honest?.text.split('\n').length ?? 0)
    expect(notice?.text).not.toContain('\r')
  })

  it('any payload of any topic is told or not, never thrown at', () => {
    const topics = [
      'invoice.decided',
      'approval.decided',
      'policy.changed',
      'vendor.changed',
      'sender.paused',
      'payment.blocked',
    ]
    const keys = ['outcome', 'status', 'vendor', 'amount', 'currency', 'reason', 'action', '__proto__']
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string()),
      fc.dictionary(fc.string(), fc.string()),
    )
    const payloads = fc.dictionary(fc.constantFrom(...keys), value)
    fc.assert(
      fc.property(fc.constantFrom(...topics), payloads, (topic, payload) => {
        const notice = noticeOf(event(topic, payload))
        expect(notice === null || notice.subject.length > 0).toBe(true)
      }),
    )
  })
})
