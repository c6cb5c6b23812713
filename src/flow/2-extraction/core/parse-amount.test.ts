import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldText } from './fold-text.ts'
import { canonicalAmount, claimedUnits, parseAmount } from './parse-amount.ts'

describe('parseAmount', () => {
  test.each([
    ['150', '150.00'],
    ['150.00', '150.00'],
    ['150,00', '150.00'],
    ['45.5', '45.50'],
    ['0.5', '0.50'],
    ['0,125', '0.125'],
    ['0.000001', '0.000001'],
    ['1,234.56', '1234.56'],
    ['1.234,56', '1234.56'],
    ["1'234.56", '1234.56'],
    ["1'234,56", '1234.56'],
    ['1’234.56', '1234.56'],
    ['1\u00a0234,56', '1234.56'],
    ['1\u202f234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1 234 567', '1234567.00'],
    ['1.234.567', '1234567.00'],
    ['1,234,567', '1234567.00'],
    ['1,234,567.8', '1234567.80'],
    ['1.234.567,89', '1234567.89'],
    ['1,00,000.00', '100000.00'],
    ['1234.567', '1234.567'],
    ['12.3456', '12.3456'],
    ['-45.00', '-45.00'],
    ['−45.00', '-45.00'],
    ['45.00-', '-45.00'],
    ['(45.00)', '-45.00'],
    ['150,-', '150.00'],
    ['150.--', '150.00'],
    ['١٬٢٣٤٫٥٦', '1234.56'],
    ['۴۵٫۰۰', '45.00'],
    ['４５.００', '45.00'],
    ['0', '0.00'],
    ['99999999999999999999999999.123456789012345678', '99999999999999999999999999.123456789012345678'],
  ])('%j is %s', (printed, expected) => {
    expect(parseAmount(foldText(printed).text)).toEqual({ ok: true, value: expected })
  })

  test.each([
    ['1.234', 'ambiguous'],
    ['1,234', 'ambiguous'],
    ['123,456', 'ambiguous'],
    ['0.1234567890123456789', 'too_precise'],
    ['1e3', 'not_an_amount'],
    ['1E3', 'not_an_amount'],
    ['1.5e3', 'not_an_amount'],
    ['0x10', 'not_an_amount'],
    ['NaN', 'not_an_amount'],
    ['Infinity', 'not_an_amount'],
    ['', 'not_an_amount'],
    ['.', 'not_an_amount'],
    ['.50', 'not_an_amount'],
    ['12.', 'not_an_amount'],
    ['1.2.3', 'not_an_amount'],
    ['1,23,45', 'not_an_amount'],
    ['12,34.56', 'not_an_amount'],
    ['1.234,56.78', 'not_an_amount'],
    ["1'23.00", 'not_an_amount'],
    ['1 23,00', 'not_an_amount'],
    ['007.00', 'not_an_amount'],
    ['-45.00-', 'not_an_amount'],
    ['--45.00', 'not_an_amount'],
    ['4.5.2026', 'not_an_amount'],
    ['9'.repeat(61), 'not_an_amount'],
  ])('%j is refused as %s', (printed, error) => {
    expect(parseAmount(foldText(printed).text)).toEqual({ ok: false, error })
  })

  test('"1,234" is read only where the document writes its decimals with the other mark', () => {
    expect(parseAmount('1,234', '.')).toEqual({ ok: true, value: '1234.00' })
    expect(parseAmount('1.234', ',')).toEqual({ ok: true, value: '1234.00' })
    expect(parseAmount('1.234', '.')).toEqual({ ok: false, error: 'ambiguous' })
  })

  test('every amount written in any of the styles comes back exact', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n })
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(',.', '.,', "'.", ' ,', '\u00a0,'),
        fc.boolean(),
        (value, style, negative) => {
          const whole = (value / 100n).toString()
          const fraction = (value % 100n).toString().padStart(2, '0')
          const groups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, style.charAt(0))
          const sign = negative && value > 0n ? '-' : ''
          expect(parseAmount(`${sign}${groups}${style.charAt(1)}${fraction}`)).toEqual({
            ok: true,
            value: `${sign}${whole}.${fraction}`,
          })
        },
      ),
    )
  })

  test('never throws; what it reads is canonical and re-parses to itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-+()0-9.,' e]{0,24}$/), (text) => {
        const amount = parseAmount(text)
        if (!amount.ok) return
        expect(parseAmount(amount.value, ',').ok || /\.\d{3}$/.test(amount.value)).toBe(true)
        expect(canonicalAmount(amount.value)).toEqual(amount)
        expect(claimedUnits(amount.value)).not.toBeNull()
      }),
    )
  })
})
