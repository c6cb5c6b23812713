import type { TransactionSummary } from '../api/types.ts'
import { t } from '../i18n/t.ts'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'muted'

/** A status as a word with a tone; the tone is never the only sign. */
export type StatusWord = { readonly tone: Tone; readonly word: string }

const tones: Readonly<Record<TransactionSummary['status'], Tone>> = {
  queued: 'info',
  submitted: 'info',
  unknown: 'warn',
  confirmed: 'info',
  final: 'ok',
  failed: 'bad',
  blocked: 'warn',
  cancelled: 'muted',
}

/** The word and tone of a payment's status. Errors: none. */
export function paymentStatus(status: TransactionSummary['status']): StatusWord {
  return { tone: tones[status], word: t.payments.status[status] }
}

/** Whether money has left: the first question about any payment that did not end well. Errors: none. */
export function moneyMoved(status: TransactionSummary['status']): string {
  return t.payments.moved[status]
}
