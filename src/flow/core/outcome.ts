import type { RefusalCode } from '../3-decision/core/decision.ts'

/**
 * What became of one submitted document: plain data, amounts as decimal strings, no HTTP number.
 * The first telling is stored, so that the same text gets the same answer again.
 */
export type Outcome =
  | {
      readonly kind: 'approved'
      readonly invoice_id: string
      readonly transaction_id: string
      readonly tx_hash: string
      readonly vendor: string
      readonly amount: string
      readonly currency: string
      readonly balance: string
      /** Null: infinite. One decimal, as text. */
      readonly runway_months: string | null
      readonly reasons: readonly string[]
    }
  | { readonly kind: 'queued'; readonly invoice_id: string; readonly transaction_id: string }
  | { readonly kind: 'processing'; readonly invoice_id: string }
  | {
      readonly kind: 'paused'
      readonly invoice_id: string
      readonly approval_id: string
      readonly vendor: string
      readonly amount: string
      readonly currency: string
      readonly reason: string
      readonly reasons: readonly string[]
    }
  | {
      readonly kind: 'refused'
      readonly code: RefusalCode
      readonly invoice_id: string | null
      readonly text: string
      readonly details: { readonly [name: string]: string }
    }
  | {
      readonly kind: 'unreadable'
      readonly missing: readonly string[]
      readonly found: { readonly [name: string]: string }
    }
  | { readonly kind: 'invalid'; readonly code: string; readonly text: string }

/** An approved outcome whose transaction is not signed yet. */
export type ApprovedDraft = Omit<Extract<Outcome, { kind: 'approved' }>, 'tx_hash'>

/** An outcome and whether it was told before. */
export type Told = { readonly outcome: Outcome; readonly replayed: boolean }
