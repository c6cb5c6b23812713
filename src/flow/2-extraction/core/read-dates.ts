import { findDates, type PrintedDate } from './find-dates.ts'
import { labelFinder } from './find-labels.ts'
import type { Claim, ReadFlag } from './invoice.ts'
import { lineBelow, type TextLayout, type TextLine, textClaim } from './text-layout.ts'

type DateKind = 'issue' | 'due' | 'other'

/** What the dates of a page say. */
export type DateReading = {
  readonly issue_date: Claim<string> | null
  readonly due_date: Claim<string> | null
  readonly flags: readonly ReadFlag[]
}

/**
 * Reads issue and due date. 03/04/2026 is read only where another date of the page, or its language, decides the order.
 * @param layout the page   @param isDayFirst the page's language writes the day first
 * @returns the dates, null where not certain, and what looked wrong. Errors: none. Source: EXTRACTION.md.
 */
export function readDates(layout: TextLayout, isDayFirst: boolean): DateReading {
  const perLine = layout.lines.map((line) => findDates(line.key))
  const order = orderOf(perLine.flat(), isDayFirst)
  const labelled = layout.lines.flatMap((line) => labelledOn(layout, perLine, line))
  const issue = choose(
    layout,
    labelled.filter(({ kind }) => kind === 'issue'),
    order,
    95,
  )
  const due = choose(
    layout,
    labelled.filter(({ kind }) => kind === 'due'),
    order,
    95,
  )
  const issueDate = issue ?? soleDate(layout, perLine, labelled, order)
  return { issue_date: issueDate, due_date: due, flags: implausible(issueDate, due) }
}

const findDateLabels = labelFinder<DateKind>({
  issue: `invoice date, date of invoice, date of issue, issue date, issued on, issued, date issued, date, dated, bill date, billing date, invoiced on, tax date, document date, date of document, receipt date,
    rechnungsdatum, datum, ausstellungsdatum, belegdatum, rechnung vom, rechnungs datum, ausgestellt am, dokumentdatum, datum der rechnung,
    date de facture, date d'emission, date de facturation, date d'etablissement, date facture, emise le, date de la facture, emis le, fait le, en date du, facture du, le,
    fecha de factura, fecha de emision, fecha, fecha factura, fecha de expedicion, data, data fattura, factuurdatum`,
  due: `due date, payment due, payment due date, due by, due on, due, pay by, payable by, payment by, payable until, date due, payment deadline, to be paid by, payment date due, due before, payable before, please pay by, payable on or before, on or before,
    fallig am, faellig am, falligkeit, falligkeitsdatum, faelligkeitsdatum, zahlbar bis, zahlbar bis zum, fallig, faellig, zahlungsziel, zu zahlen bis, falligkeitstermin, zahlungsfrist, zahlbar am, bis spatestens, spatestens, bis zum, zahlungstermin,
    date d'echeance, echeance, a payer avant, a payer avant le, payable avant le, date limite de paiement, a regler avant le, a payer le, payable le, date limite, echeance le, a payer au plus tard le,
    fecha de vencimiento, vencimiento, vence, vence el, pagadero antes del, fecha limite, fecha limite de pago, a pagar antes del, pagar antes del, scadenza, data di scadenza, vervaldatum`,
  other: `delivery date, order date, ship date, shipping date, service date, date of supply, date of service, supply date, po date, contract date, print date, printed on, printed, date of birth, period, service period, billing period, from date, to date, start date, end date, date paid, paid on, payment date, date of payment, period from, valid until, valid from, quote date, statement date, created, updated,
    lieferdatum, leistungsdatum, bestelldatum, auftragsdatum, druckdatum, leistungszeitraum, liefertermin, versanddatum, zeitraum, abrechnungszeitraum, bestellung vom, auftrag vom, lieferung vom, bezahlt am, vertragsdatum, lieferscheindatum, liefer- und leistungsdatum, geburtsdatum, gultig bis, stand,
    date de livraison, date de commande, date de prestation, commande du, livre le, periode, date d'expedition, paye le, date de paiement, date de vente,
    fecha de entrega, fecha de pedido, fecha de envio, fecha de operacion, periodo, fecha de pago, pagado el, ordine del, orderdatum, leverdatum`,
})

type Labelled = { readonly kind: DateKind; readonly date: PrintedDate; readonly offset: number }
/** A label and its date stand at most this far apart on a line. */
const gapMax = 48

function labelledOn(
  layout: TextLayout,
  perLine: readonly (readonly PrintedDate[])[],
  line: TextLine,
): readonly Labelled[] {
  const labels = findDateLabels(line.key)
  if (labels.length === 0) return []
  const dates = perLine[line.index] ?? []
  const found: Labelled[] = []
  let next = 0
  for (const [position, label] of labels.entries()) {
    const stop = labels[position + 1]?.start ?? line.end - line.start
    while ((dates[next]?.start ?? stop) < label.end) next += 1
    const date = dates[next]
    if (date === undefined || date.start >= stop || date.start - label.end > gapMax) continue
    found.push({ kind: label.kind, date, offset: line.start })
  }
  if (found.length > 0 || dates.length > 0) return found
  // Labels as column heads: the dates stand below, in the same order.
  const below = lineBelow(layout, line)
  const under = below === null ? [] : (perLine[below.index] ?? [])
  if (below === null || under.length !== labels.length) return []
  if (under.length === 1 && !isMostly(below.text, under)) return []
  return labels.flatMap((label, position) => {
    const date = under[position]
    return date === undefined ? [] : [{ kind: label.kind, date, offset: below.start }]
  })
}

function isMostly(text: string, dates: readonly PrintedDate[]): boolean {
  const printed = dates.reduce((sum, date) => sum + date.printed.length, 0)
  return text.trim().length - printed <= 12
}

/** Order of day and month on this page; null when nothing or both decide it. */
function orderOf(dates: readonly PrintedDate[], isDayFirst: boolean): 'dmy' | 'mdy' | null {
  const dayFirst = dates.some(({ order }) => order === 'dmy')
  const monthFirst = dates.some(({ order }) => order === 'mdy')
  if (dayFirst && monthFirst) return null
  if (monthFirst) return 'mdy'
  return dayFirst || isDayFirst ? 'dmy' : null
}

function dateIn(date: PrintedDate, order: 'dmy' | 'mdy' | null): string | null {
  if (date.order !== 'either') return date.candidates[0] ?? null
  if (order === null) return null
  return (order === 'dmy' ? date.candidates[0] : date.candidates[1]) ?? null
}

function choose(
  layout: TextLayout,
  labelled: readonly Labelled[],
  order: 'dmy' | 'mdy' | null,
  confidence: number,
): Claim<string> | null {
  const values = labelled.map(({ date }) => dateIn(date, order))
  const value = values[0]
  const first = labelled[0]
  if (first === undefined || value === undefined || value === null || values.some((other) => other !== value))
    return null
  return textClaim(layout, value, confidence, {
    start: first.offset + first.date.start,
    end: first.offset + first.date.end,
  })
}

/** A page with one date besides the labelled ones: that is when it was written, with little confidence. */
function soleDate(
  layout: TextLayout,
  perLine: readonly (readonly PrintedDate[])[],
  labelled: readonly Labelled[],
  order: 'dmy' | 'mdy' | null,
): Claim<string> | null {
  if (labelled.some(({ kind }) => kind === 'issue')) return null
  const taken = new Set(labelled.map(({ date }) => date))
  const rest = perLine.flatMap((dates, index) =>
    dates
      .filter((date) => !taken.has(date))
      .map((date) => ({ kind: 'issue' as const, date, offset: layout.lines[index]?.start ?? 0 })),
  )
  return rest.length === 1 ? choose(layout, rest, order, 50) : null
}

function implausible(issue: Claim<string> | null, due: Claim<string> | null): readonly ReadFlag[] {
  const flags: ReadFlag[] = []
  if (issue !== null && due !== null && due.value < issue.value) {
    flags.push({
      code: 'implausible_date',
      detail: `The due date ${due.value} is before the issue date ${issue.value}.`,
    })
  }
  for (const claim of [issue, due]) {
    if (claim === null || (claim.value >= '2000' && claim.value < '2100')) continue
    flags.push({ code: 'implausible_date', detail: `The date ${claim.value} is not of this century.` })
  }
  return flags
}
