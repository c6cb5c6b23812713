import type { Fault } from '#kernel/fault.ts'
import type { InvoiceId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { DocumentRead } from './2-extraction/read-document.ts'
import type { Outcome } from './core/outcome.ts'
import { type DecideParts, decideInvoice } from './decide-invoice.ts'
import type { TokenContext } from './gather-facts.ts'
import type { HashWaiter, WaitingInvoice, WaitingPort } from './ports.ts'
import { chainUnknown } from './token-unknown.ts'

const hashWaitMsMax = 2_000

export type RedecideParts = DecideParts & {
  readonly waiting: WaitingPort
  readonly hashes: HashWaiter
  readonly token: () => TokenContext | null
  readonly read: (text: string) => Promise<Result<DocumentRead, Fault>>
}

export type Redecided =
  | { readonly kind: 'decided'; readonly outcome: Outcome }
  | { readonly kind: 'not_found' }
  /** Paid, rejected or refused: decided for good. */
  | { readonly kind: 'not_waiting'; readonly status: string }

/**
 * Decides a waiting invoice again on fresh facts: after its vendor was verified, after the policy changed, or once a
 * slow reader has read it. The pending approval it had is voided in the same transaction.
 * @param parts ports   @param invoiceId which   @returns the new outcome, or why there is nothing to decide
 * Errors: Fault when database, token or reader is not there; nothing changed then.
 */
export async function redecideInvoice(
  parts: RedecideParts,
  invoiceId: InvoiceId,
): Promise<Result<Redecided, Fault>> {
  const token = parts.token()
  if (token === null) return err(chainUnknown())
  const found = await parts.waiting.load(invoiceId)
  if (!found.ok) return found
  if (found.value === null) return ok({ kind: 'not_found' })
  const invoice = found.value
  if (invoice.status !== 'awaiting_approval' && invoice.status !== 'processing') {
    return ok({ kind: 'not_waiting', status: invoice.status })
  }
  const read = await readingOf(parts, invoice)
  if (!read.ok) return read
  const decided = await decideInvoice(parts, {
    ...read.value,
    token,
    submission: { rawText: invoice.text, submittedBy: invoice.submittedBy, channel: invoice.channel },
    textHash: null,
    existing: { invoiceId },
  })
  if (!decided.ok) return decided
  if (decided.value.kind === 'told') return settleTold(parts, invoiceId, decided.value.outcome)
  if (decided.value.kind === 'replay') return ok({ kind: 'not_waiting', status: invoice.status })
  const draft = decided.value.draft
  const hash = await parts.hashes.waitForHash(draft.transaction_id, hashWaitMsMax)
  const outcome: Outcome =
    hash === null
      ? { kind: 'queued', invoice_id: draft.invoice_id, transaction_id: draft.transaction_id }
      : { ...draft, tx_hash: hash }
  return ok({ kind: 'decided', outcome })
}

/** What was read is kept; only an invoice that was never read is read now. */
async function readingOf(
  parts: RedecideParts,
  invoice: WaitingInvoice,
): Promise<Result<DocumentRead, Fault>> {
  if (invoice.reading === null) return parts.read(invoice.text)
  return ok({ reading: invoice.reading, secondReader: invoice.secondReader })
}

/** An invoice that turned out unreadable or a duplicate leaves the queue with its reason. */
async function settleTold(
  parts: RedecideParts,
  invoiceId: InvoiceId,
  outcome: Outcome,
): Promise<Result<Redecided, Fault>> {
  if (outcome.kind === 'unreadable' || (outcome.kind === 'refused' && outcome.code === 'DUPLICATE_INVOICE')) {
    const status = outcome.kind === 'unreadable' ? 'unreadable' : 'refused'
    const text = outcome.kind === 'unreadable' ? `not read: ${outcome.missing.join(', ')}` : outcome.text
    const closed = await parts.waiting.close(invoiceId, status, text, parts.clock.now())
    if (!closed.ok) return closed
  }
  return ok({ kind: 'decided', outcome })
}
