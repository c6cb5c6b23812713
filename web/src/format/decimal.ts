const decimalPattern = /^(-?)(\d{1,77})(?:\.(\d{1,77}))?$/
const fractionDigits = 36

/** Whether the text is a plain decimal such as "1500.00". */
export function isDecimal(text: string): text is `${number}` {
  return decimalPattern.test(text)
}

/**
 * A decimal string as integer units of 10^-36, for comparing and for the geometry of charts. Exact.
 * @returns units, or null when the text is not a decimal or has more than 36 decimals. Errors: none.
 */
export function decimalUnits(text: string): bigint | null {
  const match = decimalPattern.exec(text)
  const fraction = match?.[3] ?? ''
  if (match === null || fraction.length > fractionDigits) return null
  const units = BigInt((match[2] ?? '0') + fraction.padEnd(fractionDigits, '0'))
  return match[1] === '-' ? -units : units
}

/**
 * Share of `part` in `whole`, scaled: `shareOf("50.00", "200.00", 1000n)` is 250n. Rounded down.
 * @returns 0n when either is not a decimal, or the whole is not positive. Errors: none.
 */
export function shareOf(part: string, whole: string, scale: bigint): bigint {
  const above = decimalUnits(part)
  const below = decimalUnits(whole)
  if (above === null || below === null || below <= 0n) return 0n
  return (above * scale) / below
}

/** The greatest of some decimal strings; "0" when none is positive or there is none. Errors: none. */
export function largestDecimal(texts: readonly string[]): string {
  let largest = '0'
  for (const text of texts) {
    const units = decimalUnits(text)
    if (units !== null && units > (decimalUnits(largest) ?? 0n)) largest = text
  }
  return largest
}
