import type { Json } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import type { TokenAmount } from '#kernel/money.ts'
import type { Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import type { TokenPosting } from './core/postings.ts'

/** The books as they begin. Amounts in minor units. */
export type Opening = {
  readonly asset: string
  /** What the treasury holds at `bookedBlock`. */
  readonly posted: TokenAmount
  readonly bookedBlock: bigint
  readonly postings: readonly { readonly posting: TokenPosting; readonly at: Instant }[]
  readonly months: readonly { readonly month: string; readonly out: TokenAmount }[]
  readonly told: readonly Json[]
}

/** Money that came in, to be booked as funding. */
export type Incoming = { readonly posting: TokenPosting; readonly at: Instant; readonly told: Json }

/** The treasury's side of the books. */
export type BooksPort = {
  readonly areOpen: (asset: string) => Promise<Result<boolean, Fault>>
  /** False when another process opened them first. */
  readonly open: (opening: Opening) => Promise<Result<boolean, Fault>>
  readonly bookedBlock: (asset: string) => Promise<Result<bigint | null, Fault>>
  /**
   * Books what came in up to a block: all of it or none. False when the block was not `from` any more: another
   * process booked it.
   */
  readonly bookIncoming: (
    step: { readonly asset: string; readonly from: bigint; readonly to: bigint },
    incoming: readonly Incoming[],
  ) => Promise<Result<boolean, Fault>>
}
