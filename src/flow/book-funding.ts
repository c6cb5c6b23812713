import type { Fault } from '#kernel/fault.ts'
import type { IdSource } from '#kernel/ids.ts'
import { formatMinor } from '#kernel/money.ts'
import { ok, type Result } from '#kernel/result.ts'
import { type Clock, isoOf } from '#kernel/time.ts'
import type { Address } from './5-payment/core/chain-facts.ts'
import type { ChainPort } from './5-payment/ports.ts'
import { funding } from './6-ledger/core/postings.ts'
import type { BooksPort } from './6-ledger/ports.ts'

/** Blocks asked about at once: what public endpoints answer in one question. */
const blocksMax = 2_000n

/**
 * Books transfers into the treasury as funding once they are as deep as a final payment. A top-up is financing: it
 * never counts as income and never makes the runway infinite.
 * @param parts ports   @param of token, treasury, depth   @returns how many transfers were booked
 * Errors: Fault when chain or database are away; nothing was booked then. Source: POLICY.md, gross / net burn.
 */
export async function bookFunding(
  parts: {
    readonly chain: ChainPort
    readonly books: BooksPort
    readonly ids: IdSource
    readonly clock: Clock
  },
  of: {
    readonly asset: string
    readonly decimals: number
    readonly treasury: Address
    readonly confirmations: bigint
  },
): Promise<Result<number, Fault>> {
  const booked = await parts.books.bookedBlock(of.asset)
  if (!booked.ok) return booked
  const head = await parts.chain.head()
  if (!head.ok) return head
  const deepest = head.value.number - of.confirmations + 1n
  if (booked.value === null || deepest <= booked.value) return ok(0)
  const to = deepest - booked.value > blocksMax ? booked.value + blocksMax : deepest
  const logs = await parts.chain.transfers({ to: of.treasury, fromBlock: booked.value + 1n, toBlock: to })
  if (!logs.ok) return logs
  const at = parts.clock.now()
  // A transfer to oneself moves nothing, one of zero says nothing.
  const incoming = logs.value
    .filter((log) => log.amount > 0n && log.from.toLowerCase() !== of.treasury.toLowerCase())
    .map((log) => ({
      posting: funding({
        postingId: parts.ids.next<'posting'>(),
        asset: of.asset,
        amount: log.amount,
        txHash: log.transactionHash,
        memo: `from ${log.from}`,
      }),
      at,
      told: {
        topic: 'treasury.funded',
        subject_id: log.transactionHash,
        at: isoOf(at),
        payload: {
          amount: formatMinor(log.amount, of.decimals),
          currency: of.asset,
          status: 'funded',
          tx_hash: log.transactionHash,
          reason: `Received from ${log.from}.`,
        },
      },
    }))
  const done = await parts.books.bookIncoming({ asset: of.asset, from: booked.value, to }, incoming)
  return done.ok ? ok(done.value ? incoming.length : 0) : done
}
