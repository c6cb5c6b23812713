import { describe, expect, test } from 'vitest'
import { dashboard, logLine } from '../../../test/answers.ts'
import { actionItems } from './action-view.ts'
import { feedLines } from './feed-view.ts'
import { chartBox, chartSummary, monthBars, runwayMeter, runwayWords } from './home-view.ts'

describe('runway', () => {
  test.each([
    [4, 'ok', 'Healthy'],
    [3.9, 'warn', 'Watch'],
    [2, 'warn', 'Watch'],
    [1.9, 'bad', 'Critical'],
  ])('%s months with a minimum of 2 is %s', (months, tone, word) => {
    expect(runwayWords(dashboard({ runway_months: months }))).toMatchObject({ tone, word })
  })

  test('names the day cash ends', () => {
    expect(runwayWords(dashboard()).note).toBe('At this pace cash ends on 6 Jul 2027.')
  })

  test('without burn there is no end', () => {
    const words = runwayWords(dashboard({ runway_months: null, cash_out_day: null }))
    expect(words).toMatchObject({ tone: 'ok', months: '∞' })
    expect(words.note).toContain('does not run out')
  })

  test('the bar is full at four minimums and never empty', () => {
    expect(runwayMeter(dashboard({ runway_months: 4 })).filled).toBe(50)
    expect(runwayMeter(dashboard({ runway_months: 80 })).filled).toBe(100)
    expect(runwayMeter(dashboard({ runway_months: 0 })).filled).toBe(2)
  })
})

describe('cash bars', () => {
  const month = (name: string, cashOut: string) => ({ month: name, cash_out: cashOut, income: '0.00' })

  test('heights are in proportion to exact amounts, the largest fills the room', () => {
    const bars = monthBars([month('2026-09-01', '50.00'), month('2026-10-01', '100.00')], 'MNEE')
    const room = chartBox.height - chartBox.top - chartBox.bottom
    expect(bars.map((bar) => bar.height)).toEqual([room / 2, room])
    expect(chartSummary(bars, 'MNEE')).toBe(
      'Cash out in the last 2 months; the largest was 100.00 MNEE in October 2026.',
    )
  })

  test('shows twelve months at most, the newest last', () => {
    const months = Array.from({ length: 14 }, (_, index) =>
      month(`2025-${`${(index % 12) + 1}`.padStart(2, '0')}-01`, '1.00'),
    )
    expect(monthBars(months, 'MNEE')).toHaveLength(12)
  })

  test('no months: no bars, no summary', () => {
    expect(monthBars([], 'MNEE')).toEqual([])
    expect(chartSummary([], 'MNEE')).toBe('')
  })
})

describe('the feed', () => {
  const sentence = (change: Parameters<typeof logLine>[0]) => feedLines([logLine(change)])[0]?.sentence

  test.each([
    ['payment.paid', 'paid', 'Paid 42.00 MNEE to CloudSpace Hosting LLC.'],
    ['invoice.decided', 'ask', '42.00 MNEE to CloudSpace Hosting LLC waits for a person.'],
    ['invoice.decided', 'pay', 'Approved 42.00 MNEE to CloudSpace Hosting LLC; the payment is on its way.'],
    ['invoice.decided', 'refuse', 'Stopped 42.00 MNEE to CloudSpace Hosting LLC; nothing was paid.'],
    [
      'approval.decided',
      'approved',
      'Approved 42.00 MNEE to CloudSpace Hosting LLC; the payment is on its way.',
    ],
    ['approval.decided', 'rejected', 'Rejected 42.00 MNEE to CloudSpace Hosting LLC; nothing was paid.'],
    [
      'approval.decided',
      'pending',
      'One person approved 42.00 MNEE to CloudSpace Hosting LLC; another is needed.',
    ],
    [
      'payment.reverted',
      'reverted',
      'The payment of 42.00 MNEE to CloudSpace Hosting LLC failed; the money is free again.',
    ],
    ['policy.changed', 'changed', 'The rules were changed.'],
    ['something.new', 'odd', 'Something new.'],
  ])('%s with %s', (event, status, expected) => {
    expect(sentence({ event, status })).toBe(expected)
  })

  test('what was not read is said in words, and full stops are not doubled', () => {
    expect(sentence({ event: 'invoice.decided', status: 'ask', amount: null, vendor: null })).toBe(
      'An unread amount to an unread vendor waits for a person.',
    )
    expect(sentence({ vendor: 'Kowalski sp. z o.o.' })).toBe('Paid 42.00 MNEE to Kowalski sp. z o.o.')
  })

  test('steps on the way are left to the page of the payment; at most 20 news', () => {
    const steps = ['payment.scheduled', 'payment.sent', 'payment.mined'].map((event) => logLine({ event }))
    expect(feedLines(steps)).toEqual([])
    expect(feedLines(Array.from({ length: 30 }, () => logLine()))).toHaveLength(20)
  })
})

describe('action required', () => {
  test('is empty when nothing waits', () => {
    expect(actionItems(dashboard())).toEqual([])
  })

  test('says each thing once, the worst first', () => {
    const items = actionItems(
      dashboard({
        pending_approvals: 2,
        pending_approvals_amount: '2249.40',
        paused_reason: 'audit',
        alerts: [
          { code: 'APPROVALS_PENDING', severity: 'info', text: '2 invoices wait for approval.' },
          { code: 'PAYING_PAUSED', severity: 'critical', text: 'Paying is paused: audit.' },
          { code: 'PAYMENTS_BLOCKED', severity: 'critical', text: '1 payment needs a person.' },
        ],
      }),
    )
    expect(items.map((item) => [item.text, item.to])).toEqual([
      ['1 payment needs a person.', '/payments'],
      ['Paying is switched off: audit', '/settings/paying'],
      ['2 invoices of 2,249.40 MNEE together wait for approval.', '/approvals'],
    ])
  })
})
