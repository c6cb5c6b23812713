import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anyFacts,
  anyPolicy,
  factsWith,
  idOf,
  instant,
  likelyFacts,
  mnee,
  otherWallet,
  samplePolicy,
} from '#test/support/decision-facts.ts'
import { decide } from './decide.ts'
import { recheckApproved } from './recheck.ts'

type Change = Parameters<typeof factsWith>[0]

describe('recheckApproved', () => {
  test('what a person has seen and approved is paid: amount, first payment, cooling-off, flags, other doubts', () => {
    const facts = factsWith({
      vendorConflict: true,
      secondReader: 'disagrees',
      invoice: {
        amount: mnee('70000.00'),
        documentType: 'pro_forma',
        number: null,
        wallet: otherWallet,
        flags: ['several_totals', 'instruction_in_text'],
      },
      vendor: { payeeKnown: false, payeeSetAt: instant('2026-04-10T11:59:00Z') },
      treasury: { autoSpent24h: mnee('1000.00') },
    })
    expect(decide(facts, samplePolicy).outcome).toBe('ask')
    expect(recheckApproved(facts, samplePolicy)).toMatchObject({
      kind: 'ok',
      headroom: { availableAfterMin: mnee('20000.00'), autoSpent24hMax: null },
      runwayTenthsAfter: 30n,
    })
  })

  test.each<[string, Change]>([
    ['pause', { pausedReason: 'key rotation' }],
    ['amount', { invoice: { amount: null, amountProblem: 'other_currency', currency: 'EUR' } }],
    ['amount', { invoice: { amount: mnee('0') } }],
    ['vendor_registered', { vendor: null }],
    ['vendor_status', { vendor: { status: 'unverified' } }],
    ['vendor_wallet', { vendor: { wallet: null } }],
  ])('%s blocks the approval until it is put right', (code, change) => {
    const check = recheckApproved(factsWith(change), samplePolicy)
    expect(check.kind).toBe('blocked')
    expect(check.kind === 'blocked' && check.reasons.map((reason) => reason.code)).toEqual([code])
  })

  test.each<[string, Change]>([
    ['POLICY_VIOLATION', { vendor: { status: 'blocked' } }],
    ['DUPLICATE_INVOICE', { duplicateOf: idOf(7) }],
    ['INSUFFICIENT_FUNDS', { treasury: { posted: mnee('41.99') } }],
    ['INSUFFICIENT_RUNWAY', { treasury: { posted: mnee('20041.99') } }],
  ])('%s binds a person too', (code, change) => {
    expect(recheckApproved(factsWith(change), samplePolicy)).toMatchObject({ kind: 'refused', code })
  })

  test('uses the newest policy: a higher critical runway refuses what was fine', () => {
    const stricter = { ...samplePolicy, criticalRunwayTenths: 100n }
    expect(recheckApproved(factsWith(), samplePolicy).kind).toBe('ok')
    expect(recheckApproved(factsWith(), stricter)).toMatchObject({
      kind: 'refused',
      code: 'INSUFFICIENT_RUNWAY',
    })
  })

  test('no bypass: what decide refuses no approval makes payable, and what it pays needs none', () => {
    const facts = fc.oneof(anyFacts, likelyFacts)
    fc.assert(
      fc.property(facts, fc.oneof(fc.constant(samplePolicy), anyPolicy), (given, policy) => {
        const decision = decide(given, policy)
        const check = recheckApproved(given, policy)
        expect(check.kind === 'refused').toBe(decision.outcome === 'refuse')
        if (check.kind === 'refused' && decision.outcome === 'refuse') expect(check.code).toBe(decision.code)
        if (decision.outcome === 'pay') expect(check.kind).toBe('ok')
        if (check.kind === 'ok') {
          expect(given.vendor?.status).toBe('verified')
          expect(given.vendor?.wallet).not.toBeNull()
        }
      }),
      { numRuns: 500 },
    )
  })
})
