import { err, ok, type Result } from '#kernel/result.ts'
import { type Address, isSameAddress, type TransferLog } from './chain-facts.ts'
import type { Batch, BatchPayment } from './plan-batch.ts'

/** One payment of a mined batch with the log that proves it. */
export type Matched<P extends BatchPayment> = { readonly payment: P; readonly transfer: TransferLog }

/** `index` of the first payment whose log is missing or different; the number of payments when there are more logs. */
export type Mismatch = { readonly index: number }

/**
 * Finds the Transfer log of each payment of a batch. The contract pays in the order of the batch, so the k-th log is the
 * k-th payment, also when two payments have the same recipient and amount.
 * @param batch as signed   @param mined the token's Transfer logs of the one transaction, any order, and the treasury
 * @returns one log for each payment, same order
 * Errors: Mismatch when a log is missing, different or too many: then nothing is proven and a person looks (I5, I12).
 * Source: ADR-0019.
 */
export function matchBatch<P extends BatchPayment>(
  batch: Batch<P>,
  mined: { readonly transfers: readonly TransferLog[]; readonly treasury: Address },
): Result<readonly Matched<P>[], Mismatch> {
  const out = mined.transfers
    .filter((transfer) => isSameAddress(transfer.from, mined.treasury))
    .toSorted((a, b) => a.logIndex - b.logIndex)
  const matched: Matched<P>[] = []
  for (const [index, payment] of batch.payments.entries()) {
    const transfer = out[index]
    if (
      transfer === undefined ||
      !isSameAddress(transfer.to, payment.to) ||
      transfer.amount !== payment.amount
    )
      return err({ index })
    matched.push({ payment, transfer })
  }
  return out.length === matched.length ? ok(matched) : err({ index: matched.length })
}
