import { pad } from 'viem'
import { z } from 'zod'
import { type Address, isSameAddress, type TransferLog } from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { chainUnavailable } from './chain-fault.ts'
import type { JsonRpc } from './json-rpc.ts'
import { readTransfer, transferTopic } from './token.ts'
import { logSchema, quantity, readResult } from './wire.ts'

/** Bounds of one question for logs. */
export type LogBounds = { readonly blocksPerCallMax: number; readonly callsMax: number }

/**
 * Public endpoints allow 1,000 to 10,000 blocks a call. 500 calls of 2,000 blocks are 1,000,000 blocks: 23 days of
 * 2 s blocks, more than any outage a treasury may have without a person looking.
 */
export const logBoundsDefault: LogBounds = { blocksPerCallMax: 2_000, callsMax: 500 }

type Span = { readonly from: bigint; readonly to: bigint }

/**
 * Transfer logs of the token in a span of blocks, oldest first. A span the node finds too large is halved.
 * @param rpc endpoint   @param question token, bounds, and the port's query
 * @returns logs. Errors: Fault CHAIN_UNAVAILABLE; not partly: all logs or none. Source: PAYMENTS loop 3.
 */
export async function readTransfers(
  rpc: JsonRpc,
  question: {
    readonly token: Address
    readonly bounds: LogBounds
    readonly query: Parameters<ChainPort['transfers']>[0]
  },
): Promise<Result<readonly TransferLog[], Fault>> {
  const { token, bounds, query } = question
  const topics = [transferTopic, query.from ? pad(query.from) : null, query.to ? pad(query.to) : null]
  const found: TransferLog[] = []
  const open: Span[] = [{ from: query.fromBlock, to: query.toBlock }]
  for (let calls = 0; open.length > 0; ) {
    const span = open.pop()
    if (span === undefined || span.from > span.to) continue
    const [now, later] = cut(span, BigInt(bounds.blocksPerCallMax))
    if (later !== null) open.push(later)
    if (calls >= bounds.callsMax)
      return err(chainUnavailable(`logs: more than ${bounds.callsMax} calls for one question`))
    calls += 1
    const filter = { address: token, topics, fromBlock: quantity(now.from), toBlock: quantity(now.to) }
    const answers = await rpc.batch([{ method: 'eth_getLogs', params: [filter] }])
    if (!answers.ok) return answers
    const [answer] = answers.value
    if (answer?.kind === 'error') {
      if (now.from === now.to)
        return err(
          chainUnavailable(`eth_getLogs: the node said ${answer.code} ${answer.message.slice(0, 200)}`),
        )
      const [low, high] = cut(now, (now.to - now.from + 1n) / 2n)
      if (high !== null) open.push(high)
      open.push(low)
      continue
    }
    const logs = readResult('eth_getLogs', z.array(logSchema), answer?.result)
    if (!logs.ok) return logs
    for (const log of logs.value) {
      const transfer = readTransfer(log, token)
      if (transfer !== null && matches(transfer, query)) found.push(transfer)
    }
  }
  return ok(found)
}

function cut(span: Span, length: bigint): readonly [Span, Span | null] {
  const last = span.from + length - 1n
  if (last >= span.to) return [span, null]
  return [
    { from: span.from, to: last },
    { from: last + 1n, to: span.to },
  ]
}

/** The node filters; whether it did is checked, because these logs prove payments. */
function matches(transfer: TransferLog, query: Parameters<ChainPort['transfers']>[0]): boolean {
  const inSpan = transfer.blockNumber >= query.fromBlock && transfer.blockNumber <= query.toBlock
  const same = (a: Address, b: Address | undefined) => b === undefined || isSameAddress(a, b)
  return inSpan && same(transfer.from, query.from) && same(transfer.to, query.to)
}
