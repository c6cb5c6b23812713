import type { LimitOutcome } from '#flow/3-decision/set-limit.ts'
import type { CastVote } from '#flow/approve-invoice.ts'
import type { ProcessInvoice } from '#flow/process-invoice.ts'
import type { Redecided } from '#flow/redecide-invoice.ts'
import type { VoteOutcome } from '#flow/vote-outcome.ts'
import type { Fault } from '#kernel/fault.ts'
import type { InvoiceId, VendorId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import type { Vendor } from '#vendors/core/vendor.ts'
import type { Actor, VendorStore } from '#vendors/ports.ts'
import type { VendorInput, VendorRefusal } from '#vendors/write-vendor.ts'
import type { LedgerViews, ViewsPort } from '#views/ports.ts'
import type { LiveFeed } from './ports.ts'
import type { PresentContext } from './present/present-payment.ts'

type Vendors = {
  readonly store: VendorStore
  readonly create: (
    input: VendorInput & { readonly name: string },
    by: Actor,
  ) => Promise<Result<Result<VendorId, VendorRefusal>, Fault>>
  readonly update: (
    id: VendorId,
    input: VendorInput,
    by: Actor,
  ) => Promise<Result<Result<Vendor, VendorRefusal>, Fault>>
  readonly confirm: (
    id: VendorId,
    by: Actor,
  ) => Promise<Result<Result<{ readonly selfVerified: boolean }, VendorRefusal>, Fault>>
}

/** The treasury's wallet as the chain has it. Amounts in minor units and wei. */
export type WalletFacts = {
  readonly address: string
  readonly chainId: number
  readonly tokenAddress: string
  readonly balance: bigint
  readonly gasWei: bigint
  readonly blockNumber: bigint
}

/** How this installation runs, for the web app's first look. */
export type Mode = {
  readonly chain: 'local' | 'configured'
  readonly chain_id: number
  readonly database: 'embedded' | 'configured'
  readonly llm: boolean
  readonly sample_data: boolean
}

/** The money side as routes see it: use cases with their ports bound. */
export type TreasuryDeps = {
  readonly processInvoice: ProcessInvoice
  readonly redecide: (id: InvoiceId) => Promise<Result<Redecided, Fault>>
  readonly vote: (vote: CastVote) => Promise<Result<VoteOutcome, Fault>>
  readonly setLimit: (wanted: {
    readonly text: string
    readonly by: Actor
  }) => Promise<Result<LimitOutcome, Fault>>
  readonly vendors: Vendors
  readonly views: ViewsPort
  readonly ledger: LedgerViews
  readonly wallet: () => Promise<Result<WalletFacts, Fault>>
  /** Null switches paying on again. */
  readonly switchPaying: (pausedReason: string | null, by: Actor) => Promise<Result<null, Fault>>
  /** Null until the chain has told its token once. */
  readonly context: () => PresentContext | null
  readonly coolingOffMs: () => Promise<Result<number, Fault>>
  readonly mode: Mode
  readonly feed: LiveFeed
}
