import type { Digest } from '#kernel/digest.ts'
import type { IdSource, InvoiceId } from '#kernel/ids.ts'
import type { Reading } from './2-extraction/core/invoice.ts'
import type { Decision } from './3-decision/core/decision.ts'
import type { Facts, PolicyVersion } from './3-decision/core/facts.ts'
import type { TokenContext } from './gather-facts.ts'

/** A read document that is to be decided, and who sent it. */
export type ToDecide = {
  readonly reading: Reading
  readonly secondReader: Facts['secondReader']
  readonly token: TokenContext
  readonly submission: {
    readonly rawText: string
    readonly submittedBy: string | null
    readonly channel: string
  }
  /** Null when no replay is wanted: the invoice exists and is decided again. */
  readonly textHash: string | null
  readonly existing: { readonly invoiceId: InvoiceId } | null
}

/** What makes hashes and ids for new rows. */
export type EntryParts = { readonly digest: Digest; readonly ids: IdSource }

/** A decision on its way into the database. */
export type EntryInput = ToDecide & {
  readonly facts: Facts
  readonly policy: PolicyVersion
  readonly decision: Decision
  /** The register's key once matched, else the key of the name as read. */
  readonly vendorKey: string
}
