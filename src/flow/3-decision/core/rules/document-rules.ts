import type { Facts } from '../facts.ts'
import {
  amountProblemText,
  amountValues,
  type Finding,
  money,
  notConfigured,
  pass,
  payable,
  quoted,
  review,
  shortened,
} from './rule.ts'

/** Only an invoice is paid by itself. @param facts the facts @returns pass or review. Errors: none. Source: POLICY.md. */
export function documentType(facts: Facts): Finding {
  const rule = 'document_type'
  const type = shortened(facts.invoice.documentType)
  const values = { document_type: type }
  if (facts.invoice.documentType === 'invoice') {
    return pass({ rule, values, text: 'The document is an invoice.' })
  }
  const text =
    facts.invoice.documentType === 'unknown'
      ? 'It is not certain that the document is an invoice.'
      : `The document is a ${type.replaceAll('_', ' ')}, and only invoices are paid by themselves.`
  return review({ rule, values, text, flip: 'would pass if the document were an invoice' })
}

/** The amount is positive, exact and in the token's peg or symbol. @returns pass or review. Errors: none. Source: POLICY.md. */
export function amount(facts: Facts): Finding {
  const rule = 'amount'
  const units = payable(facts)
  if (units !== null) {
    return pass({ rule, values: amountValues(facts), text: `The amount to pay is ${money(facts, units)}.` })
  }
  const flip = `would pass with a positive amount in ${facts.token.peg} or ${facts.token.symbol}`
  return review({ rule, values: amountValues(facts), text: amountProblemText(facts), flip })
}

/** Without a number nothing proves that an invoice is new. @returns pass or review. Errors: none. Source: POLICY.md. */
export function invoiceNumberMissing(facts: Facts): Finding {
  const rule = 'invoice_number_missing'
  const { number } = facts.invoice
  if (number !== null && number.trim() !== '') {
    return pass({ rule, values: { number: shortened(number) }, text: 'The invoice has a number.' })
  }
  const text = 'The invoice has no number, so it cannot be proven that it was not paid before.'
  return review({ rule, text, flip: 'would pass with an invoice number' })
}

/** A wallet in the document must be the register's. @returns pass or review. Errors: none. Source: PITFALLS 5. */
export function payeeInText(facts: Facts): Finding {
  const rule = 'payee_in_text'
  const named = facts.invoice.wallet
  if (named === null) return pass({ rule, text: 'The document names no wallet.' })
  const registered = facts.vendor?.wallet ?? null
  const values = { document: shortened(named), register: registered ?? 'none' }
  if (registered !== null && registered.toLowerCase() === named.toLowerCase()) {
    return pass({ rule, values, text: 'The wallet in the document is the one in the register.' })
  }
  const text =
    registered === null
      ? `The document names the wallet ${quoted(named)}, and the register has none to compare it with.`
      : `The document names the wallet ${quoted(named)}, but the register has ${quoted(registered)}.`
  return review({
    rule,
    values,
    text,
    flip: 'would pass if the register held the same wallet, set and verified by people',
  })
}

/** The register holds no IBANs yet, so one in a document has nothing to differ from. Errors: none. Source: POLICY.md. */
export function ibanInText(facts: Facts): Finding {
  const text = 'IBANs are not compared: the register holds none.'
  return notConfigured({ rule: 'iban_in_text', text, values: { ibans: String(facts.invoice.ibans.length) } })
}
