import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, type Pair, percentile, problemsOf, type Run, summarise } from './results.ts'

const run = (more: Partial<Run> = {}): Run => ({
  requests: 100,
  perSecond: 100,
  p50Ms: 1,
  p99Ms: 5,
  errors: 0,
  statuses: { '200': 100 },
  cpuUs: 50,
  databaseCpuUs: 10,
  ...more,
})

const pair = (ours: Partial<Run>, reference: Partial<Run>): Pair => ({
  ours: run(ours),
  reference: run(reference),
})

describe('median', () => {
  test('is the middle value, and the mean of the two middle ones', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([7])).toBe(7)
    expect(() => median([])).toThrow(RangeError)
  })

  test('lies between the least and the greatest, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 50 }), (values) => {
        const middle = median(values)
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values))
        expect(middle).toBeLessThanOrEqual(Math.max(...values))
        expect(median(values.toReversed())).toBe(middle)
      }),
    )
  })
})

describe('percentile', () => {
  test('is the nearest rank', () => {
    const hundred = Float64Array.from({ length: 100 }, (_, index) => index + 1)
    expect(percentile(hundred, 0.5)).toBe(50)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile(hundred, 1)).toBe(100)
    expect(percentile(Float64Array.of(4), 0.01)).toBe(4)
  })

  test('of nothing is 0, and a share outside 0 to 1 is refused', () => {
    expect(percentile(Float64Array.of(), 0.99)).toBe(0)
    expect(() => percentile(Float64Array.of(1), 0)).toThrow(RangeError)
    expect(() => percentile(Float64Array.of(1), 1.1)).toThrow(RangeError)
    expect(() => percentile(Float64Array.of(1), Number.NaN)).toThrow(RangeError)
  })
})

describe('summarise', () => {
  test('takes the median of the shares of the pairs, so that noise common to a pair cancels out', () => {
    const pairs = [
      pair({ perSecond: 80 }, { perSecond: 100 }),
      // The machine was ten times slower here: the share is the same.
      pair({ perSecond: 8 }, { perSecond: 10 }),
      pair({ perSecond: 90 }, { perSecond: 100 }),
    ]
    const line = summarise({ scenario: 'live', connections: 32, pairs })
    expect(line.share).toBeCloseTo(0.8)
    expect(line.perSecond).toBe(80)
    expect(line.referencePerSecond).toBe(100)
  })

  test('a CPU share below 1 means that ours costs more', () => {
    const costs = pair({ cpuUs: 80, databaseCpuUs: 20 }, { cpuUs: 40, databaseCpuUs: 10 })
    const line = summarise({ scenario: 'live', connections: 1, pairs: [costs] })
    expect(line.cpuShare).toBe(0.5)
    expect(line.databaseCpuUs).toBe(20)
    expect(line.referenceDatabaseCpuUs).toBe(10)
    expect(line.cpuUs).toBe(80)
    expect(line.referenceCpuUs).toBe(40)
  })

  test('CPU that the system did not tell stays unknown', () => {
    const line = summarise({ scenario: 'live', connections: 1, pairs: [pair({ cpuUs: null }, {})] })
    expect(line.cpuShare).toBeNull()
    expect(line.cpuUs).toBeNull()
  })

  test('sums requests and statuses of ours, and errors of both', () => {
    const pairs = [
      pair({ requests: 3, statuses: { '200': 2, '202': 1 } }, { errors: 2 }),
      pair({ requests: 4, errors: 1, statuses: { '200': 3, '503': 1 } }, {}),
    ]
    const line = summarise({ scenario: 'pay', connections: 32, pairs })
    expect(line.requests).toBe(7)
    expect(line.errors).toBe(3)
    expect(line.statuses).toEqual({ '200': 5, '202': 1, '503': 1 })
  })

  test('a reference that answered nothing gives the share 0, never infinity', () => {
    const line = summarise({ scenario: 'live', connections: 1, pairs: [pair({}, { perSecond: 0 })] })
    expect(line.share).toBe(0)
  })

  test('a series without a pair is a bug', () => {
    expect(() => summarise({ scenario: 'live', connections: 1, pairs: [] })).toThrow(RangeError)
  })
})

describe('problemsOf', () => {
  test('says nothing when every request was answered as expected', () => {
    expect(problemsOf([{ scenario: 'live', connections: 1, pairs: [pair({}, {})] }])).toEqual([])
  })

  test('names errors and silence of either side', () => {
    const pairs = [pair({ errors: 2, statuses: { '200': 1, '503': 2 } }, { requests: 0 })]
    const problems = problemsOf([{ scenario: 'pay', connections: 32, pairs }])
    expect(problems).toEqual([
      'pay at 32 connections, ours: 2 errors, statuses 200×1 503×2',
      'pay at 32 connections, reference: no request was answered',
    ])
  })
})
