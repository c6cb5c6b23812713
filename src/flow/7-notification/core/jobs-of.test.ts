import { describe, expect, it } from 'vitest'
import { instantOf } from '#kernel/time.ts'
import { jobsOf } from './jobs-of.ts'
import type { OutboxEvent } from './outbox-event.ts'

function event(topic: string, payload: OutboxEvent['payload'], id = 12n): OutboxEvent {
  const at = instantOf(Date.UTC(2026, 1, 3, 4, 5, 6, 7))
  if (!at.ok) throw new Error(at.error)
  return { id, topic, subjectId: 'subject-1', payload, at: at.value }
}

describe('jobsOf', () => {
  it('an invoice to read is decided by the queue', () => {
    expect(jobsOf(event('invoice.reading', { invoice_id: 'subject-1' }), 'a@b.example')).toEqual([
      {
        queue: 'decide-invoice',
        key: 'reading:subject-1',
        data: { invoice_id: 'subject-1', cause: 'reading' },
      },
    ])
  })

  it('a verified vendor has its waiting invoices decided again; any other change has not', () => {
    const verified = event('vendor.changed', { action: 'vendor.verify', status: 'verified' })
    expect(jobsOf(verified, null)).toEqual([
      { queue: 'redecide-vendor', key: 'subject-1', data: { vendor_id: 'subject-1' } },
    ])
    expect(jobsOf(event('vendor.changed', { action: 'vendor.change', status: 'blocked' }), null)).toEqual([])
  })

  it('a notice becomes one mail with a key that is the same on every try and sorts by time', () => {
    const [job] = jobsOf(event('sender.paused', { reason: 'foreign_nonce' }), 'ops@example.com')
    expect(job).toMatchObject({
      queue: 'send-mail',
      key: '20260203T040506007Z-0000000012',
      data: { to: 'ops@example.com', subject: 'Paying has stopped', key: '20260203T040506007Z-0000000012' },
    })
    expect(jobsOf(event('sender.paused', { reason: 'foreign_nonce' }), 'ops@example.com')).toEqual([job])
    const [later] = jobsOf(event('sender.paused', { reason: 'foreign_nonce' }, 13n), 'ops@example.com')
    expect((later?.key ?? '') > (job?.key ?? '')).toBe(true)
  })

  it('without a target nobody is mailed', () => {
    expect(jobsOf(event('sender.paused', { reason: 'foreign_nonce' }), null)).toEqual([])
  })

  it('what needs nobody makes no work', () => {
    expect(jobsOf(event('payment.paid', { tx_hash: '0xab' }), 'ops@example.com')).toEqual([])
    expect(jobsOf(event('unheard.of', {}), 'ops@example.com')).toEqual([])
  })
})
