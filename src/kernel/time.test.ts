import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, type Instant, instantOf, isoOf, minuteMs, plusMs, secondMs } from './time.ts'

const epochMsMax = 8_640_000_000_000_000

function instant(epochMs: number): Instant {
  const read = instantOf(epochMs)
  if (!read.ok) throw new Error(`not an instant: ${epochMs}`)
  return read.value
}

describe('instantOf', () => {
  test.each([0, -1, 1_767_225_600_000, epochMsMax, -epochMsMax])('accepts %d', (epochMs) => {
    expect(instantOf(epochMs)).toEqual({ ok: true, value: epochMs })
  })

  test('makes no difference between the two zeros, so that stored facts compare equal', () => {
    expect(Object.is(instant(-0), 0)).toBe(true)
  })

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, epochMsMax + 1, -epochMsMax - 1])(
    'refuses %d',
    (epochMs) => {
      expect(instantOf(epochMs)).toEqual({ ok: false, error: 'not_an_instant' })
    },
  )
})

describe('plusMs', () => {
  test('moves there and back, and every result has a date', () => {
    const days = fc.integer({ min: -100_000, max: 100_000 })
    fc.assert(
      fc.property(days, fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (day, byMs) => {
        const at = instant(day * dayMs)
        expect(plusMs(plusMs(at, byMs), -byMs)).toBe(at)
        expect(Date.parse(isoOf(plusMs(at, byMs)))).toBe(at + byMs)
      }),
    )
  })

  test('stops at the ends of the time range instead of leaving it', () => {
    expect(plusMs(instant(epochMsMax), dayMs)).toBe(epochMsMax)
    expect(plusMs(instant(-epochMsMax), Number.NEGATIVE_INFINITY)).toBe(-epochMsMax)
    expect(isoOf(plusMs(instant(0), Number.MAX_VALUE))).toBe('+275760-09-13T00:00:00.000Z')
  })

  test('cuts fractions off and treats NaN as a bug', () => {
    expect(plusMs(instant(10), 1.9)).toBe(11)
    expect(() => plusMs(instant(10), Number.NaN)).toThrow('a number of milliseconds')
  })
})

test('isoOf writes UTC with milliseconds', () => {
  expect(isoOf(instant(1_769_850_000_000))).toBe('2026-01-31T09:00:00.000Z')
})

test('the units fit into each other', () => {
  expect([minuteMs / secondMs, hourMs / minuteMs, dayMs / hourMs]).toEqual([60, 60, 24])
})
