import type { Json } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import type { IdSource, VendorId } from '#kernel/ids.ts'
import { formatMinor, minor, sum, type TokenAmount } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import { type Clock, type Instant, isoOf } from '#kernel/time.ts'
import { monthOf } from '#treasury/core/months.ts'
import type { Address, TransferLog } from './5-payment/core/chain-facts.ts'
import type { ChainPort } from './5-payment/ports.ts'
import { expenseOf, payableTo } from './6-ledger/core/accounts.ts'
import { funding, pastPayment, type TokenPosting } from './6-ledger/core/postings.ts'
import type { BooksPort } from './6-ledger/ports.ts'

/** A vendor whose past payments stand on the local chain. */
export type KnownPayee = {
  readonly id: VendorId
  readonly name: string
  readonly wallet: Address
  readonly category: string | null
}

type Parts = {
  readonly chain: ChainPort
  readonly books: BooksPort
  readonly clock: Clock
  readonly ids: IdSource
}

/** Blocks per question; the local chain's history is far smaller. */
const pastTransfersMax = 10_000

/**
 * Opens the books at first contact with the chain: what the treasury holds is funding. On the local chain the sample
 * history is booked transfer by transfer, exactly as it stands on the chain. Does nothing when they are open.
 * @param parts ports   @param of token, treasury, payees of the sample history (empty elsewhere)
 * @returns whether they were opened now
 * Errors: Fault when chain or database are away. Source: POLICY.md, Ledger.
 */
export async function openBooks(
  parts: Parts,
  of: {
    readonly asset: string
    readonly decimals: number
    readonly treasury: Address
    readonly payees: readonly KnownPayee[]
  },
): Promise<Result<boolean, Fault>> {
  const open = await parts.books.areOpen(of.asset)
  if (!open.ok || open.value) return open.ok ? ok(false) : open
  const balance = await parts.chain.balances(of.treasury)
  if (!balance.ok) return balance
  const past = of.payees.length === 0 ? ok([]) : await pastOf(parts, of, balance.value.blockNumber)
  if (!past.ok) return past
  const spent = sum(...past.value.map((payment) => payment.log.amount))
  const opening = sum(balance.value.token, spent)
  const at = parts.clock.now()
  const first = past.value[0]?.at ?? at
  return parts.books.open({
    asset: of.asset,
    posted: balance.value.token,
    bookedBlock: balance.value.blockNumber,
    postings: [
      // An empty treasury has nothing to book.
      ...(opening > 0n ? [{ posting: openingPosting(parts, of.asset, opening), at: first }] : []),
      ...past.value.flatMap(({ log, payee, at: paidAt }) =>
        pastPayment({
          ids: [parts.ids.next<'posting'>(), parts.ids.next<'posting'>()],
          asset: of.asset,
          amount: log.amount,
          payable: payableTo(payee.id),
          expense: expenseOf(payee.category),
          txHash: log.transactionHash,
          memo: payee.name,
        }).map((posting) => ({ posting, at: paidAt })),
      ),
    ],
    months: monthsOf(past.value),
    told: past.value.map((payment) => toldOf(payment, of)),
  })
}

function openingPosting(parts: Parts, asset: string, amount: TokenAmount): TokenPosting {
  return funding({
    postingId: parts.ids.next<'posting'>(),
    asset,
    amount,
    txHash: null,
    memo: 'opening balance',
  })
}

type PastPayment = { readonly log: TransferLog; readonly payee: KnownPayee; readonly at: Instant }

async function pastOf(
  parts: Parts,
  of: { readonly treasury: Address; readonly payees: readonly KnownPayee[] },
  head: bigint,
): Promise<Result<readonly PastPayment[], Fault>> {
  const logs = await parts.chain.transfers({ from: of.treasury, fromBlock: 0n, toBlock: head })
  if (!logs.ok) return logs
  const payments: PastPayment[] = []
  for (const log of logs.value.slice(0, pastTransfersMax)) {
    const payee = of.payees.find((known) => known.wallet.toLowerCase() === log.to.toLowerCase())
    const time = await parts.chain.blockTime(log.blockNumber)
    if (!time.ok) return time
    if (payee !== undefined && time.value !== null) payments.push({ log, payee, at: time.value })
  }
  return ok(payments)
}

function monthsOf(
  past: readonly PastPayment[],
): readonly { readonly month: string; readonly out: TokenAmount }[] {
  const months = new Map<string, TokenAmount>()
  for (const { log, at } of past) {
    const month = monthOf(at)
    months.set(month, sum(months.get(month) ?? minor('MNEE', 0n), log.amount))
  }
  return [...months].map(([month, out]) => ({ month, out }))
}

function toldOf(
  { log, payee, at }: PastPayment,
  of: { readonly asset: string; readonly decimals: number },
): Json {
  return {
    topic: 'payment.final',
    subject_id: log.transactionHash,
    at: isoOf(at),
    payload: {
      vendor: payee.name,
      amount: formatMinor(log.amount, of.decimals),
      currency: of.asset,
      status: 'final',
      tx_hash: log.transactionHash,
      reason: 'Sample history.',
    },
  }
}
