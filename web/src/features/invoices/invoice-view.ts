import type {
  DecisionView,
  InvoiceDetail,
  InvoiceFields,
  InvoiceSummary,
  TraceLine,
} from '../../api/types.ts'
import { formatAmount, formatMoney } from '../../format/amount.ts'
import type { StatusWord, Tone } from '../../format/payment-status.ts'
import { formatDay, formatMoment } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

export type FieldKey = keyof InvoiceFields

const tones: Readonly<Record<InvoiceSummary['status'], Tone>> = {
  processing: 'info',
  awaiting_approval: 'warn',
  paying: 'info',
  paid: 'ok',
  rejected: 'muted',
  refused: 'bad',
  failed: 'bad',
}

/** The word and tone of an invoice's status. Errors: none. */
export function invoiceStatus(status: InvoiceSummary['status']): StatusWord {
  return { tone: tones[status], word: t.invoices.status[status] }
}

/** The amount as claimed and, when it converts, as paid. Errors: none. */
export function invoiceAmount(invoice: Pick<InvoiceSummary, 'amount' | 'amount_text' | 'currency'>): string {
  return invoice.amount === null ? invoice.amount_text : formatMoney(invoice.amount, invoice.currency)
}

export type Verdict = {
  readonly tone: 'ok' | 'warn' | 'bad' | 'info'
  readonly title: string
  readonly text: string
}

/**
 * The verdict in one sentence: what the rules said and where the money is now.
 * @param invoice the detail of the API. Errors: none.
 */
export function verdictOf(invoice: Pick<InvoiceDetail, 'status' | 'decision'>): Verdict {
  const [key, tone] = verdictKey(invoice.status, invoice.decision?.outcome ?? null)
  const [title, text] = t.invoices.verdict[key]
  return { tone, title, text }
}

type VerdictKey = keyof typeof t.invoices.verdict

function verdictKey(
  status: InvoiceDetail['status'],
  outcome: DecisionView['outcome'] | null,
): readonly [VerdictKey, Verdict['tone']] {
  switch (status) {
    case 'processing':
      return ['processing', 'info']
    case 'awaiting_approval':
      return ['awaiting', 'warn']
    case 'paying':
      return [outcome === 'pay' ? 'payingAuto' : 'payingApproved', 'info']
    case 'paid':
      return [outcome === 'pay' ? 'paidAuto' : 'paidApproved', 'ok']
    case 'rejected':
      return ['rejected', 'warn']
    case 'refused':
      return ['refused', 'bad']
    case 'failed':
      return ['failed', 'bad']
  }
}

const traceOrder = { refuse: 0, review: 1, pass: 2, not_configured: 3 }
const traceTones = { refuse: 'bad', review: 'warn', pass: 'ok', not_configured: 'muted' } as const

export type TraceRow = {
  readonly key: string
  readonly rule: string
  readonly tone: Tone
  readonly word: string
  readonly text: string
  readonly values: readonly { readonly name: string; readonly value: string }[]
  readonly flip: string | null
}

/** The whole trace for a table: objections first, nothing left out. Errors: none. */
export function traceRows(trace: readonly TraceLine[]): readonly TraceRow[] {
  return trace
    .map((line, index) => ({
      key: `${line.rule}-${index}`,
      order: traceOrder[line.verdict],
      rule: sentenceCase(line.rule),
      tone: traceTones[line.verdict],
      word: t.invoices.traceVerdict[line.verdict],
      text: line.text,
      values: Object.entries(line.values).map(([name, value]) => ({
        name: sentenceCase(name),
        value: valueText(value),
      })),
      flip: line.flip === null ? null : firstUpper(line.flip),
    }))
    .sort((a, b) => a.order - b.order)
}

/** Only what is written as money is grouped as money: "104" days stay 104. */
function valueText(value: string): string {
  const match = /^(-?\d+\.\d{2,})( \S{1,12})?$/.exec(value)
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatMoment(value)
  if (/^[a-z]+(_[a-z]+)+$/.test(value)) return value.replaceAll('_', ' ')
  return match?.[1] === undefined ? value : `${formatAmount(match[1])}${match[2] ?? ''}`
}

function sentenceCase(name: string): string {
  const words = name
    .replace(/[_.]/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return firstUpper(words)
}

function firstUpper(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

export type FieldRow = {
  readonly key: FieldKey
  readonly label: string
  readonly value: string
  readonly confidence: number
  readonly source: string
  /** Whether it can be shown in the text. */
  readonly located: boolean
}

const fieldOrder: readonly FieldKey[] = [
  'seller_name',
  'number',
  'amount_due',
  'total',
  'currency',
  'net',
  'tax',
  'prepaid',
  'issue_date',
  'due_date',
  'document_type',
  'buyer_name',
  'seller_tax_id',
  'wallet',
  'ibans',
  'payment_terms',
  'category',
  'lines',
]

/** The fields that were read, the important ones first. Errors: none; a field not read has no row. */
export function fieldRows(fields: InvoiceFields): readonly FieldRow[] {
  return fieldOrder.flatMap((key) => {
    const claim = fields[key]
    if (claim === null) return []
    return [
      {
        key,
        label: t.invoices.field[key],
        value: fieldText(key, claim.value),
        confidence: claim.confidence,
        source: t.invoices.sourceWord[claim.source],
        located: claim.evidence.some((place) => place.start !== null && place.end !== null),
      },
    ]
  })
}

function fieldText(key: FieldKey, value: unknown): string {
  if (Array.isArray(value)) return key === 'lines' ? t.invoices.lineCount(value.length) : value.join(', ')
  if (typeof value !== 'string') return ''
  if (key === 'issue_date' || key === 'due_date') return formatDay(value)
  if (key === 'document_type') return isDocumentType(value) ? t.invoices.documentType[value] : value
  return ['net', 'tax', 'total', 'prepaid', 'amount_due'].includes(key) ? formatAmount(value) : value
}

function isDocumentType(value: string): value is keyof typeof t.invoices.documentType {
  return Object.hasOwn(t.invoices.documentType, value)
}
