import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, formatMinor, larger, minor, minus, parseMinor, smaller, sum, times } from './money.ts'

const amounts = fc.bigInt({ min: -(10n ** 70n), max: 10n ** 70n }).map((units) => minor('MNEE', units))
const decimals = fc.integer({ min: 0, max: 36 })

describe('parseMinor', () => {
  test.each([
    ['0', 18, 0n],
    ['12.5', 18, 12_500_000_000_000_000_000n],
    ['1500.00', 2, 150_000n],
    ['0.01', 2, 1n],
    ['0.010000', 2, 1n],
    ['5.00', 0, 5n],
    ['007', 0, 7n],
    ['-3.20', 2, -320n],
    ['-0.00', 2, 0n],
    ['9'.repeat(77), 0, 10n ** 77n - 1n],
    [`${'0'.repeat(100)}1`, 2, 100n],
  ])('reads %s with %i decimals', (text, places, units) => {
    expect(parseMinor('MNEE', text, places)).toEqual({ ok: true, value: units })
  })

  test.each([
    ['', 'not_a_decimal'],
    [' 1', 'not_a_decimal'],
    ['1\n', 'not_a_decimal'],
    ['1,00', 'not_a_decimal'],
    ['1 000', 'not_a_decimal'],
    ['1e3', 'not_a_decimal'],
    ['+1', 'not_a_decimal'],
    ['.5', 'not_a_decimal'],
    ['5.', 'not_a_decimal'],
    ['0x10', 'not_a_decimal'],
    ['NaN', 'not_a_decimal'],
    ['Infinity', 'not_a_decimal'],
    ['٣', 'not_a_decimal'],
    ['--1', 'not_a_decimal'],
    ['1.2.3', 'not_a_decimal'],
    ['0.001', 'too_precise'],
    ['1.0000000000000000000001', 'too_precise'],
    ['1'.repeat(76), 'too_large'],
    ['1'.repeat(78), 'too_large'],
    ['1'.repeat(100_000), 'too_large'],
  ])('refuses %s as %s', (text, error) => {
    expect(parseMinor('MNEE', text, 2)).toEqual({ ok: false, error })
  })

  test('reads back what formatMinor wrote, for every amount and every number of decimals', () => {
    fc.assert(
      fc.property(amounts, decimals, (amount, places) => {
        expect(parseMinor('MNEE', formatMinor(amount, places), places)).toEqual({ ok: true, value: amount })
      }),
    )
  })

  test('never rounds: one digit more than the currency has is refused, padding zeros are not', () => {
    fc.assert(
      fc.property(decimals, fc.integer({ min: 1, max: 9 }), (places, digit) => {
        expect(parseMinor('MNEE', `1.${'0'.repeat(places)}${digit}`, places)).toEqual({
          ok: false,
          error: 'too_precise',
        })
        expect(parseMinor('MNEE', `1.${'0'.repeat(places + 5)}`, places)).toEqual({
          ok: true,
          value: 10n ** BigInt(places),
        })
      }),
    )
  })

  test('any text gives a result, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), decimals, (text, places) => {
        expect(typeof parseMinor('MNEE', text, places).ok).toBe('boolean')
      }),
    )
  })

  test.each([-1, 37, 1.5, Number.NaN])('treats %s decimals as a bug', (places) => {
    expect(() => parseMinor('MNEE', '1', places)).toThrow('integer from 0 to 36')
    expect(() => formatMinor(minor('MNEE', 1n), places)).toThrow('from 0 to 36')
  })
})

describe('formatMinor', () => {
  test.each([
    [0n, 18, '0.00'],
    [1n, 18, '0.000000000000000001'],
    [150_000n, 2, '1500.00'],
    [5n, 0, '5.00'],
    [55n, 1, '5.50'],
    [1_234_567n, 6, '1.234567'],
    [1_230_000n, 6, '1.23'],
    [-1n, 2, '-0.01'],
    [2n ** 256n - 1n, 0, `${2n ** 256n - 1n}.00`],
  ])('writes %s with %i decimals as %s', (units, places, text) => {
    expect(formatMinor(minor('MNEE', units), places)).toBe(text)
  })

  test('always writes at least two decimals and no others that are zero', () => {
    fc.assert(
      fc.property(amounts, decimals, (amount, places) => {
        expect(formatMinor(amount, places)).toMatch(/^-?\d+\.\d{2}(?:\d*[1-9])?$/)
      }),
    )
  })
})

describe('arithmetic', () => {
  test('sum, minus, times, smaller and larger agree with integers', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.bigInt({ min: -1000n, max: 1000n }), (a, b, factor) => {
        expect(sum(a, b)).toBe(BigInt(a) + BigInt(b))
        expect(minus(sum(a, b), b)).toBe(a)
        expect(times(a, factor)).toBe(BigInt(a) * factor)
        expect(sum(smaller(a, b), larger(a, b))).toBe(sum(a, b))
        expect(smaller(a, b) <= larger(a, b)).toBe(true)
      }),
    )
  })

  test('the sum of nothing is zero', () => {
    expect(sum<'MNEE'>()).toBe(0n)
  })

  test('a currency without a name is a bug', () => {
    expect(() => minor('', 1n)).toThrow('a currency has a name')
  })
})

describe('allocate', () => {
  const totals = fc.bigInt({ min: 0n, max: 10n ** 40n }).map((units) => minor('MNEE', units))
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 20n }), { minLength: 1, maxLength: 30 })
    .filter((all) => all.some((weight) => weight > 0n))

  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [5n, [1n, 1n], [3n, 2n]],
    [10n, [0n, 1n, 0n], [0n, 10n, 0n]],
    [2n, [3n, 1n, 3n], [1n, 0n, 1n]],
    [0n, [1n, 2n], [0n, 0n]],
  ])('splits %s by %s', (total, parts, shares) => {
    expect(allocate(minor('MNEE', total), parts)).toEqual(shares)
  })

  test('loses nothing, and no share is a whole unit away from its exact part', () => {
    fc.assert(
      fc.property(totals, weights, (total, parts) => {
        const whole = parts.reduce((a, b) => a + b, 0n)
        const shares = allocate(total, parts)
        expect(sum(...shares)).toBe(total)
        for (const [index, share] of shares.entries()) {
          const distance = share * whole - total * (parts[index] ?? 0n)
          expect(distance < whole && -distance < whole).toBe(true)
        }
      }),
    )
  })

  test('a larger weight never gets less', () => {
    fc.assert(
      fc.property(totals, weights, (total, parts) => {
        const ranked = allocate(total, parts)
          .map((share, index) => ({ share, weight: parts[index] ?? 0n }))
          .toSorted((a, b) =>
            a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : a.share < b.share ? -1 : 1,
          )
        for (const [index, row] of ranked.entries()) {
          const before = ranked[index - 1]
          if (before !== undefined && before.weight < row.weight) expect(before.share <= row.share).toBe(true)
        }
      }),
    )
  })

  test.each([[[]], [[0n, 0n]], [[2n, -1n]]])('treats weights %s as a bug', (parts: readonly bigint[]) => {
    expect(() => allocate(minor('MNEE', 1n), parts)).toThrow('weights are non-negative and not all zero')
  })

  test('treats a negative total as a bug', () => {
    expect(() => allocate(minor('MNEE', -1n), [1n])).toThrow('only a non-negative amount is allocated')
  })
})
