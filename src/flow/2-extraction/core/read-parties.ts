import { type FoundLabel, labelFinder } from './find-labels.ts'
import { type Cell, cellsOf, companyAt, nameAt, nameInSentence, type PrintedName } from './find-names.ts'
import type { Claim, ReadFlag } from './invoice.ts'
import { normaliseName } from './normalise-name.ts'
import { lineBelow, type TextLayout, type TextLine, textClaim } from './text-layout.ts'

type PartyKind = 'seller' | 'sender' | 'payee' | 'buyer'

/** Who bills whom. `buyerLines` and `sellerLines` tell where their blocks begin. */
export type PartyReading = {
  readonly seller_name: Claim<string> | null
  readonly buyer_name: Claim<string> | null
  readonly sellerLines: readonly number[]
  readonly buyerLines: readonly number[]
  readonly flags: readonly ReadFlag[]
}

type Party = {
  readonly kind: PartyKind
  readonly name: PrintedName
  readonly line: number
  readonly confidence: number
}

/**
 * Reads seller and buyer: by label, in a sentence ("from Acme GmbH"), else the one company that is not the buyer.
 * @param layout the page   @returns names as printed; two different sellers of one rank are neither
 * Errors: none. Source: EXTRACTION.md, "Vendor": the name comes last, the register decides.
 */
export function readParties(layout: TextLayout): PartyReading {
  const labelled = layout.lines.flatMap((line) => labelledOn(layout, line))
  const spoken = layout.lines.flatMap((line) => spokenOn(line))
  const buyer = first(labelled, 'buyer') ?? first(spoken, 'buyer')
  const sellers = [
    ofKind(labelled, 'seller'),
    ofKind(labelled, 'sender'),
    ofKind(spoken, 'seller'),
    ofKind(spoken, 'sender'),
    ofKind(labelled, 'payee'),
    ofKind(spoken, 'payee'),
  ]
  const best = sellers.find((each) => each.length > 0) ?? headedBy(layout, labelled, buyer)
  const named = [...ofKind(labelled, 'seller'), ...ofKind(labelled, 'sender')]
  const names = new Set(best.map(({ name }) => normaliseName(name.value).base))
  const conflict = names.size > 1 || new Set(named.map(({ name }) => normaliseName(name.value).base)).size > 1
  const chosen = names.size === 1 ? (best.find(({ name }) => name.hasLegalForm) ?? best[0] ?? null) : null
  return {
    seller_name:
      chosen === null
        ? null
        : textClaim(layout, chosen.name.value, conflict ? 50 : chosen.confidence, chosen.name),
    buyer_name: buyer === null ? null : textClaim(layout, buyer.name.value, buyer.confidence, buyer.name),
    sellerLines: best.map(({ line }) => line),
    buyerLines: [...ofKind(labelled, 'buyer'), ...ofKind(spoken, 'buyer')].map(({ line }) => line),
    flags: conflict ? [severalVendors([...named, ...best])] : [],
  }
}

const findPartyLabels = labelFinder<PartyKind>({
  seller: `vendor, seller, supplier, vendor name, supplier name, seller name, bill from, billed by, invoice from, sold by, issued by, issuer, invoiced by, provider, service provider, merchant, company name, from company, contractor, biller, invoice by, supplier/vendor,
    lieferant, verkaufer, rechnungssteller, rechnungsersteller, leistungserbringer, auftragnehmer, anbieter, firma, kreditor, absender, dienstleister,
    vendeur, fournisseur, emetteur, prestataire, facture par, emis par, emise par, societe,
    vendedor, proveedor, emisor, emitido por, empresa, razon social, facturado por, fornitore, leverancier, verkoper`,
  sender: `from, von, de, da, van`,
  payee: `payee, remit to, pay to, payable to, make payable to, beneficiary, account holder, account name, please remit to, kontoinhaber, zahlungsempfanger, empfanger der zahlung, begunstigter, beneficiaire, titulaire, titulaire du compte, titular, beneficiario, titular de la cuenta`,
  buyer: `bill to, billed to, invoice to, invoiced to, buyer, customer, client, sold to, ship to, deliver to, to, attn, attention, customer name, client name, recipient, bill to party, purchaser, prepared for, account of, buyer name,
    kunde, rechnungsempfanger, kaufer, empfanger, auftraggeber, rechnung an, rechnungsadresse, lieferadresse, leistungsempfanger, an, debitor, kundenname,
    acheteur, facture a, destinataire, adresse a, livre a, adresse de facturation,
    cliente, comprador, facturar a, destinatario, facturado a, receptor, datos del cliente, acquirente, klant, koper`,
})

/** Labels at the start of a cell, with a colon or alone; the name follows there or in the cell below. */
function labelledOn(layout: TextLayout, line: TextLine): readonly Party[] {
  const cells = cellsOf(line)
  const found: Party[] = []
  for (const [position, cell] of cells.entries()) {
    const [label] = findPartyLabels(cell.key)
    if (label === undefined || !opens(cell, label)) continue
    const rest = /^\s{0,3}(?:name)?\s{0,3}(?:[:=]|-(?= ))/.exec(cell.key.slice(label.end))
    const isAlone = cell.key.slice(label.end).trim() === ''
    if (rest === null && !isAlone) continue
    const after = label.end + (rest?.[0].length ?? 0)
    const next = cells[position + 1]
    const whole = acrossGap(line.text.slice(cell.start + after))
    const here = whole ?? nameAt(cell.text.slice(after), cell.key.slice(after))
    const beside =
      here === null &&
      cell.text.slice(after).trim() === '' &&
      next !== undefined &&
      findPartyLabels(next.key).length === 0
        ? nameAt(next.text, next.key)
        : null
    const base = line.start + (here === null ? (next?.start ?? 0) : cell.start + after)
    const name = here ?? beside
    if (name !== null)
      found.push({ kind: label.kind, name: shift(name, base), line: line.index, confidence: 90 })
    else if (cell.text.slice(after).trim() === '')
      found.push(...below(layout, line, cell, label.kind, cells.length))
  }
  return found
}

/** "CloudSpace  Hosting LLC": a few spaces too many inside a name are no column when only the whole is a company. */
function acrossGap(text: string): PrintedName | null {
  const printed = text.trim()
  if (!/[^ ] {2,3}[^ ]/.test(printed) || /\t|\|| {4}/.test(printed)) return null
  const whole = printed.replace(/ +/g, ' ')
  if (companyAt(whole)?.value !== whole) return null
  const start = text.length - text.trimStart().length
  return { value: whole, start, end: start + printed.length, hasLegalForm: true }
}

/** A label stands at the start of its cell; inside a line only a telling one with a colon counts ("… Vendor: Acme"). */
function opens(cell: Cell, label: FoundLabel<PartyKind>): boolean {
  if (/^[\W_]{0,3}$/.test(cell.key.slice(0, label.start))) return true
  return label.words.length >= 6 && /^\s?:\s/.test(cell.key.slice(label.end))
}

/** The nearest cell of the next line that says something. */
function below(
  layout: TextLayout,
  line: TextLine,
  label: Cell,
  kind: PartyKind,
  columns: number,
): readonly Party[] {
  const next = lineBelow(layout, line)
  if (next === null) return []
  const cells = cellsOf(next)
  const nearest = cells.toSorted(
    (a, b) => Math.abs(a.start - label.start) - Math.abs(b.start - label.start),
  )[0]
  if (nearest === undefined || (columns > 1 && Math.abs(nearest.start - label.start) > 12)) return []
  if (
    findPartyLabels(nearest.key).some(({ start, end }) => start === 0 && /^\s*:/.test(nearest.key.slice(end)))
  )
    return []
  const name = nameAt(nearest.text, nearest.key)
  if (name === null || /:\s*$/.test(nearest.text)) return []
  return [{ kind, name: shift(name, next.start + nearest.start), line: next.index, confidence: 85 }]
}

const spoken =
  /(?<![a-z])(?:(invoice|bill|billed|rechnung|facture|factura) (?:to|an|a|para) |(?:please )?(pay|paid to|pay to|payable to|payment to|remit to) |(from|by|von|vom|through|vendor|supplier|seller|lieferant|fournisseur|proveedor|de la part de|emise par|emitida por) (?!:))/g

/** Names in running text; only a legal form or the word before tells that it is a name. */
function spokenOn(line: TextLine): readonly Party[] {
  const found: Party[] = []
  for (const match of line.key.matchAll(spoken)) {
    const at = match.index + match[0].length
    const rest = { text: line.text.slice(at, at + 180), key: line.key.slice(at, at + 180) }
    const kind = match[1] !== undefined ? 'buyer' : match[2] !== undefined ? 'payee' : 'sender'
    const name = kind === 'payee' ? companyAt(rest.text) : nameInSentence(rest.text, rest.key)
    if (name === null) continue
    if (
      kind === 'sender' &&
      !name.hasLegalForm &&
      !/^(?:from|by|von|vendor|supplier|seller|lieferant)/.test(match[0])
    )
      continue
    found.push({
      kind,
      name: shift(name, line.start + at),
      line: line.index,
      confidence: name.hasLegalForm ? 75 : 60,
    })
  }
  return found
}

const title = /^(?:tax |vat )?(?:invoice|rechnung|facture|factura|bill)\b[\s:#-]{0,4}/

/** No label: the companies at the start of a line or cell that are not the buyer. One, or the one in the head. */
function headedBy(layout: TextLayout, labelled: readonly Party[], buyer: Party | null): readonly Party[] {
  const buyerKey = buyer === null ? null : normaliseName(buyer.name.value).full
  const buyerLines = new Set(ofKind(labelled, 'buyer').map(({ line }) => line))
  const found = layout.lines.flatMap((line) =>
    cellsOf(line).flatMap((cell) => {
      const lead = title.exec(cell.key)?.[0].length ?? 0
      const name = companyAt(cell.text.slice(lead))
      if (name === null || !/^(?:$|[\s,;.|·•(–-])/u.test(cell.text.slice(lead + name.end))) return []
      if (normaliseName(name.value).full === buyerKey || (buyerLines.has(line.index) && buyerKey === null))
        return []
      return [
        {
          kind: 'seller' as const,
          name: shift(name, line.start + cell.start + lead),
          line: line.index,
          confidence: 60,
        },
      ]
    }),
  )
  const distinct = new Set(found.map(({ name }) => normaliseName(name.value).base))
  if (distinct.size <= 1) return found
  const [head] = found
  const isHead = head !== undefined && head.line < 4
  return isHead
    ? found.filter(({ name }) => normaliseName(name.value).base === normaliseName(head.name.value).base)
    : []
}

function ofKind(parties: readonly Party[], kind: PartyKind): readonly Party[] {
  return parties.filter((party) => party.kind === kind)
}

function first(parties: readonly Party[], kind: PartyKind): Party | null {
  return parties.find((party) => party.kind === kind) ?? null
}

function shift(name: PrintedName, by: number): PrintedName {
  return { ...name, start: name.start + by, end: name.end + by }
}

function severalVendors(parties: readonly Party[]): ReadFlag {
  const names = [...new Set(parties.map(({ name }) => name.value))].slice(0, 4).join(' / ')
  return { code: 'several_vendors', detail: `More than one seller is named: ${names}.` }
}
