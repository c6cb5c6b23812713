import { isDecimal } from './decimal.ts'

/** Intl formats a decimal *string* exactly, digit for digit: no amount ever becomes a float here. */
const exact = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 36 })

/**
 * An amount for people: grouped, at least two decimals, minus sign U+2212.
 * @param text decimal string of the API, e.g. "1500.00"   @returns e.g. "1,500.00"
 * Errors: none; a text that is no decimal is shown as it is, never guessed at.
 */
export function formatAmount(text: string): string {
  if (!isDecimal(text)) return text
  return withMinus(exact.format(text))
}

/** An amount with its currency behind it: "1,250.00 MNEE". Errors: none. */
export function formatMoney(text: string, currency: string): string {
  return `${formatAmount(text)} ${currency}`
}

/** A field the API publishes as a JSON number (log lines, limit): shown as it was sent. Errors: none. */
export function formatPublished(amount: number, currency: string): string {
  return `${withMinus(exact.format(amount))} ${currency}`
}

/** Months as "7.4", or the sign for no end. @param months number of months or null for infinite. Errors: none. */
export function formatMonths(months: number | null): string {
  return months === null
    ? '∞'
    : new Intl.NumberFormat('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(months)
}

/** Wei as gwei with up to three decimals. @param wei digit string. Errors: none; other text is shown as it is. */
export function formatGwei(wei: string): string {
  if (!/^\d{1,77}$/.test(wei)) return wei
  const digits = wei.padStart(10, '0')
  const fraction = digits.slice(-9, -6).replace(/0+$/, '')
  return `${digits.slice(0, -9)}${fraction === '' ? '' : `.${fraction}`} gwei`
}

function withMinus(text: string): string {
  return text.replace('-', '\u2212')
}
