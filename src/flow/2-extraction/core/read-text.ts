import { checkTotals } from './check-totals.ts'
import { chooseAmounts } from './choose-amounts.ts'
import { collectAmounts } from './collect-amounts.ts'
import { detectHidden } from './detect-hidden.ts'
import { detectInstructions } from './detect-instructions.ts'
import type { ReadFlag, Reading } from './invoice.ts'
import { readDates } from './read-dates.ts'
import { readDetails } from './read-details.ts'
import { readLines } from './read-lines.ts'
import { readNumber } from './read-number.ts'
import { readParties } from './read-parties.ts'
import { readType } from './read-type.ts'
import { layoutOf } from './text-layout.ts'

/**
 * The deterministic reader: what a text claims, each value with the words it was read from.
 * @param text at most 102,400 bytes, as checked at intake   @returns fields (null when not certain), flags, checks
 * Errors: none, for any text. Every hostile text takes under a second. Source: EXTRACTION.md, reader 2.
 */
export function readText(text: string): Reading {
  const layout = layoutOf(text)
  const amounts = chooseAmounts(layout, collectAmounts(layout))
  const dates = readDates(layout, dayFirstLanguage.test(layout.folded.key))
  const parties = readParties(layout)
  const details = readDetails(layout, parties)
  const type = readType(layout, amounts.fields.amount_due !== null)
  const lines = readLines(layout)
  const totals = checkTotals({ ...amounts.fields, lines })
  const flags: readonly ReadFlag[] = [
    ...detectInstructions(text),
    ...detectHidden(text),
    ...amounts.flags,
    ...totals.flags,
    ...dates.flags,
    ...parties.flags,
    ...details.flags,
    ...type.flags,
  ]
  return {
    fields: {
      number: readNumber(layout),
      issue_date: dates.issue_date,
      due_date: dates.due_date,
      seller_name: parties.seller_name,
      seller_tax_id: details.seller_tax_id,
      buyer_name: parties.buyer_name,
      ...amounts.fields,
      ibans: details.ibans,
      wallet: details.wallet,
      document_type: type.document_type,
      lines,
      payment_terms: details.payment_terms,
      category: details.category,
    },
    flags,
    checks: totals.checks,
    readers: ['text'],
  }
}

/** Words of languages that write the day first. English is left out: it is written both ways. */
const dayFirstLanguage =
  /(?<![a-z])(?:rechnung|rechnungsdatum|zahlbetrag|gesamtbetrag|lieferant|fallig|zahlbar|facture|echeance|montant|fournisseur|factura|fecha|vencimiento|importe|proveedor)(?![a-z])/
