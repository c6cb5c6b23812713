import { decodeErrorResult, numberToHex } from 'viem'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import {
  type Batch,
  type BatchPayment,
  type Candidate,
  pagePayments,
} from '#flow/5-payment/core/plan-batch.ts'
import type { Fault } from '#kernel/fault.ts'
import { sum } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { batchPayerAbi, payData } from './batch-payer.ts'
import { chainUnavailable } from './chain-fault.ts'
import { batchCallsMax, type JsonRpc, type RpcAnswer, type RpcCall, resultOf } from './json-rpc.ts'
import { readRefusal, revertData } from './token.ts'
import { type Hex, quantitySchema, readResult } from './wire.ts'

/** Who would send, and the batch contract it would call. */
export type BatchCaller = { readonly owner: Address; readonly payer: Address }

/** A whole batch tried out: the gas it needs, or why it reverts and at which payment, when the contract tells. */
export type BatchVerdict =
  | { readonly kind: 'passes'; readonly gas: bigint }
  | { readonly kind: 'refused'; readonly why: string; readonly index: number | null }

/** No transaction may use more, on any chain since EIP-7825 (2^24). */
const transactionGasMax = 16_777_216n

/**
 * Tries each payment out alone, through the batch contract, as a batch of one. Sees what the payment meets on its way:
 * allowance, blacklist, a serial that is taken. It does not see the payments beside it; dryRunBatch does.
 * @param rpc the node   @param caller sender and contract   @param payments each of them
 * @returns candidates for planBatch, same order. Errors: Fault CHAIN_UNAVAILABLE when a verdict is missing: silence is
 * never a verdict. Source: ADR-0019.
 */
export async function dryRunEach<P extends BatchPayment>(
  rpc: JsonRpc,
  caller: BatchCaller,
  payments: readonly P[],
): Promise<Result<readonly Candidate<P>[], Fault>> {
  const candidates: Candidate<P>[] = []
  for (let start = 0; start < payments.length; start += batchCallsMax) {
    const part = payments.slice(start, start + batchCallsMax)
    const alone = part.map((payment) => ({ page: payment.serial / pagePayments, payments: [payment] }))
    const said = await rpc.batch(alone.map((batch) => dryCall(caller, batch)))
    if (!said.ok) return said
    for (const [index, payment] of part.entries()) {
      const verdict = verdictOf(said.value[index], alone[index]?.payments ?? [])
      if (verdict === null) return err(chainUnavailable('eth_call of a batch payment: no verdict'))
      candidates.push({ payment, refusal: verdict.kind === 'refused' ? verdict.why : null })
    }
  }
  return ok(candidates)
}

/**
 * Tries the whole batch out and measures it.
 * @param rpc the node   @param caller sender and contract   @param batch from planBatch
 * @returns gas the node estimates, or the refusal with the index of the offending payment
 * Errors: Fault CHAIN_UNAVAILABLE when there is no verdict. Source: ADR-0019.
 */
export async function dryRunBatch(
  rpc: JsonRpc,
  caller: BatchCaller,
  batch: Batch,
): Promise<Result<BatchVerdict, Fault>> {
  const estimate: RpcCall = { method: 'eth_estimateGas', params: [transactionOf(caller, batch)] }
  const said = await rpc.batch([dryCall(caller, batch), estimate])
  if (!said.ok) return said
  const [called, estimated] = said.value
  const verdict = verdictOf(called, batch.payments)
  if (verdict === null) return err(chainUnavailable('eth_call of a batch: no verdict'))
  if (verdict.kind === 'refused') return ok(verdict)
  const result = resultOf(estimate.method, estimated)
  if (!result.ok) return result
  const gas = readResult(estimate.method, quantitySchema, result.value)
  return gas.ok ? ok({ kind: 'passes', gas: gas.value }) : gas
}

/**
 * The gas limit to sign: a fifth above the estimate, because the state may change until the batch is mined.
 * @param gas from dryRunBatch   @returns limit, or null when no block would take it: plan a smaller batch. Errors: none.
 */
export function batchGasLimit(gas: bigint): bigint | null {
  const limit = (gas * 6n) / 5n
  return limit <= transactionGasMax ? limit : null
}

function transactionOf({ owner, payer }: BatchCaller, batch: Batch) {
  return { from: owner, to: payer, data: payData(batch) }
}

type Refusal = { readonly kind: 'refused'; readonly why: string; readonly index: number | null }

function dryCall(caller: BatchCaller, batch: Batch): RpcCall {
  return { method: 'eth_call', params: [transactionOf(caller, batch), 'latest'] }
}

/** Null when the answer is not about the contract at all. An address without code answers nothing: no verdict. */
function verdictOf(
  answer: RpcAnswer | undefined,
  payments: readonly BatchPayment[],
): Refusal | { readonly kind: 'passes' } | null {
  if (answer === undefined) return null
  if (answer.kind === 'result') {
    const total = sum(...payments.map(({ amount }) => amount))
    return answer.result === numberToHex(total, { size: 32 }) ? { kind: 'passes' } : null
  }
  const own = ownRefusal(revertData(answer.data), payments)
  if (own !== null) return { kind: 'refused', ...own }
  const told = readRefusal(answer)
  return told.kind === 'verdict' && told.why !== null ? { kind: 'refused', why: told.why, index: null } : null
}

/** What the batch contract itself says; null when the words are somebody else's. */
function ownRefusal(data: Hex | null, payments: readonly BatchPayment[]): Omit<Refusal, 'kind'> | null {
  if (data === null) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi: batchPayerAbi, data })
    switch (errorName) {
      case 'TransferFailed':
        return { why: tokenWords(args[1]), index: indexOf(args[0]) }
      case 'BadPayment':
        return { why: 'no recipient or no amount', index: indexOf(args[0]) }
      case 'AlreadyPaid':
        return { why: 'the serial is taken on the chain', index: firstIn(args[0], payments) }
      default:
        return { why: `the batch contract refused: ${errorName}`, index: null }
    }
  } catch {
    return null
  }
}

/** A word is what the token returned; anything else is what it reverted with. */
function tokenWords(reason: Hex): string {
  if (reason === '0x') return 'the token refused without a word'
  const said: RpcAnswer =
    reason.length === 66
      ? { kind: 'result', result: reason }
      : { kind: 'error', code: 3, message: 'the token refused', data: reason }
  const told = readRefusal(said)
  return told.kind === 'verdict' && told.why !== null ? told.why : 'the token refused'
}

function firstIn(bits: bigint, payments: readonly BatchPayment[]): number | null {
  const index = payments.findIndex(({ serial }) => (bits >> (serial % pagePayments)) % 2n === 1n)
  return index < 0 ? null : index
}

/** The contract counts at most 256. */
function indexOf(count: bigint): number | null {
  return count < pagePayments ? Number(count) : null
}
