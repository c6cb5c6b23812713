import type { PaymentId, PostingId, VendorId } from '#kernel/ids.ts'
import { invariant } from '#kernel/invariant.ts'
import { type Minor, minor, type TokenAmount } from '#kernel/money.ts'
import { type Account, expenseOf, payableTo } from './accounts.ts'

/** The asset name of the chain's own coin; every other asset is the token's symbol as the chain tells it. */
export const gasAsset = 'GAS'

/**
 * One line of the book: money moves from one account to another, the sign is in the direction. A hold only
 * reserves; it is resolved once, by a post that moves the money or by a void that gives it free.
 */
export type PostingOf<C extends string> = {
  readonly postingId: PostingId
  readonly kind: 'hold' | 'post' | 'void' | 'direct'
  /** The hold that a post or void resolves, else null. */
  readonly holdId: PostingId | null
  readonly from: Account
  readonly to: Account
  /** The token's symbol, or GAS. */
  readonly asset: string
  /** Minor units, above zero. */
  readonly amount: Minor<C>
  readonly paymentId: PaymentId | null
  readonly txHash: string | null
  readonly memo: string
}

export type TokenPosting = PostingOf<'MNEE'>
export type Posting = TokenPosting | PostingOf<'wei'>

/**
 * Reserves money for one payment: treasury → payable:vendor.
 * @param hold amount in minor units > 0, asset = the token's symbol   @returns the hold
 * Errors: InvariantError on an amount that is not above zero. Source: POLICY.md "two-phase".
 */
export function holdFor(hold: {
  readonly postingId: PostingId
  readonly vendorId: VendorId
  readonly asset: string
  readonly amount: TokenAmount
  readonly paymentId: PaymentId
  readonly memo: string
}): TokenPosting {
  return posting({
    postingId: hold.postingId,
    kind: 'hold',
    holdId: null,
    from: 'treasury',
    to: payableTo(hold.vendorId),
    asset: hold.asset,
    amount: hold.amount,
    paymentId: hold.paymentId,
    txHash: null,
    memo: hold.memo,
  })
}

/**
 * Books a final payment: the hold is posted, and what was owed becomes a cost.
 * @param of the hold, ids for the two postings, the transaction, the category   @returns post, then direct
 * Errors: InvariantError when `hold` is not a hold. Source: POLICY.md "Ledger".
 */
export function settle(of: {
  readonly hold: TokenPosting
  readonly postId: PostingId
  readonly expenseId: PostingId
  readonly category: string | null
  readonly txHash: string
}): readonly [TokenPosting, TokenPosting] {
  const { hold, txHash } = of
  invariant(hold.kind === 'hold', 'only a hold is settled')
  const posted = posting({ ...hold, postingId: of.postId, kind: 'post', holdId: hold.postingId, txHash })
  const expense = posting({
    ...hold,
    postingId: of.expenseId,
    kind: 'direct',
    holdId: null,
    from: hold.to,
    to: expenseOf(of.category),
    txHash,
  })
  return [posted, expense]
}

/**
 * Gives a reservation free, because its payment is proven not to happen.
 * @param of the hold, an id, why   @returns the void
 * Errors: InvariantError when `hold` is not a hold. Source: POLICY.md "two-phase".
 */
export function voidHold(of: {
  readonly hold: TokenPosting
  readonly postingId: PostingId
  readonly memo: string
}): TokenPosting {
  invariant(of.hold.kind === 'hold', 'only a hold is voided')
  return posting({
    ...of.hold,
    postingId: of.postingId,
    kind: 'void',
    holdId: of.hold.postingId,
    memo: of.memo,
  })
}

/**
 * Money put into the treasury by its owner: financing, not income.
 * @param of amount in minor units > 0, asset = the token's symbol   @returns equity:funding → treasury
 * Errors: InvariantError on an amount that is not above zero. Source: POLICY.md "Funding and owner transfers".
 */
export function funding(of: {
  readonly postingId: PostingId
  readonly asset: string
  readonly amount: TokenAmount
  readonly txHash: string | null
  readonly memo: string
}): TokenPosting {
  return posting({
    ...of,
    kind: 'direct',
    holdId: null,
    from: 'equity:funding',
    to: 'treasury',
    paymentId: null,
  })
}

/**
 * The chain's fee for one transaction, in the chain's own coin.
 * @param of wei > 0   @returns treasury:gas → fees:gas
 * Errors: InvariantError on a fee that is not above zero. Source: POLICY.md "Ledger".
 */
export function gasFee(of: {
  readonly postingId: PostingId
  readonly wei: bigint
  readonly paymentId: PaymentId | null
  readonly txHash: string
  readonly memo: string
}): PostingOf<'wei'> {
  return posting({
    postingId: of.postingId,
    kind: 'direct',
    holdId: null,
    from: 'treasury:gas',
    to: 'fees:gas',
    asset: gasAsset,
    amount: minor('wei', of.wei),
    paymentId: of.paymentId,
    txHash: of.txHash,
    memo: of.memo,
  })
}

function posting<C extends string>(parts: PostingOf<C>): PostingOf<C> {
  invariant(parts.amount > 0n, 'a posting moves more than nothing')
  invariant(parts.from !== parts.to, 'a posting has two sides')
  return parts
}

/**
 * A payment that was made before the books began: paid and spent at once, without a hold.
 * @param of two posting ids; amount minor units > 0; accounts; hash of its transaction
 * @returns treasury → payable, payable → expense
 * Errors: InvariantError for an amount that is not above zero. Source: POLICY.md, Ledger "real back-dated transfers".
 */
export function pastPayment(of: {
  readonly ids: readonly [PostingId, PostingId]
  readonly asset: string
  readonly amount: TokenAmount
  readonly payable: Account
  readonly expense: Account
  readonly txHash: string
  readonly memo: string
}): readonly [TokenPosting, TokenPosting] {
  const shared = {
    kind: 'direct',
    holdId: null,
    asset: of.asset,
    amount: of.amount,
    paymentId: null,
    txHash: of.txHash,
    memo: of.memo,
  } as const
  return [
    posting({ ...shared, postingId: of.ids[0], from: 'treasury', to: of.payable }),
    posting({ ...shared, postingId: of.ids[1], from: of.payable, to: of.expense }),
  ]
}
