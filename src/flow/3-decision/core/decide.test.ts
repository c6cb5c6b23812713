import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { minor } from '#kernel/money.ts'
import {
  anyFacts,
  anyPolicy,
  factsWith,
  idOf,
  likelyFacts,
  mnee,
  samplePolicy,
} from '#test/support/decision-facts.ts'
import { allRules } from './all-rules.ts'
import { decide, decideBy } from './decide.ts'
import type { Decision } from './decision.ts'

const somePolicy = fc.oneof({ weight: 3, arbitrary: fc.constant(samplePolicy) }, anyPolicy)
const someFacts = fc.oneof(anyFacts, { weight: 3, arbitrary: likelyFacts })
const permissiveness = { refuse: 0, ask: 1, pay: 2 }

describe('decide', () => {
  test('pays when nothing objects, says why, and names the headroom to check at commit', () => {
    expect(decide(factsWith(), samplePolicy)).toMatchObject({
      outcome: 'pay',
      reasons: [
        { code: 'vendor_status', text: '“CloudSpace Hosting LLC” is a verified vendor.' },
        { code: 'approval_limit', text: '42.00 MNEE is within the automatic limit of 50.00 MNEE.' },
        {
          code: 'runway',
          text: 'After payment the treasury lasts 9.9 months; the policy keeps at least 2.0.',
        },
      ],
      headroom: { availableAfterMin: mnee('20000.00'), autoSpent24hMax: mnee('1000.00') },
      runwayTenthsAfter: 99n,
    })
  })

  test('without a burn there is no floor and the runway is infinite', () => {
    expect(decide(factsWith({ treasury: { months: [] } }), samplePolicy)).toMatchObject({
      outcome: 'pay',
      headroom: { availableAfterMin: 0n },
      runwayTenthsAfter: null,
    })
  })

  test('the sample of the issue, 150.00 over the limit of 50.00, asks one person', () => {
    expect(decide(factsWith({ invoice: { amount: mnee('150.00') } }), samplePolicy)).toMatchObject({
      outcome: 'ask',
      approvalsNeeded: 1,
      reasons: [{ code: 'approval_limit' }],
    })
  })

  test('an unknown vendor is one reason, not six', () => {
    expect(decide(factsWith({ vendor: null }), samplePolicy).reasons).toHaveLength(1)
  })

  test('the same disagreement told by a flag and by the second reader is one reason', () => {
    const facts = factsWith({ secondReader: 'disagrees', invoice: { flags: ['readers_disagree'] } })
    expect(decide(facts, samplePolicy).reasons.map((reason) => reason.code)).toEqual(['readers_disagree'])
  })

  test('a refusal for runway names the bill, the day and the figures', () => {
    const decision = decide(factsWith({ treasury: { posted: mnee('20030.00') } }), samplePolicy)
    expect(decision).toMatchObject({
      outcome: 'refuse',
      code: 'INSUFFICIENT_RUNWAY',
      runwayTenthsAfter: 19n,
      details: {
        bill: 'invoice “INV-2024-002” of “CloudSpace Hosting LLC”',
        breaks_floor_on: '2026-04-10',
        cash_out_day: '2026-06-09',
        available_after: '19988.00',
        floor: '20000.00',
        monthly_burn: '10000.00',
        runway_months_after: '1.9',
        critical_runway_months: '2.0',
      },
    })
  })

  test.each([
    ['POLICY_VIOLATION', { status: 'blocked' }, 'vendor_status'],
    ['DUPLICATE_INVOICE', {}, 'duplicate'],
  ] as const)('of several refusals %s comes first', (code, vendor, rule) => {
    const facts = factsWith({ vendor, duplicateOf: idOf(7), treasury: { posted: mnee('1.00') } })
    const decision = decide(facts, samplePolicy)
    expect(decision).toMatchObject({ outcome: 'refuse', code })
    expect(decision.reasons[0]?.code).toBe(rule)
    expect(decision.reasons.map((reason) => reason.code)).toContain('runway')
  })

  test('funds come before runway, and a duplicate names the first invoice', () => {
    expect(decide(factsWith({ treasury: { posted: mnee('1.00') } }), samplePolicy)).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      details: { amount: '42.00', available: '1.00', posted: '1.00', held: '0.00', missing: '41.00' },
    })
    expect(decide(factsWith({ duplicateOf: idOf(7) }), samplePolicy)).toMatchObject({
      code: 'DUPLICATE_INVOICE',
      details: { invoice_id: idOf(7) },
    })
  })

  test('a refusal stands also where a person would have been asked', () => {
    const facts = factsWith({ vendor: { status: 'blocked' }, invoice: { amount: mnee('150.00') } })
    expect(decide(facts, samplePolicy).outcome).toBe('refuse')
  })

  test('default is review: without a rule that allows, nothing is paid', () => {
    const asked = { outcome: 'ask', reasons: [{ code: 'no_rule_allows' }] }
    expect(decideBy([], factsWith(), samplePolicy)).toMatchObject(asked)
    const allowing = allRules.filter((rule) => rule(factsWith(), samplePolicy).allows)
    expect(allowing).toHaveLength(1)
    const others = allRules.filter((rule) => !allowing.includes(rule))
    expect(decideBy(others, factsWith(), samplePolicy)).toMatchObject(asked)
  })

  test('the test vector of POLICY.md: cash 120,000, burn 18,000 / 20,000 / 55,000 lasts 3.8 months by the mean', () => {
    const months = ['18000', '20000', '55000'].map((out, index) => ({
      month: `2026-0${index + 1}-01`,
      out: mnee(out),
      income: mnee('0'),
    }))
    const facts = factsWith({
      invoice: { amount: mnee('0.000001') },
      treasury: { posted: mnee('120000'), months },
    })
    expect(decide(facts, samplePolicy).runwayTenthsAfter).toBe(38n)
  })
})

describe('decide, for any facts and policy', () => {
  test('never throws, and traces every rule once, with a sentence', () => {
    fc.assert(
      fc.property(someFacts, somePolicy, (facts, policy) => {
        const decision = decide(facts, policy)
        expect(decision.trace).toHaveLength(allRules.length)
        expect(new Set(decision.trace.map((line) => line.rule)).size).toBe(allRules.length)
        expect(decision.reasons.length).toBeGreaterThan(0)
        for (const { text } of [...decision.reasons, ...decision.trace]) expect(text).toMatch(/.\.$/s)
      }),
      { numRuns: 300 },
    )
  })

  test('is the same every time', () => {
    fc.assert(
      fc.property(someFacts, somePolicy, (facts, policy) => {
        expect(decide(facts, policy)).toEqual(decide(facts, policy))
      }),
    )
  })

  test('does not depend on the order of the rules', () => {
    const shuffled = fc.shuffledSubarray([...allRules], { minLength: allRules.length })
    fc.assert(
      fc.property(someFacts, somePolicy, shuffled, (facts, policy, rules) => {
        expect(sorted(decideBy(rules, facts, policy))).toEqual(sorted(decide(facts, policy)))
      }),
    )
  })

  test('a larger amount is never treated more freely', () => {
    const positive = fc.oneof(
      fc.bigInt({ min: 1n, max: mnee('60') }),
      fc.bigInt({ min: 1n, max: 10n ** 24n }),
    )
    const outcomes = new Set<string>()
    fc.assert(
      fc.property(someFacts, somePolicy, positive, positive, (facts, policy, a, more) => {
        const outcomeAt = (units: bigint) => {
          const invoice = { ...facts.invoice, amount: minor('MNEE', units), amountProblem: null }
          return decide({ ...facts, invoice }, policy).outcome
        }
        const small = outcomeAt(a)
        outcomes.add(small)
        expect(permissiveness[outcomeAt(a + more)]).toBeLessThanOrEqual(permissiveness[small])
      }),
      { numRuns: 1000 },
    )
    expect(outcomes).toEqual(new Set(['pay', 'ask', 'refuse']))
  })

  test('pays only a verified vendor of the register, an exact amount within every limit, above the floor', () => {
    let paid = 0
    fc.assert(
      fc.property(someFacts, somePolicy, (facts, policy) => {
        const decision = decide(facts, policy)
        if (decision.outcome !== 'pay') return
        paid += 1
        const { vendor, treasury, invoice } = facts
        const amount = invoice.amount ?? 0n
        expect(vendor?.status).toBe('verified')
        expect(vendor?.wallet).not.toBeNull()
        expect(amount > 0n && amount <= policy.approvalLimit).toBe(true)
        expect(treasury.autoSpent24h + amount <= policy.dailyLimit).toBe(true)
        expect(treasury.posted - treasury.held - amount >= decision.headroom.availableAfterMin).toBe(true)
        expect([facts.duplicateOf, facts.pausedReason, facts.vendorConflict]).toEqual([null, null, false])
        expect(invoice.flags).toEqual([])
      }),
      { numRuns: 1000 },
    )
    expect(paid).toBeGreaterThan(5)
  })

  test('PITFALL 4: an unknown vendor is never paid, whatever else is true', () => {
    fc.assert(
      fc.property(someFacts, somePolicy, (facts, policy) => {
        expect(decide({ ...facts, vendor: null }, policy).outcome).not.toBe('pay')
      }),
    )
  })

  test('PITFALL 5: an address written in the text is never a reason to pay, and another one always asks', () => {
    fc.assert(
      fc.property(likelyFacts, fc.stringMatching(/^0x[0-9a-f]{40}$/), (facts, written) => {
        const withWallet = { ...facts, invoice: { ...facts.invoice, wallet: written } }
        expect(permissiveness[decide(withWallet, samplePolicy).outcome]).toBeLessThanOrEqual(
          permissiveness.ask,
        )
      }),
    )
  })

  test('PITFALL 10: limits are compared as integers, one minor unit makes the difference', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), (limit) => {
        const policy = {
          ...samplePolicy,
          approvalLimit: minor('MNEE', limit),
          dailyLimit: minor('MNEE', 10n ** 40n),
        }
        const at = (units: bigint) =>
          decide(
            factsWith({
              invoice: { amount: minor('MNEE', units) },
              treasury: { posted: minor('MNEE', 10n ** 40n) },
            }),
            policy,
          ).outcome
        expect([at(limit), at(limit + 1n)]).toEqual(['pay', 'ask'])
      }),
    )
  })
})

/** Trace and reasons may stand in another order; of the reasons of a refusal the first one binds. */
function sorted(decision: Decision): unknown {
  const byCode = decision.reasons.toSorted((a, b) => (a.code < b.code ? -1 : 1))
  const byRule = decision.trace.toSorted((a, b) => (a.rule < b.rule ? -1 : 1))
  return {
    ...decision,
    reasons: byCode,
    trace: byRule,
    first: decision.outcome === 'refuse' && decision.reasons[0],
  }
}
