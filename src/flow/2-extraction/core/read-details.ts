import type { PrintedAccount } from './find-payee.ts'
import { findIbans, findWallets } from './find-payee.ts'
import type { Claim, ReadFlag } from './invoice.ts'
import type { PartyReading } from './read-parties.ts'
import { type Span, type TextLayout, type TextLine, textClaim } from './text-layout.ts'

/** Accounts, wallet, tax number, terms and category of a page. None of them ever becomes a payee. */
export type DetailReading = {
  readonly ibans: Claim<readonly string[]> | null
  readonly wallet: Claim<string> | null
  readonly seller_tax_id: Claim<string> | null
  readonly payment_terms: Claim<string> | null
  readonly category: Claim<string> | null
  readonly flags: readonly ReadFlag[]
}

/**
 * Reads what stands around the amounts.
 * @param layout the page   @param parties where seller and buyer stand, to tell whose tax number it is
 * @returns the details; of several wallets the first is shown and a flag raised
 * Errors: none. Source: EXTRACTION.md, fields; "a wallet or IBAN in a document never becomes the payee".
 */
export function readDetails(layout: TextLayout, parties: PartyReading): DetailReading {
  const ibans = across(layout, findIbans).slice(0, accountsMax)
  const wallets = across(layout, findWallets)
  const distinct = [...new Set(wallets.map(({ value }) => value.toLowerCase()))]
  const [wallet] = wallets
  const severalWallets: ReadFlag = {
    code: 'several_wallets',
    detail: `More than one wallet stands in the document: ${distinct.slice(0, 3).join(' / ')}.`,
  }
  const values = [...new Set(ibans.map(({ value }) => value))]
  return {
    ibans: ibans.length === 0 ? null : textClaim(layout, values, 95, ...ibans),
    wallet: wallet === undefined ? null : textClaim(layout, wallet.value, 95, wallet),
    seller_tax_id: taxIdOf(layout, parties),
    payment_terms: termsOf(layout),
    category: labelled(
      layout,
      /^\W{0,3}(?:category|expense category|kategorie|categorie|categoria)\s?[:=]\s?/,
      60,
    ),
    flags: distinct.length > 1 ? [severalWallets] : [],
  }
}

/** More accounts than this on one page are a list, not payment details. */
const accountsMax = 20

function across(
  layout: TextLayout,
  find: (text: string) => readonly PrintedAccount[],
): readonly PrintedAccount[] {
  return layout.lines.flatMap((line) =>
    find(line.text).map((each) => ({ ...each, start: each.start + line.start, end: each.end + line.start })),
  )
}

const vatId =
  /(?<![A-Z0-9])(?:ATU ?\d{8}|BE ?[01]\d{3}\.?\d{3}\.?\d{3}|BG\d{9,10}|CHE-?\d{3}\.?\d{3}\.?\d{3}(?: ?(?:MWST|TVA|IVA))?|CY\d{8}[A-Z]|CZ\d{8,10}|DE ?\d{3} ?\d{3} ?\d{3}|DK ?\d{8}|EE\d{9}|EL\d{9}|ES ?[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR ?[A-Z0-9]{2} ?\d{3} ?\d{3} ?\d{3}|GB ?\d{3} ?\d{4} ?\d{2}|HR\d{11}|HU\d{8}|IE\d[A-Z0-9]\d{5}[A-Z]{1,2}|IT ?\d{11}|LT\d{9}(?:\d{3})?|LU ?\d{8}|LV\d{11}|MT\d{8}|NL ?\d{9}B\d{2}|NO ?\d{9}(?:MVA)?|PL ?\d{10}|PT ?\d{9}|RO\d{2,10}|SE ?\d{12}|SI\d{8}|SK\d{10})(?![A-Z0-9])/g
const taxLabel =
  /(?<![a-z])(?:vat|tax|ust|gst|tva|iva|nif|cif|ein|tin|abn|mwst|btw|siret|uid|steuer|umsatzsteuer|tax registration|company tax)[ .-]{0,2}(?:id|no|nr|number|reg|registration|ident|idnr|nummer|intracommunautaire|intra|num|numero|identification)?[ .-]{0,2}(?:id|nr|no|number|nummer|num)?\.?\s?[:#]?\s?(?=[a-z]{0,3}[\d-])/g

/** The seller's tax number: the only one, or the one that follows the seller before the buyer is named. */
function taxIdOf(layout: TextLayout, parties: PartyReading): Claim<string> | null {
  const found = layout.lines.flatMap((line) => taxIdsOn(line))
  const distinct = new Set(found.map(({ value }) => value))
  const [only] = found
  if (only === undefined) return null
  if (distinct.size === 1)
    return isOf(parties.buyerLines, parties.sellerLines, only.line)
      ? null
      : textClaim(layout, only.value, 85, only)
  const mine = found.filter((each) => isOf(parties.sellerLines, parties.buyerLines, each.line))
  return mine[0] !== undefined && new Set(mine.map(({ value }) => value)).size === 1
    ? textClaim(layout, mine[0].value, 75, mine[0])
    : null
}

/** Whether the last party named at or above a line is one of `own`, not of `other`. */
function isOf(own: readonly number[], other: readonly number[], line: number): boolean {
  const nearest = (lines: readonly number[]) => Math.max(-1, ...lines.filter((each) => each <= line))
  return nearest(own) > nearest(other)
}

type TaxId = Span & { readonly value: string; readonly line: number }

function taxIdsOn(line: TextLine): readonly TaxId[] {
  const printed = [...line.text.matchAll(vatId)].map((match) => ({ at: match.index, text: match[0] }))
  for (const match of line.key.matchAll(taxLabel)) {
    const at = match.index + match[0].length
    const number = /^[A-Za-z]{0,3}[-.]?\d[\dA-Za-z./-]{4,20}/.exec(line.text.slice(at))
    if (
      number === null ||
      printed.some((each) => each.at < at + number[0].length && at < each.at + each.text.length)
    )
      continue
    if (/[.,]\d{2}$/.test(number[0])) continue
    printed.push({ at, text: number[0].replace(/[./-]+$/, '') })
  }
  return printed.map(({ at, text }) => ({
    value: text.replace(/[ .\u00a0]/g, '').toUpperCase(),
    start: line.start + at,
    end: line.start + at + text.length,
    line: line.index,
  }))
}

const terms: readonly RegExp[] = [
  /\d{1,2}(?:\.\d)?\s?%?\s?\/\s?\d{1,3},?\s?(?:net|n)\s?\/?\s?\d{1,3}/,
  /\bnet\s?\d{1,3}(?:\s?days)?\b|\b(?:due|payable) (?:up)?on receipt\b|\b(?:(?:payable|due|payment) (?:is due )?)?within \d{1,3} days\b/,
  /\b(?:zahlbar )?(?:innerhalb(?: von)?|binnen) \d{1,3} tagen(?: (?:netto|ohne abzug))?\b|\bsofort (?:fallig|zahlbar)\b|\b\d{1,3} tage netto\b|\bzahlbar sofort\b/,
  /\ba? ?\d{1,3} jours(?: (?:net|fin de mois|date de facture))?\b|\ba reception(?: de facture)?\b|\bpaiement comptant\b/,
  /\b\d{1,3} dias(?: (?:fecha factura|neto))?\b|\bal contado\b/,
]

function termsOf(layout: TextLayout): Claim<string> | null {
  const label =
    /^\W{0,3}(?:payment terms|terms of payment|terms|zahlungsbedingungen|zahlungskonditionen|zahlungsbedingung|conditions de paiement|conditions de reglement|modalites de paiement|condiciones de pago|forma de pago|termini di pagamento|betalingstermijn)\s?[:=]\s?/
  const printed = labelled(layout, label, 160)
  if (printed !== null) return printed
  for (const line of layout.lines) {
    for (const pattern of terms) {
      const match = pattern.exec(line.key)
      if (match === null) continue
      const start = line.start + match.index
      return textClaim(layout, layout.folded.text.slice(start, start + match[0].length).trim(), 75, {
        start,
        end: start + match[0].length,
      })
    }
  }
  return null
}

function labelled(layout: TextLayout, label: RegExp, lengthMax: number): Claim<string> | null {
  for (const line of layout.lines) {
    const match = label.exec(line.key)
    const value = match === null ? '' : line.text.slice(match[0].length).trim()
    if (match === null || value === '' || value.length > lengthMax) continue
    const start = line.start + line.text.indexOf(value, match[0].length)
    return textClaim(layout, value, 80, { start, end: start + value.length })
  }
  return null
}
