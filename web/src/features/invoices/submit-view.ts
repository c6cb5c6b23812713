import type { AppError } from '../../api/app-error.ts'
import { t } from '../../i18n/t.ts'

/** Limit of `raw_text` in the contract, UTF-8 bytes. */
export const textBytesMax = 102_400

/** How large the text is on the wire. @returns UTF-8 bytes. Errors: none. */
export function textBytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/** What is wrong with a text before it is sent, or null. Only size and emptiness: the rest is the server's. Errors: none. */
export function textProblem(text: string): string | null {
  if (text.trim() === '') return t.invoices.add.empty
  return textBytes(text) > textBytesMax ? t.invoices.add.tooLarge : null
}

/**
 * The invoice a refusal is about: the first one for a duplicate, the stopped one for a refusal by the rules.
 * @returns link and words, or null when the answer names none. Errors: none.
 */
export function refusalLink(error: AppError): { readonly to: string; readonly word: string } | null {
  const id = error.details['invoice_id']
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/i.test(id)) return null
  const word = error.code === 'DUPLICATE_INVOICE' ? t.invoices.add.duplicateLink : t.invoices.add.refusedLink
  return { to: `/invoices/${id}`, word }
}
