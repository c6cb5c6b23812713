import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MonthFlow } from '#flow/3-decision/core/facts.ts'
import { larger, minor, smaller } from '#kernel/money.ts'
import { type Instant, instantOf } from '#kernel/time.ts'
import { completeMonthsBefore, dayOf, monthOf, plusMonths } from './months.ts'
import {
  dayCashFallsTo,
  formatMonths,
  runwayAfter,
  runwayFloor,
  runwayTenths,
  trailingBurn,
} from './runway.ts'

const mnee = (units: bigint) => minor('MNEE', units)

function instant(text: string): Instant {
  const read = instantOf(Date.parse(text))
  if (!read.ok) throw new Error(text)
  return read.value
}

function months(...nets: readonly bigint[]): readonly MonthFlow[] {
  const names = ['2025-11-01', '2025-12-01', '2026-01-01', '2026-02-01', '2026-03-01'].slice(-nets.length)
  return nets.map((net, index) => ({
    month: names[index] ?? '',
    out: mnee(net > 0n ? net : 0n),
    income: mnee(net < 0n ? -net : 0n),
  }))
}

const april = instant('2026-04-10T12:00:00Z')

describe('the test vectors of POLICY.md: cash 120,000, net burn 18,000 / 20,000 / 55,000', () => {
  const cash = mnee(12_000_000n)
  const burn = trailingBurn(months(1_800_000n, 2_000_000n, 5_500_000n), april)

  test('mean runway 3.87 months, floored to 3.8', () => {
    expect(burn.mean).toBe(3_100_000n)
    expect((cash * 100n) / 3_100_000n).toBe(387n)
    expect(formatMonths(runwayTenths(cash, burn.mean))).toBe('3.8')
  })

  test('median runway 6.0 months, 4.5 with 30,000 approved and unpaid', () => {
    expect(burn.median).toBe(2_000_000n)
    expect(formatMonths(runwayTenths(cash, burn.median))).toBe('6.0')
    const after = runwayAfter({ available: cash, payment: mnee(3_000_000n), burn: burn.median })
    expect(formatMonths(after)).toBe('4.5')
  })

  test('says which months it used', () => {
    expect(burn.months).toEqual(['2026-01-01', '2026-02-01', '2026-03-01'])
  })
})

describe('trailingBurn', () => {
  test.each<[string, readonly bigint[], bigint | null, bigint | null]>([
    ['no history', [], null, null],
    ['one month', [700n], 700n, 700n],
    ['two months: the median is between them, rounded up', [100n, 201n], 151n, 151n],
    ['more than three: only the last three', [9_999n, 9_999n, 1n, 2n, 6n], 3n, 2n],
    ['a mean that is no whole unit is rounded up, never down', [1n, 1n, 2n], 2n, 1n],
    ['income above cost is a negative burn', [-100n, -100n, -101n], -100n, -100n],
    ['a refund in one month', [-30n, 60n, 90n], 40n, 60n],
  ])('%s', (_name, nets, mean, median) => {
    expect(trailingBurn(months(...nets), april)).toMatchObject({ mean, median })
  })

  test('leaves the running month and the future out', () => {
    const flows = [...months(10n, 20n, 30n), { month: '2026-04-01', out: mnee(9_999n), income: mnee(0n) }]
    expect(trailingBurn(flows, april).mean).toBe(20n)
    expect(trailingBurn(flows, instant('2026-03-31T23:59:59.999Z')).months).toEqual([
      '2026-01-01',
      '2026-02-01',
    ])
  })
})

describe('a history with gaps', () => {
  const only = (month: string, out: bigint) => ({ month, out: mnee(out), income: mnee(0n) })

  test('a month in which nothing moved counts as zero, not as if it had not been', () => {
    const burn = trailingBurn([only('2025-12-01', 500n), only('2026-02-01', 300n)], april)
    expect(burn).toEqual({ mean: 100n, median: 0n, months: ['2026-01-01', '2026-02-01', '2026-03-01'] })
  })

  test('months before the first movement do not count', () => {
    const burn = trailingBurn([only('2026-02-01', 300n)], april)
    expect(burn).toEqual({ mean: 150n, median: 150n, months: ['2026-02-01', '2026-03-01'] })
  })

  test('the order of the months changes nothing', () => {
    expect(trailingBurn(months(1n, 2n, 6n).toReversed(), april)).toEqual(
      trailingBurn(months(1n, 2n, 6n), april),
    )
  })
})

describe('runway', () => {
  test.each<[bigint, bigint | null, bigint | null]>([
    [100n, null, null],
    [100n, 0n, null],
    [100n, -5n, null],
    [-100n, 5n, 0n],
    [0n, 5n, 0n],
    [199n, 100n, 19n],
    [200n, 100n, 20n],
  ])('of %s at %s a month is %s tenths', (available, burn, tenths) => {
    expect(runwayTenths(mnee(available), burn === null ? null : mnee(burn))).toBe(tenths)
  })

  const cash = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(mnee)
  const burns = fc.bigInt({ min: 1n, max: 10n ** 28n }).map(mnee)
  const critical = fc.bigInt({ min: 1n, max: 600n })

  test('the floor and the ratio say the same: under the floor is under the critical runway', () => {
    fc.assert(
      fc.property(cash, burns, critical, (available, burn, tenths) => {
        const floor = runwayFloor(burn, tenths)
        expect((runwayTenths(available, burn) ?? 0n) < tenths).toBe(available < floor)
        for (const near of [floor - 1n, floor, floor + 1n].map(mnee)) {
          expect((runwayTenths(near, burn) ?? 0n) < tenths).toBe(near < floor)
        }
      }),
    )
  })

  test('paying more never lengthens it', () => {
    const payments = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(mnee)
    fc.assert(
      fc.property(cash, payments, payments, burns, (available, a, b, burn) => {
        const less = runwayAfter({ available, payment: smaller(a, b), burn }) ?? 0n
        const more = runwayAfter({ available, payment: larger(a, b), burn }) ?? 0n
        expect(more <= less).toBe(true)
      }),
    )
  })

  test('an infinite runway has no floor', () => {
    const burns: readonly (bigint | null)[] = [null, 0n, -1n]
    expect(burns.map((burn) => runwayFloor(burn === null ? null : mnee(burn), 20n))).toEqual([0n, 0n, 0n])
    expect(runwayFloor(mnee(100n), 0n)).toBe(0n)
    expect(formatMonths(null)).toBe('infinite')
  })
})

describe('dayCashFallsTo', () => {
  test.each<[string, string, bigint, bigint, bigint, string]>([
    ['whole months follow the calendar', '2026-01-15T10:00:00Z', 300n, 0n, 100n, '2026-04-15'],
    ['the 31st becomes the last day of a short month', '2026-01-31T00:00:00Z', 100n, 0n, 100n, '2026-02-28'],
    ['half of March is 15 days', '2026-03-01T00:00:00Z', 50n, 0n, 100n, '2026-03-16'],
    ['a leap day counts', '2028-02-01T00:00:00Z', 99n, 0n, 100n, '2028-02-29'],
    ['down to a floor, not to zero', '2026-01-01T00:00:00Z', 300n, 200n, 100n, '2026-02-01'],
    ['there already: today', '2026-01-01T23:59:59Z', 199n, 200n, 100n, '2026-01-01'],
    ['across the year', '2026-11-30T00:00:00Z', 300n, 0n, 100n, '2027-02-28'],
  ])('%s', (_name, at, available, floor, burn, day) => {
    expect(
      dayCashFallsTo({ at: instant(at), available: mnee(available), floor: mnee(floor), burn: mnee(burn) }),
    ).toBe(day)
  })

  test('never comes without a burn, and is not named beyond a hundred years', () => {
    const from = { at: april, available: mnee(10n ** 20n), floor: mnee(0n) }
    expect(dayCashFallsTo({ ...from, burn: null })).toBeNull()
    expect(dayCashFallsTo({ ...from, burn: mnee(0n) })).toBeNull()
    expect(dayCashFallsTo({ ...from, burn: mnee(1n) })).toBeNull()
  })

  test('more cash never brings the day forward', () => {
    const units = fc.bigInt({ min: 0n, max: 10_000n })
    const starts = fc
      .integer({ min: 0, max: 40_000 })
      .map((day) => instant(new Date(day * 86_400_000).toISOString()))
    fc.assert(
      fc.property(units, units, starts, fc.bigInt({ min: 20n, max: 5_000n }), (a, more, at, burn) => {
        const first = dayCashFallsTo({ at, available: mnee(a), floor: mnee(0n), burn: mnee(burn) })
        const later = dayCashFallsTo({ at, available: mnee(a + more), floor: mnee(0n), burn: mnee(burn) })
        expect(first !== null && later !== null && first <= later).toBe(true)
        expect(first !== null && dayOf(at) <= first).toBe(true)
      }),
    )
  })
})

describe('months', () => {
  test('a moment lies in its UTC month and day', () => {
    expect(monthOf(instant('2026-01-31T23:59:59.999Z'))).toBe('2026-01-01')
    expect(monthOf(instant('2026-02-01T00:00:00Z'))).toBe('2026-02-01')
    expect(dayOf(instant('2026-02-01T23:59:59.999Z'))).toBe('2026-02-01')
    expect(monthOf(instant('+012026-02-05T00:00:00.000Z'))).toBe('+012026-02-01')
  })

  test('the complete months before a moment end with the last one', () => {
    expect(completeMonthsBefore(instant('2026-03-31T10:00:00Z'), 3)).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ])
    expect(completeMonthsBefore(instant('2026-03-01T00:00:00Z'), 0)).toEqual([])
    expect(completeMonthsBefore(instant('2026-03-01T00:00:00Z'), 1_000_000)).toHaveLength(1200)
  })

  test('moving by months keeps the day where the month has it, for every start', () => {
    const starts = fc
      .integer({ min: -800_000, max: 800_000 })
      .map((day) => new Date(day * 86_400_000).toISOString())
    fc.assert(
      fc.property(starts, fc.integer({ min: -1200, max: 1200 }), (start, count) => {
        const from = new Date(start)
        const moved = new Date(plusMonths(instant(start), count) ?? Number.NaN)
        const index = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth()
        expect(index(moved)).toBe(index(from) + count)
        expect(moved.getUTCDate() <= from.getUTCDate()).toBe(true)
        if (from.getUTCDate() <= 28) expect(moved.getUTCDate()).toBe(from.getUTCDate())
        expect(moved.toISOString().slice(-14)).toBe(from.toISOString().slice(-14))
      }),
    )
  })

  test('out of range is null', () => {
    expect(plusMonths(april, 1201)).toBeNull()
    expect(plusMonths(april, 0.5)).toBeNull()
    expect(plusMonths(instant('+275760-09-01T00:00:00.000Z'), 1)).toBeNull()
  })
})
