import type { Outcome } from '#flow/core/outcome.ts'
import type { ProblemCode } from '../problem-codes.ts'
import { exactNumber } from '../raw-json.ts'

/** What goes on the wire for an outcome that is an answer; refusals become problems instead. */
export type Presented =
  | {
      readonly kind: 'answer'
      readonly status: 200 | 202
      readonly body: { readonly [key: string]: unknown }
    }
  | {
      readonly kind: 'problem'
      readonly code: ProblemCode
      readonly text: string
      readonly details: { readonly [key: string]: unknown }
    }

/**
 * An outcome in the shapes of CONTRACT.md's process-invoice table.
 * @param outcome amounts as decimal strings   @returns status and body, or the problem to tell
 * Errors: none (total).
 */
export function presentOutcome(outcome: Outcome): Presented {
  switch (outcome.kind) {
    case 'approved': {
      const { kind: _, amount, balance, runway_months, ...rest } = outcome
      const body = {
        status: 'APPROVED',
        ...rest,
        amount: exactNumber(amount),
        balance: exactNumber(balance),
        runway_months: runway_months === null ? null : exactNumber(runway_months),
      }
      return { kind: 'answer', status: 200, body }
    }
    case 'queued': {
      const { kind: _, ...rest } = outcome
      return { kind: 'answer', status: 202, body: { status: 'QUEUED', ...rest, tx_hash: null } }
    }
    case 'processing':
      return {
        kind: 'answer',
        status: 202,
        body: { status: 'PROCESSING', invoice_id: outcome.invoice_id, transaction_id: null, tx_hash: null },
      }
    case 'paused': {
      const { kind: _, amount, ...rest } = outcome
      return {
        kind: 'answer',
        status: 202,
        body: { status: 'PAUSED_FOR_APPROVAL', ...rest, amount: exactNumber(amount) },
      }
    }
    case 'refused':
      return {
        kind: 'problem',
        code: outcome.code,
        text: outcome.text,
        details: outcome.details,
      }
    case 'unreadable':
      return {
        kind: 'problem',
        code: 'UNREADABLE_INVOICE',
        text: `This could not be read from the text: ${outcome.missing.join(', ')}.`,
        details: { missing: outcome.missing, found: outcome.found },
      }
    case 'invalid':
      return {
        kind: 'problem',
        code: outcome.code === 'too_large' ? 'PAYLOAD_TOO_LARGE' : 'VALIDATION_ERROR',
        text: outcome.text,
        details: { reason: outcome.code },
      }
  }
}
