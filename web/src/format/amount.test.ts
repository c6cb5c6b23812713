import { describe, expect, test } from 'vitest'
import { formatAmount, formatGwei, formatMoney, formatMonths, formatPublished } from './amount.ts'

describe('amounts for people', () => {
  test.each([
    ['1500.00', '1,500.00'],
    ['0.00', '0.00'],
    ['42', '42.00'],
    ['0.000000000000000001', '0.000000000000000001'],
    [
      '123456789012345678901234567890.123456789012345678',
      '123,456,789,012,345,678,901,234,567,890.123456789012345678',
    ],
    ['-12.50', '\u221212.50'],
  ])('%s is shown as %s, digit for digit', (text, shown) => {
    expect(formatAmount(text)).toBe(shown)
  })

  test('a text that is no decimal is shown as it is, never guessed at', () => {
    expect(formatAmount('1.500,00')).toBe('1.500,00')
    expect(formatAmount('1e3')).toBe('1e3')
  })

  test('the currency stands behind the amount', () => {
    expect(formatMoney('1250.00', 'MNEE')).toBe('1,250.00 MNEE')
    expect(formatPublished(18.2, 'MNEE')).toBe('18.20 MNEE')
  })

  test('months have one decimal, and no end has its own sign', () => {
    expect(formatMonths(7.4)).toBe('7.4')
    expect(formatMonths(2)).toBe('2.0')
    expect(formatMonths(null)).toBe('∞')
  })

  test.each([
    ['1000000000', '1 gwei'],
    ['2000000001', '2 gwei'],
    ['1500000000', '1.5 gwei'],
    ['7', '0 gwei'],
    ['-1', '-1'],
  ])('%s wei is %s', (wei, shown) => {
    expect(formatGwei(wei)).toBe(shown)
  })
})
