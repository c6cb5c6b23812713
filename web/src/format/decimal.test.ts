import { describe, expect, test } from 'vitest'
import { decimalUnits, isDecimal, largestDecimal, shareOf } from './decimal.ts'

describe('decimals stay exact', () => {
  test('only plain decimals are decimals', () => {
    expect(['0', '1500.00', '-3.5', '0.000000000000000001'].map(isDecimal)).toEqual([true, true, true, true])
    expect(['', '1e5', '1,5', '.5', '5.', 'NaN', '0x10', ' 1'].map(isDecimal)).toEqual(Array(8).fill(false))
  })

  test('one wei apart is apart, far beyond what a float can hold', () => {
    const one = decimalUnits('99999999999999999999.000000000000000001')
    const two = decimalUnits('99999999999999999999.000000000000000002')
    expect(one).not.toBeNull()
    expect(two).not.toBe(one)
    expect((two ?? 0n) - (one ?? 0n)).toBe(10n ** 18n)
  })

  test('more than 36 decimals is refused, not rounded', () => {
    expect(decimalUnits(`0.${'1'.repeat(36)}`)).not.toBeNull()
    expect(decimalUnits(`0.${'1'.repeat(37)}`)).toBeNull()
  })

  test.each([
    ['50.00', '200.00', 1000n, 250n],
    ['200.00', '200.00', 164n, 164n],
    ['0.00', '200.00', 164n, 0n],
    ['1.00', '3.00', 100n, 33n],
    ['1.00', '0.00', 100n, 0n],
    ['x', '3.00', 100n, 0n],
  ])('share of %s in %s by %s is %s', (part, whole, scale, share) => {
    expect(shareOf(part, whole, scale)).toBe(share)
  })

  test('the largest is found by value, not by letters', () => {
    expect(largestDecimal(['9.00', '10.00', '-50.00'])).toBe('10.00')
    expect(largestDecimal([])).toBe('0')
  })
})
