import { describe, expect, test } from 'vitest'
import {
  factsWith,
  idOf,
  instant,
  mnee,
  otherWallet,
  samplePolicy,
  wallet,
} from '#test/support/decision-facts.ts'
import { decide } from './decide.ts'
import type { TraceLine } from './decision.ts'
import type { PolicyVersion } from './facts.ts'

type Change = Parameters<typeof factsWith>[0]
type Case = readonly [
  rule: string,
  verdict: TraceLine['verdict'],
  change: Change,
  policy?: Partial<PolicyVersion>,
]

function lineOf(rule: string, change: Change, policy: Partial<PolicyVersion> = {}): TraceLine {
  const lines = decide(factsWith(change), { ...samplePolicy, ...policy }).trace.filter(
    (line) => line.rule === rule,
  )
  expect(lines).toHaveLength(1)
  const line = lines[0]
  if (line === undefined) throw new Error(rule)
  return line
}

function inWords(change: Change): string {
  return JSON.stringify(change, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  )
}

const flags = [
  'instruction_in_text',
  'hidden_characters',
  'mixed_scripts',
  'several_totals',
  'ambiguous_amount',
  'totals_do_not_add_up',
  'already_paid',
  'implausible_date',
  'not_an_invoice',
  'readers_disagree',
  'second_reader_missing',
]
const noAmount = { invoice: { amount: null, amountProblem: null } } as const

describe('every rule, each verdict', () => {
  const cases: readonly Case[] = [
    ['approval_limit', 'pass', { invoice: { amount: mnee('50.00') } }],
    ['approval_limit', 'review', { invoice: { amount: mnee('50.000000000000000001') } }],
    ['approval_limit', 'review', noAmount],
    ['daily_limit', 'pass', { treasury: { autoSpent24h: mnee('958.00') } }],
    ['daily_limit', 'review', { treasury: { autoSpent24h: mnee('958.01') } }],
    ['daily_limit', 'review', noAmount],
    ['vendor_registered', 'pass', {}],
    ['vendor_registered', 'review', { vendor: null }],
    ['vendor_match', 'pass', { vendor: { matchedBy: 'name' } }],
    ['vendor_match', 'pass', { vendor: { matchedBy: 'tax_id' } }],
    ['vendor_match', 'review', { vendor: { matchedBy: 'wallet' } }],
    ['vendor_match', 'review', { vendor: null }],
    ['vendor_conflict', 'pass', {}],
    ['vendor_conflict', 'review', { vendorConflict: true }],
    ['vendor_status', 'pass', {}],
    ['vendor_status', 'review', { vendor: { status: 'unverified' } }],
    ['vendor_status', 'refuse', { vendor: { status: 'blocked' } }],
    ['vendor_status', 'review', { vendor: null }],
    ['vendor_wallet', 'pass', {}],
    ['vendor_wallet', 'review', { vendor: { wallet: null } }],
    ['vendor_wallet', 'review', { vendor: null }],
    ['cooling_off', 'pass', { vendor: { payeeSetAt: instant('2026-04-09T12:00:00.000Z') } }],
    ['cooling_off', 'review', { vendor: { payeeSetAt: instant('2026-04-09T12:00:00.001Z') } }],
    [
      'cooling_off',
      'review',
      { vendor: { payeeSetAt: instant('2026-04-10T13:00:00Z') } },
      { vendorCoolingOffMs: 0 },
    ],
    [
      'cooling_off',
      'pass',
      { vendor: { payeeSetAt: instant('2026-04-10T12:00:00Z') } },
      { vendorCoolingOffMs: 0 },
    ],
    ['cooling_off', 'review', { vendor: null }],
    ['first_payment', 'pass', {}],
    ['first_payment', 'review', { vendor: { payeeKnown: false } }],
    ['first_payment', 'not_configured', { vendor: { payeeKnown: false } }, { firstPaymentReview: false }],
    ['first_payment', 'review', { vendor: null }],
    ['duplicate', 'pass', {}],
    ['duplicate', 'refuse', { duplicateOf: idOf(7) }],
    ['invoice_number_missing', 'pass', {}],
    ['invoice_number_missing', 'review', { invoice: { number: null } }],
    ['invoice_number_missing', 'review', { invoice: { number: '  ' } }],
    ['document_type', 'pass', {}],
    ['document_type', 'review', { invoice: { documentType: 'unknown' } }],
    ['document_type', 'review', { invoice: { documentType: 'credit_note' } }],
    ['document_type', 'review', { invoice: { documentType: 'Invoice' } }],
    ['amount', 'pass', {}],
    ['amount', 'review', noAmount],
    ['amount', 'review', { invoice: { amount: mnee('0') } }],
    ['amount', 'review', { invoice: { amount: mnee('-1') } }],
    ['amount', 'review', { invoice: { amount: null, amountProblem: 'other_currency', currency: 'EUR' } }],
    ['amount', 'review', { invoice: { amount: null, amountProblem: 'too_precise' } }],
    ['amount', 'review', { invoice: { amountProblem: 'no_currency', currency: null } }],
    ['payee_in_text', 'pass', { invoice: { wallet: null } }],
    ['payee_in_text', 'pass', { invoice: { wallet: wallet.toLowerCase() } }],
    ['payee_in_text', 'review', { invoice: { wallet: otherWallet } }],
    ['payee_in_text', 'review', { invoice: { wallet }, vendor: { wallet: null } }],
    ['payee_in_text', 'review', { invoice: { wallet }, vendor: null }],
    ['iban_in_text', 'not_configured', { invoice: { ibans: ['DE89370400440532013000'] } }],
    ['second_reader', 'not_configured', {}],
    ['second_reader', 'pass', { secondReader: 'agrees' }],
    ['second_reader', 'review', { secondReader: 'disagrees' }],
    ['second_reader', 'review', { secondReader: 'missing' }],
    ['other_flags', 'pass', { invoice: { flags: ['several_totals'] } }],
    ['other_flags', 'review', { invoice: { flags: ['unheard_of'] } }],
    ['pause', 'pass', {}],
    ['pause', 'review', { pausedReason: 'key rotation' }],
    ['pause', 'review', { pausedReason: '' }],
    ['available_balance', 'pass', { treasury: { posted: mnee('52.00'), held: mnee('10.00') } }],
    ['available_balance', 'refuse', { treasury: { posted: mnee('52.00'), held: mnee('10.01') } }],
    ['available_balance', 'review', noAmount],
    ['runway', 'pass', { treasury: { posted: mnee('20042.00') } }],
    ['runway', 'refuse', { treasury: { posted: mnee('20041.999999999999999999') } }],
    ['runway', 'pass', { treasury: { posted: mnee('42.00'), months: [] } }],
    ['runway', 'review', noAmount],
    ['sanctions', 'not_configured', {}],
    ['budget', 'not_configured', {}],
    ['exchange_rate', 'not_configured', {}],
    ...flags.flatMap((flag): Case[] => [
      [flag, 'pass', {}],
      [flag, 'review', { invoice: { flags: [flag] } }],
    ]),
  ]

  for (const [rule, verdict, change, policy] of cases) {
    test(`${rule}: ${verdict} on ${inWords(change)}`, () => {
      expect(lineOf(rule, change, policy).verdict).toBe(verdict)
    })
  }

  test('no rule is without a case, and no case without its rule', () => {
    const traced = decide(factsWith(), samplePolicy).trace.map((line) => line.rule)
    expect(new Set(traced).size).toBe(traced.length)
    expect(new Set(cases.map(([rule]) => rule))).toEqual(new Set(traced))
  })
})

describe('each doubt alone is enough to ask, with its own reason', () => {
  const doubts: readonly (readonly [string, Change])[] = [
    ...flags.map((flag): [string, Change] => [flag, { invoice: { flags: [flag] } }]),
    ['approval_limit', { invoice: { amount: mnee('50.01') } }],
    ['daily_limit', { treasury: { autoSpent24h: mnee('1000.00') } }],
    ['vendor_registered', { vendor: null }],
    ['vendor_match', { vendor: { matchedBy: 'wallet' } }],
    ['vendor_conflict', { vendorConflict: true }],
    ['vendor_status', { vendor: { status: 'unverified' } }],
    ['vendor_wallet', { vendor: { wallet: null } }],
    ['cooling_off', { vendor: { payeeSetAt: instant('2026-04-10T11:00:00Z') } }],
    ['first_payment', { vendor: { payeeKnown: false } }],
    ['invoice_number_missing', { invoice: { number: null } }],
    ['document_type', { invoice: { documentType: 'pro_forma' } }],
    ['amount', noAmount],
    ['payee_in_text', { invoice: { wallet: otherWallet } }],
    ['readers_disagree', { secondReader: 'disagrees' }],
    ['second_reader_missing', { secondReader: 'missing' }],
    ['other_flags', { invoice: { flags: ['unheard_of'] } }],
    ['pause', { pausedReason: 'key rotation' }],
  ]

  test.each(doubts)('%s', (code, change) => {
    const decision = decide(factsWith(change), samplePolicy)
    expect(decision.outcome).toBe('ask')
    expect(decision.reasons.map((reason) => reason.code)).toEqual([code])
  })
})

describe('what people read', () => {
  test.each<[string, Change, string, string | null]>([
    [
      'approval_limit',
      { invoice: { amount: mnee('150.00') } },
      '150.00 MNEE is above the automatic limit of 50.00 MNEE.',
      'would be paid up to 50.00 MNEE',
    ],
    [
      'daily_limit',
      { treasury: { autoSpent24h: mnee('980.00') } },
      'With 42.00 MNEE, automatic payments of the last 24 hours would exceed the daily limit of 1000.00 MNEE.',
      'would be paid up to 20.00 MNEE',
    ],
    [
      'daily_limit',
      { treasury: { autoSpent24h: mnee('1000.00') } },
      'With 42.00 MNEE, automatic payments of the last 24 hours would exceed the daily limit of 1000.00 MNEE.',
      'would pass once earlier payments are 24 hours old',
    ],
    [
      'available_balance',
      { treasury: { posted: mnee('30.00'), held: mnee('5.50') } },
      '42.00 MNEE is more than the 24.50 MNEE available (30.00 MNEE booked, 5.50 MNEE of it reserved).',
      'would pass up to 24.50 MNEE',
    ],
    [
      'runway',
      { treasury: { posted: mnee('20030.00') } },
      'Paying invoice “INV-2024-002” of “CloudSpace Hosting LLC” (42.00 MNEE) on 2026-04-10 would leave 1.9 months of runway, under the 2.0 the policy keeps; cash would be gone on 2026-06-09.',
      'would pass up to 30.00 MNEE',
    ],
    [
      'runway',
      {},
      'After payment the treasury lasts 9.9 months; the policy keeps at least 2.0.',
      'would be refused above 80000.00 MNEE',
    ],
    ['runway', { treasury: { months: [] } }, 'The runway is infinite: no complete month of history.', null],
    [
      'pause',
      { pausedReason: 'key rotation' },
      'Paying is paused: “key rotation”.',
      'would pass once paying is resumed',
    ],
    [
      'vendor_registered',
      { vendor: null },
      '“CloudSpace Hosting LLC” is not in the vendor register, and an unknown vendor is never paid.',
      'would pass once the vendor is in the register with a verified wallet',
    ],
    [
      'amount',
      { invoice: { amount: null, amountProblem: 'other_currency', amountText: '90.00', currency: 'EUR' } },
      'The amount “90.00 EUR” is neither in USD nor in MNEE, and there is no rate.',
      'would pass with a positive amount in USD or MNEE',
    ],
  ])('%s %#', (rule, change, text, flip) => {
    expect(lineOf(rule, change)).toMatchObject({ text, flip })
  })

  test('the cooling-off says after how long', () => {
    const vendor = { payeeSetAt: instant('2026-04-10T11:00:00Z') }
    const flipOf = (hours: number) =>
      lineOf('cooling_off', { vendor }, { vendorCoolingOffMs: hours * 3_600_000 }).flip
    expect(flipOf(72)).toBe('would pass after 3 days, on 2026-04-13T11:00:00.000Z')
    expect(flipOf(24)).toBe('would pass after 23 hours, on 2026-04-11T11:00:00.000Z')
    expect(flipOf(2)).toBe('would pass after 1 hour, on 2026-04-10T13:00:00.000Z')
  })

  test('words of a hostile document cannot flood a sentence or split a character', () => {
    const line = lineOf('vendor_registered', { vendor: null, invoice: { sellerName: '😀'.repeat(50_000) } })
    expect(line.text).toContain(`“${'😀'.repeat(120)}…”`)
    expect(line.text.length).toBeLessThan(400)
  })
})
