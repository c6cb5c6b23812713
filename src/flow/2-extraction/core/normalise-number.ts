import { foldText } from './fold-text.ts'

/**
 * The key under which invoice numbers of one vendor count as the same: INV-2024-001 = "inv 2024/001".
 * @param number as printed   @returns capitals and digits of any script (digits as 0-9), nothing else; '' when none
 * Errors: none. Leading zeros stay: INV-01 and INV-1 are two numbers. Source: CONTRACT.md, "vendor + normalised number".
 */
export function invoiceNumberKey(number: string): string {
  return exactNumberKey(number).replace(/[^\p{L}\p{N}]/gu, '')
}

/**
 * The number itself, free of typing differences only (width, letter case, invisible characters, outer spaces).
 * @param number as printed   @returns NFKC capitals with one space for each run of white space. Errors: none.
 */
export function exactNumberKey(number: string): string {
  return foldText(number).text.normalize('NFKC').toUpperCase().replace(/\s+/g, ' ').trim()
}
