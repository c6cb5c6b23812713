import type { InvoiceId, VendorId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

/** One complete UTC month of cash movements in token minor units. */
export type MonthFlow = {
  /** First day, YYYY-MM-01. */
  readonly month: string
  readonly out: TokenAmount
  readonly income: TokenAmount
}

/** The register's entry the invoice was matched to. The payee comes only from here. */
export type VendorFacts = {
  readonly id: VendorId
  readonly name: string
  readonly status: 'unverified' | 'verified' | 'blocked'
  readonly wallet: string | null
  /** When the payee details were last set: the cooling-off counts from here. */
  readonly payeeSetAt: Instant
  /** A person has approved a payment to exactly this wallet that has not failed. */
  readonly payeeKnown: boolean
  readonly matchedBy: 'tax_id' | 'wallet' | 'name'
}

/** What was claimed by the document, as far as the rules need it. */
export type InvoiceFacts = {
  /** Token minor units when the claim could be converted 1:1, else null with the reason in `amountProblem`. */
  readonly amount: TokenAmount | null
  readonly amountProblem: 'too_precise' | 'other_currency' | 'not_positive' | 'no_currency' | null
  readonly amountText: string
  readonly currency: string | null
  readonly number: string | null
  readonly sellerName: string
  readonly documentType: string
  readonly issueDate: string | null
  readonly dueDate: string | null
  readonly wallet: string | null
  readonly ibans: readonly string[]
  readonly category: string | null
  /** Codes of flags the readers raised (see 2-extraction/core/invoice.ts ReadFlag). */
  readonly flags: readonly string[]
}

/** Token minor units. `held` is reserved for payments not settled yet; available = posted − held. */
export type TreasuryFacts = {
  readonly posted: TokenAmount
  readonly held: TokenAmount
  /** Complete months, oldest first, at most twelve. Empty: no history. */
  readonly months: readonly MonthFlow[]
  /** Automatic payments decided in the last 24 h, reservations included. */
  readonly autoSpent24h: TokenAmount
}

/** Everything `decide` may look at. Stored with the decision, so that it can be recomputed bit for bit. */
export type Facts = {
  readonly at: Instant
  readonly invoice: InvoiceFacts
  readonly vendor: VendorFacts | null
  /** Tax id, wallet and name point at different entries of the register. */
  readonly vendorConflict: boolean
  /** A live or paid invoice with the same vendor and normalised number. */
  readonly duplicateOf: InvoiceId | null
  readonly treasury: TreasuryFacts
  readonly token: { readonly symbol: string; readonly decimals: number; readonly peg: string }
  /** Reason when paying is switched off for everybody, else null. */
  readonly pausedReason: string | null
  readonly secondReader: 'not_configured' | 'agrees' | 'disagrees' | 'missing'
}

/** One version of the policy. Amounts in token minor units; months as tenths to stay in integers. */
export type PolicyVersion = {
  readonly version: number
  readonly approvalLimit: TokenAmount
  readonly dailyLimit: TokenAmount
  /** 20 means 2.0 months. */
  readonly criticalRunwayTenths: bigint
  readonly vendorCoolingOffMs: number
  readonly firstPaymentReview: boolean
}
