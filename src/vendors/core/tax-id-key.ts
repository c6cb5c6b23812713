/**
 * A tax id as the register compares it.
 * @param text as printed   @returns capitals and digits only; '' when there are none
 * Errors: none (total). Source: EXTRACTION.md, vendor by VAT id.
 */
export function taxIdKeyOf(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}
