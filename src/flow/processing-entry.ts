import type { Digest } from '#kernel/digest.ts'
import type { IdSource } from '#kernel/ids.ts'
import { type Clock, isoOf } from '#kernel/time.ts'
import type { Outcome } from './core/outcome.ts'
import { type IntakeEntry, replayWindowMs } from './ports.ts'

/**
 * An invoice whose reading takes longer than a request may wait: kept whole, read by a durable job.
 * @param parts hashes, ids, time, and what was submitted   @returns the entry without decision and the answer PROCESSING
 * Errors: none (total).
 */
export function processingEntry(parts: {
  readonly digest: Digest
  readonly ids: IdSource
  readonly clock: Clock
  readonly submission: {
    readonly rawText: string
    readonly submittedBy: string | null
    readonly channel: string
  }
  readonly textHash: string
  readonly asset: string
}): { readonly item: IntakeEntry; readonly outcome: Outcome } {
  const { submission } = parts
  const invoiceId = parts.ids.next<'invoice'>()
  const outcome: Outcome = { kind: 'processing', invoice_id: invoiceId }
  const item: IntakeEntry = {
    at: isoOf(parts.clock.now()),
    asset: parts.asset,
    mode: 'new',
    text_hash: parts.textHash,
    replay_window_ms: replayWindowMs,
    document: {
      id: parts.ids.next<'document'>(),
      sha256: parts.textHash,
      media_type: 'text/plain',
      content: submission.rawText,
      size_bytes: new TextEncoder().encode(submission.rawText).length,
      submitted_by: submission.submittedBy,
      channel: submission.channel,
    },
    invoice: {
      id: invoiceId,
      submitted_by: submission.submittedBy,
      vendor_id: null,
      vendor_key: '',
      seller_name: '',
      number: null,
      number_key: null,
      amount_text: '',
      currency: '',
      amount: null,
      issue_date: null,
      due_date: null,
      category: null,
      reading: null,
      status: 'processing',
    },
    decision: null,
    approval: null,
    payment: null,
    headroom: null,
    answer: outcome,
    draft: null,
    outbox: [{ topic: 'invoice.reading', subject_id: invoiceId, payload: { invoice_id: invoiceId } }],
  }
  return { item, outcome }
}
