import { err, ok, type Result } from '#kernel/result.ts'
import type { Account } from './accounts.ts'
import type { Posting } from './postings.ts'

/** Minor units of one asset on one account. Available = posted − held. */
export type Balance = { readonly posted: bigint; readonly held: bigint }

/** The book after some postings: per asset, per account. */
export type Book = {
  readonly balances: ReadonlyMap<string, ReadonlyMap<Account, Balance>>
  /** Holds that are neither posted nor voided. */
  readonly open: ReadonlyMap<string, Posting>
}

export type BookError =
  | {
      readonly code: 'posting_twice' | 'hold_unknown' | 'hold_resolved' | 'hold_differs'
      readonly postingId: string
    }
  | { readonly code: 'overdrawn'; readonly postingId: string; readonly account: Account }

/**
 * Folds postings into balances, checking invariant I11 at every step.
 * @param postings in the order they were written   @returns posted and held per asset and account, and open holds
 * Errors: BookError for the first posting that breaks a rule. Source: PAYMENTS.md I11, POLICY.md "Ledger".
 */
export function balances(postings: readonly Posting[]): Result<Book, BookError> {
  const table = new Map<string, Map<Account, Balance>>()
  const seen = new Set<string>()
  const holds = new Map<string, Posting>()
  const open = new Map<string, Posting>()
  for (const posting of postings) {
    if (seen.has(posting.postingId)) return err({ code: 'posting_twice', postingId: posting.postingId })
    seen.add(posting.postingId)
    const accounts = table.get(posting.asset) ?? new Map<Account, Balance>()
    table.set(posting.asset, accounts)
    const problem = resolveHold(posting, holds, open)
    if (problem !== null) return err(problem)
    change(accounts, posting)
    if (isOverdrawn(posting.from, accounts)) {
      return err({ code: 'overdrawn', postingId: posting.postingId, account: posting.from })
    }
  }
  return ok({ balances: table, open })
}

/** Reads one account, zero where nothing was ever posted. Errors: none. */
export function balanceOf(book: Book, asset: string, account: Account): Balance {
  return book.balances.get(asset)?.get(account) ?? nothing
}

const nothing: Balance = { posted: 0n, held: 0n }

/** Opens a hold or closes the one a post or void names; only what was held may be resolved, once, unchanged. */
function resolveHold(
  posting: Posting,
  holds: Map<string, Posting>,
  open: Map<string, Posting>,
): BookError | null {
  const { postingId, holdId } = posting
  if (posting.kind === 'hold') {
    holds.set(postingId, posting)
    open.set(postingId, posting)
    return null
  }
  if (posting.kind === 'direct') return null
  const hold = holdId === null ? undefined : holds.get(holdId)
  if (hold === undefined || holdId === null) return { code: 'hold_unknown', postingId }
  if (!open.has(holdId)) return { code: 'hold_resolved', postingId }
  const same =
    hold.from === posting.from &&
    hold.to === posting.to &&
    hold.asset === posting.asset &&
    BigInt(hold.amount) === BigInt(posting.amount)
  if (!same) return { code: 'hold_differs', postingId }
  open.delete(holdId)
  return null
}

function change(accounts: Map<Account, Balance>, posting: Posting): void {
  const amount = BigInt(posting.amount)
  const from = accounts.get(posting.from) ?? nothing
  const held = posting.kind === 'hold' ? amount : posting.kind === 'direct' ? 0n : -amount
  const moved = posting.kind === 'post' || posting.kind === 'direct' ? amount : 0n
  accounts.set(posting.from, { posted: from.posted - moved, held: from.held + held })
  const to = accounts.get(posting.to) ?? nothing
  accounts.set(posting.to, { posted: to.posted + moved, held: to.held })
}

/** Only the treasury must be covered: debts and funding run below zero by nature, gas was there before the book. */
function isOverdrawn(account: Account, accounts: ReadonlyMap<Account, Balance>): boolean {
  const { posted, held } = accounts.get(account) ?? nothing
  return account === 'treasury' && posted - held < 0n
}
