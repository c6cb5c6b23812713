import type { Claim, DocumentType, ReadFlag } from './invoice.ts'
import { type TextLayout, type TextLine, textClaim } from './text-layout.ts'

/** What kind of document it is, and why it should not simply be paid. */
export type TypeReading = {
  readonly document_type: Claim<DocumentType> | null
  readonly flags: readonly ReadFlag[]
}

/**
 * Tells invoices from what only looks like one. A title decides; some phrases decide wherever they stand.
 * @param layout the page   @param asksForMoney an amount is marked as due   @returns the type, null when nothing says
 * Errors: none. Source: EXTRACTION.md, "type".
 */
export function readType(layout: TextLayout, asksForMoney: boolean): TypeReading {
  const head = layout.lines.slice(0, titleLinesMax)
  const titled = first(head, titles)
  const spoken = first(layout.lines, phrases)
  const plain = first(layout.lines, [['invoice', invoiceWord]])
  const found = titled ?? spoken ?? plain
  const flags = paidFlags(layout)
  if (found === null) {
    const due = asksForMoney ? first(layout.lines, [['invoice', dueWord]]) : null
    return { document_type: due === null ? null : claim(layout, due, 60), flags }
  }
  const confidence = found === plain ? 80 : 90
  if (found.type === 'invoice') return { document_type: claim(layout, found, confidence), flags }
  const detail = `The document calls itself "${found.words}".`
  return {
    document_type: claim(layout, found, confidence),
    flags: [{ code: 'not_an_invoice', detail }, ...flags],
  }
}

/**
 * The type a few words stand for, by the same rules.
 * @param key folded words in lower case without accents   @returns the type, null when they name none. Errors: none.
 */
export function typeOfWords(key: string): DocumentType | null {
  for (const [type, pattern] of [
    ...titles,
    ...phrases,
    ['invoice', invoiceWord] as const,
    ['invoice', dueWord] as const,
  ]) {
    if (pattern.test(key)) return type
  }
  return null
}

/** Titles stand at the top; further down the same words are part of a sentence. */
const titleLinesMax = 14

type Rule = readonly [DocumentType, RegExp]
const begin = String.raw`^[\W_]{0,4}(?:[a-z0-9&.' -]{1,40}[ \t\u00a0]{2,})?(?:\d{3} )?`
const after = String.raw`(?=[\s:#.,;*)(=_-]*(?:$|no\b|nr\b|num|nº|n°|#|id\b|date|from|for|to\b|vom|zur?\b|du\b|de\b|[a-z]{0,6}-?\d|\())`

const titles: readonly Rule[] = [
  [
    'credit_note',
    title(
      'credit note|credit memo|credit invoice|credit memorandum|gutschrift|gutschriftsanzeige|rechnungskorrektur|korrekturrechnung|stornorechnung|storno|rechnungsstorno|facture d.avoir|avoir|note de credit|nota de credito|factura rectificativa|nota de abono|abono|nota di credito|creditnota|corrected invoice|corrective invoice|self-billed credit note|credit advice',
    ),
  ],
  [
    'pro_forma',
    title(
      'pro[ -]?forma(?:[ -]?(?:invoice|rechnung))?|proformarechnung|facture pro[ -]?forma|factura pro[ -]?forma',
    ),
  ],
  [
    'reminder',
    title(
      '(?:friendly |payment |first |second |third |final |last |\\d\\. )*(?:reminder|demand for payment|dunning(?: letter| notice)?|overdue notice|past due notice|final notice)|(?:\\d\\. )?(?:zahlungserinnerung|mahnung|letzte mahnung|erinnerung)|(?:lettre de )?(?:relance|rappel)(?: de paiement| de facture)?|mise en demeure|recordatorio(?: de pago)?|aviso de vencimiento|requerimiento de pago|invoice reminder|sollecito',
    ),
  ],
  [
    'receipt',
    title(
      '(?:payment |sales |official |cash )?receipt|quittung|zahlungsbeleg|kassenbon|kassenbeleg|zahlungsbestatigung|payment confirmation|recu(?: de paiement)?|quittance|ticket de caisse|recibo(?: de pago)?|comprobante de pago|justificante de pago|remittance advice|ricevuta',
    ),
  ],
  [
    'quote',
    title(
      'quote|quotation|sales quote|price quote|estimate|cost estimate|offer|proposal|angebot|kostenvoranschlag|devis|presupuesto|cotizacion|oferta|preventivo|offerte|order confirmation|auftragsbestatigung|purchase order|bestellung|bestellbestatigung|confirmation de commande|bon de commande|pedido|confirmacion de pedido|orden de compra',
    ),
  ],
  [
    'statement',
    title(
      '(?:monthly |billing |account |customer )?statement(?: of account)?|kontoauszug|kontoubersicht|saldenmitteilung|saldenbestatigung|releve(?: de compte)?|estado de cuenta|extracto(?: de cuenta)?',
    ),
  ],
  [
    'direct_debit',
    title(
      'direct debit(?: advice| notice)?|(?:sepa[ -])?lastschrift(?:anzeige|ankundigung|avis)?|avis de prelevement|aviso de adeudo',
    ),
  ],
  [
    'unknown',
    title(
      'delivery note|packing (?:slip|list)|lieferschein|bon de livraison|albaran|timesheet|contract|vertrag|contrat|contrato',
    ),
  ],
]

const phrases: readonly Rule[] = [
  [
    'direct_debit',
    /(?:sepa[ -])?direct debit|will be (?:debited|charged|collected) (?:from|to) your|(?:per|durch|mittels|im) (?:sepa[- ]?)?(?:basis[- ]?|firmen[- ]?)?lastschrift|lastschriftverfahren|buchen wir|abgebucht|ziehen wir .{0,60}\bein\b|wird .{0,60}eingezogen|par prelevement|sera preleve|sepa[- ]?lastschriftmandat|domiciliacion|se cargara en su|adeudo directo/,
  ],
  ['pro_forma', /pro[ -]?forma[ -]?(?:invoice|rechnung)|proformarechnung|factur[ae] pro[ -]?forma/],
  [
    'credit_note',
    /credit note|credit memo|rechnungskorrektur|stornorechnung|(?:this|document) is a credit|facture d.avoir|nota de credito|factura rectificativa|\btype(?: code)?:? ?(?:381|384)\b|belegart:? ?(?:381|384)/,
  ],
  [
    'reminder',
    /payment reminder|friendly reminder|this is a reminder|zahlungserinnerung|\bmahnung\b|mahngebuhr|lettre de relance|rappel de paiement|recordatorio de pago|is (?:now )?overdue|we have not (?:yet )?received (?:your )?payment|mise en demeure/,
  ],
  [
    'receipt',
    /payment receipt|receipt of payment|thank you for your payment|zahlung erhalten|betrag dankend erhalten|recu de paiement|recibo de pago/,
  ],
  [
    'quote',
    /this is (?:not an invoice|a quote|an estimate)|not a (?:tax |vat )?invoice|keine rechnung|ceci n.est pas une facture|esto no es una factura|no es una factura/,
  ],
  ['statement', /statement of account|kontoauszug|releve de compte|estado de cuenta/],
]

const invoiceWord =
  /(?<![a-z])(?:e-?)?(?:tax |vat )?(?:invoices?|inv\.?|invoiced|bill|billed|rechnung|(?:teil|schluss|abschlags|ausgangs)rechnung|facture|factura|fattura|factuur|rechnungs?-?(?:nr|nummer|no)?\.?)(?![a-z])/
const dueWord =
  /(?<![a-z])(?:amount due|total due|balance due|zahlbetrag|zu zahlen|a payer|a pagar|total|due|payable)(?![a-z])/

const paidPatterns: readonly RegExp[] = [
  /(?:^|[-–—*|:.!\s])(?<!(?:be|if|until|when|amount|not|yet|once|un|is|unless|sum|total|less|get|being|tax|duty|postage|prices?|been|has|have|are|already|partly|partially|part|pre|status:) )\*{0,3}paid\*{0,3}[.!]?\s*$/,
  /\bpaid in full\b|\bfully paid\b|\b(?:has|have) (?:already )?been paid\b|\balready paid\b(?!\W{0,4}[\d€$£]|.{0,12}\d[.,]\d{2})|\bstatus:? ?paid\b|\bno payment (?:is )?(?:required|needed|due|necessary)\b|\bdo not pay\b|\bnothing to pay\b|\bpaid (?:on|by card|via|with thanks)\b/,
  /\bbereits (?:bezahlt|beglichen|gezahlt|uberwiesen)\b(?!\W{0,4}\d)|\bdankend erhalten\b|\bbitte nicht (?:be)?zahlen\b|^\W*bezahlt\W*$|\bbetrag erhalten\b/,
  /\bdeja (?:paye|regle)e?\b(?!.{0,12}\d)|\bacquittee?\b|^\W*payee?\W*$|\bne pas payer\b|\bfacture reglee\b/,
  /^\W*pagad[oa]\W*$|\bya pagad[oa]\b(?!.{0,12}\d)|\bno pagar\b|\bfactura pagada\b/,
]

/** "If you have already paid, disregard this" is courtesy, not a fact. */
const condition = /\b(?:if|falls|wenn|sofern|sollten|si|should you)\b/

function paidFlags(layout: TextLayout): readonly ReadFlag[] {
  const line = layout.lines.find(({ key }) => {
    const near = key.slice(0, lineLengthMax)
    return !condition.test(near) && paidPatterns.some((pattern) => pattern.test(near))
  })
  return line === undefined
    ? []
    : [{ code: 'already_paid', detail: `The document says it is paid: "${line.text.trim().slice(0, 120)}".` }]
}

/** Longer lines are searched in their first part only for titles and stamps; sentences are searched whole. */
const lineLengthMax = 4_000

function title(words: string): RegExp {
  return new RegExp(`${begin}(${words})${after}`)
}

type FoundType = {
  readonly type: DocumentType
  readonly words: string
  readonly start: number
  readonly end: number
}

function first(lines: readonly TextLine[], rules: readonly Rule[]): FoundType | null {
  for (const [type, pattern] of rules) {
    for (const line of lines) {
      const match = pattern.exec(line.key)
      if (match === null) continue
      const words = match[1] ?? match[0]
      const start = line.start + match.index + match[0].lastIndexOf(words)
      return { type, words: words.trim(), start, end: start + words.length }
    }
  }
  return null
}

function claim(layout: TextLayout, found: FoundType, confidence: number): Claim<DocumentType> {
  return textClaim(layout, found.type, confidence, found)
}
