import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyFacts, anyPolicy, factsWith, likelyFacts, samplePolicy } from '#test/support/decision-facts.ts'
import { decide } from './decide.ts'
import { factsFromJson, factsToJson, policyFromJson, policyToJson } from './facts-json.ts'

const someFacts = fc.oneof(anyFacts, likelyFacts)

/** As a database would give it back. */
function stored(json: unknown): unknown {
  return parsed(JSON.stringify(json))
}

function parsed(text: string): unknown {
  return JSON.parse(text)
}

describe('stored facts', () => {
  test('come back exactly, and give the same decision', () => {
    fc.assert(
      fc.property(someFacts, anyPolicy, (facts, policy) => {
        const read = factsFromJson(stored(factsToJson(facts)))
        expect(read).toEqual({ ok: true, value: facts })
        if (read.ok) expect(decide(read.value, policy)).toEqual(decide(facts, policy))
      }),
      { numRuns: 300 },
    )
  })

  test('of two different facts differ', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (a, b) => {
        const same = JSON.stringify(factsToJson(a)) === JSON.stringify(factsToJson(b))
        expect(same).toBe(JSON.stringify(a, digits) === JSON.stringify(b, digits))
      }),
    )
  })

  test('any JSON is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(factsFromJson(value)).toMatchObject({ ok: false, error: { code: 'not_the_shape' } })
      }),
    )
  })

  test.each<[string, unknown]>([
    ['', null],
    ['', []],
    ['', 'text'],
    ['facts_version', { facts_version: 2 }],
    ['at', { at: 1.5 }],
    ['at', { at: '2026-01-01' }],
    ['at', { at: 9e15 }],
    ['surprise', { surprise: 1 }],
    ['invoice', { invoice: null }],
    ['vendor_conflict', { vendor_conflict: 'false' }],
    ['duplicate_of', { duplicate_of: 'INV-1' }],
    ['second_reader', { second_reader: 'absent' }],
    [
      'treasury.months.0.out',
      {
        treasury: {
          posted: '1',
          held: '0',
          auto_spent_24h: '0',
          months: [{ month: '2026-01-01', out: 1, income: '0' }],
        },
      },
    ],
    [
      'treasury.months',
      { treasury: { posted: '1', held: '0', auto_spent_24h: '0', months: Array(13).fill({}) } },
    ],
    ['treasury.posted', { treasury: { posted: 1, held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.posted', { treasury: { posted: '01', held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.posted', { treasury: { posted: '-0', held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.posted', { treasury: { posted: '1.5', held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.posted', { treasury: { posted: '1e3', held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.posted', { treasury: { posted: '9'.repeat(79), held: '0', auto_spent_24h: '0', months: [] } }],
    ['treasury.held', { treasury: { posted: '1', auto_spent_24h: '0', months: [] } }],
    ['token.decimals', { token: { symbol: 'MNEE', decimals: 37, peg: 'USD' } }],
    ['token.__proto__', { token: parsed('{"symbol":"MNEE","decimals":2,"peg":"USD","__proto__":1}') }],
  ])('are refused at %j, naming the place (%#)', (path, change) => {
    const whole = factsToJson(factsWith())
    const value =
      typeof change === 'object' && change !== null && !Array.isArray(change)
        ? { ...whole, ...change }
        : change
    expect(factsFromJson(value)).toMatchObject({ ok: false, error: { code: 'not_the_shape', path } })
  })

  test('every single field is needed', () => {
    const whole = factsToJson(factsWith())
    for (const key of Object.keys(whole)) {
      const { [key]: _gone, ...rest } = whole
      expect(factsFromJson(rest)).toMatchObject({ ok: false, error: { path: key } })
    }
  })
})

describe('a stored policy', () => {
  test('comes back exactly', () => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(policyFromJson(stored(policyToJson(policy)))).toEqual({ ok: true, value: policy })
      }),
    )
  })

  test.each([
    null,
    {},
    { ...policyToJson(samplePolicy), approval_limit: Number.NaN },
    { ...policyToJson(samplePolicy), x: 1 },
  ])('is refused when it is %j', (value) => {
    expect(policyFromJson(value)).toMatchObject({ ok: false, error: { code: 'not_the_shape' } })
  })
})

function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
