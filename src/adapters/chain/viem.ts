import { getAddress, isAddress, isHex, keccak256 } from 'viem'
import type { z } from 'zod'
import type {
  Address,
  BroadcastAnswer,
  Hash,
  RawTransaction,
  Receipt,
} from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import { minor } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { instantOf } from '#kernel/time.ts'
import { chainMismatch, chainUnavailable } from './chain-fault.ts'
import { readIdentity } from './identity.ts'
import { batchCallsMax, type JsonRpc, openJsonRpc, resultOf } from './json-rpc.ts'
import { balanceOfData, readRefusal, readTransfer, transferData } from './token.ts'
import { type LogBounds, logBoundsDefault, readTransfers } from './transfers.ts'
import * as wire from './wire.ts'

/** How the chain is reached. `timeoutMs` bounds each HTTP exchange. */
export type ChainOptions = {
  readonly url: string
  readonly chainId: number
  readonly token: Address
  readonly timeoutMs?: number
  readonly logBounds?: LogBounds
}

// A healthy endpoint answers within a second; ten are what a slow public one needs for a log question.
const timeoutMsDefault = 10_000

/**
 * The chain behind a JSON-RPC endpoint. Makes no request by itself and never retries.
 * @param options url, expected chain id, token address (any case)
 * @returns the port. Errors: its calls answer with Fault CHAIN_UNAVAILABLE or CHAIN_MISMATCH. Source: PAYMENTS.md.
 */
export function openChain(options: ChainOptions): ChainPort {
  const rpc = openJsonRpc({ url: options.url, timeoutMs: options.timeoutMs ?? timeoutMsDefault })
  const token: Address | null = isAddress(options.token, { strict: false }) ? getAddress(options.token) : null
  const bounds = options.logBounds ?? logBoundsDefault
  const withToken = async <T>(
    use: (token: Address) => Promise<Result<T, Fault>>,
  ): Promise<Result<T, Fault>> =>
    token === null ? err(chainMismatch('the token address is not an address')) : use(token)
  return {
    identity: () => withToken((address) => readIdentity(rpc, { chainId: options.chainId, token: address })),
    head: () => readHead(rpc),
    blockHash: async (number) => {
      const block = await readBlock(rpc, number)
      return block.ok ? ok(block.value?.hash ?? null) : block
    },
    blockTime: async (number) => {
      const block = await readBlock(rpc, number)
      if (!block.ok || block.value === null) return block.ok ? ok(null) : block
      const time = instantOf(block.value.timestamp * 1_000)
      return time.ok ? ok(time.value) : err(chainUnavailable('the block time makes no sense'))
    },
    nonces: async (address) => {
      const count = (tag: string) => ({ schema: wire.countSchema, call: countCall(address, tag) })
      const both = await wire.askBoth(rpc, count('latest'), count('pending'))
      return both.ok ? ok({ latest: both.value[0], pending: both.value[1] }) : both
    },
    nonceAt: (address, block) => wire.ask(rpc, wire.countSchema, countCall(address, wire.quantity(block))),
    balances: (address) => withToken((of) => readBalances(rpc, of, address)),
    fees: () => readFees(rpc),
    broadcast: (raw) => broadcast(rpc, raw),
    receipts: (hashes) => withToken((of) => readReceipts(rpc, of, hashes)),
    transfers: (query) => withToken((of) => readTransfers(rpc, { token: of, bounds, query })),
    simulateTransfer: (transfer) =>
      withToken(async (to) => {
        const data = transferData(transfer.to, transfer.amount)
        const answers = await rpc.batch([
          { method: 'eth_call', params: [{ from: transfer.from, to, data }, 'latest'] },
        ])
        if (!answers.ok) return answers
        const [answer] = answers.value
        const refusal = answer === undefined ? null : readRefusal(answer)
        if (refusal?.kind === 'verdict') return ok(refusal.why)
        return err(
          chainUnavailable(`eth_call: no verdict${answer?.kind === 'error' ? `, ${answer.message}` : ''}`),
        )
      }),
  }
}

const countCall = (address: Address, block: string) => ({
  method: 'eth_getTransactionCount',
  params: [address, block],
})

async function readBlock(
  rpc: JsonRpc,
  number: bigint,
): Promise<Result<z.infer<typeof wire.blockSchema> | null, Fault>> {
  const call = { method: 'eth_getBlockByNumber', params: [wire.quantity(number), false] }
  const block = await wire.ask(rpc, wire.blockSchema.nullable(), call)
  if (!block.ok || block.value === null) return block
  if (block.value.number !== number)
    return err(chainUnavailable('eth_getBlockByNumber: another block came back'))
  return block
}

const readHead: (rpc: JsonRpc) => ReturnType<ChainPort['head']> = async (rpc) => {
  const block = await wire.ask(rpc, wire.blockSchema, {
    method: 'eth_getBlockByNumber',
    params: ['latest', false],
  })
  if (!block.ok) return block
  const { number, hash, baseFeePerGas } = block.value
  if (baseFeePerGas === undefined)
    return err(chainMismatch('it has no base fee: transactions of type 2 are needed'))
  const timestamp = instantOf(block.value.timestamp * 1_000)
  if (!timestamp.ok) return err(chainUnavailable('the block time makes no sense'))
  return ok({ number, hash, baseFeePerGas, timestamp: timestamp.value })
}

/** Both balances as of one block, so that a transfer between two requests cannot tear them apart. */
async function readBalances(
  rpc: JsonRpc,
  token: Address,
  address: Address,
): ReturnType<ChainPort['balances']> {
  const head = await wire.ask(rpc, wire.quantitySchema, { method: 'eth_blockNumber', params: [] })
  if (!head.ok) return head
  const at = wire.quantity(head.value)
  const both = await wire.askBoth(
    rpc,
    {
      schema: wire.hexSchema
        .refine((data) => data.length === 66, 'not one word')
        .transform((data) => BigInt(data)),
      call: { method: 'eth_call', params: [{ to: token, data: balanceOfData(address) }, at] },
    },
    { schema: wire.quantitySchema, call: { method: 'eth_getBalance', params: [address, at] } },
  )
  if (!both.ok) return both
  return ok({ token: minor('MNEE', both.value[0]), gasWei: both.value[1], blockNumber: head.value })
}

/** Twice the base fee plus the tip: enough for six full blocks in a row (each raises it by at most 12.5 %). */
async function readFees(rpc: JsonRpc): ReturnType<ChainPort['fees']> {
  const both = await wire.askBoth(
    rpc,
    { schema: wire.blockSchema, call: { method: 'eth_getBlockByNumber', params: ['latest', false] } },
    { schema: wire.quantitySchema, call: { method: 'eth_maxPriorityFeePerGas', params: [] } },
  )
  if (!both.ok) return both
  const [{ baseFeePerGas }, maxPriorityFeePerGas] = both.value
  if (baseFeePerGas === undefined)
    return err(chainMismatch('it has no base fee: transactions of type 2 are needed'))
  return ok({ maxFeePerGas: 2n * baseFeePerGas + maxPriorityFeePerGas, maxPriorityFeePerGas })
}

/** Order kept: one batch after the other. A batch without an answer is a Fault: the caller sends all again. */
async function broadcast(rpc: JsonRpc, raw: readonly RawTransaction[]): ReturnType<ChainPort['broadcast']> {
  const answers: BroadcastAnswer[] = []
  for (let start = 0; start < raw.length; start += batchCallsMax) {
    const part = raw.slice(start, start + batchCallsMax)
    const said = await rpc.batch(part.map((bytes) => ({ method: 'eth_sendRawTransaction', params: [bytes] })))
    if (!said.ok) return said
    for (const [index, bytes] of part.entries()) {
      const answer = said.value[index]
      if (answer === undefined || !isHex(bytes))
        return err(chainUnavailable('eth_sendRawTransaction: no answer'))
      const refused = answer.kind === 'error'
      // The hash is ours, not the node's word: it is a function of the bytes.
      answers.push({
        hash: keccak256(bytes),
        accepted: !refused,
        said: refused ? `${answer.code} ${answer.message.slice(0, 300)}` : 'accepted',
      })
    }
  }
  return ok(answers)
}

async function readReceipts(
  rpc: JsonRpc,
  token: Address,
  hashes: readonly Hash[],
): ReturnType<ChainPort['receipts']> {
  const receipts: (Receipt | null)[] = []
  for (let start = 0; start < hashes.length; start += batchCallsMax) {
    const part = hashes.slice(start, start + batchCallsMax)
    const said = await rpc.batch(
      part.map((hash) => ({ method: 'eth_getTransactionReceipt', params: [hash] })),
    )
    if (!said.ok) return said
    for (const [index, hash] of part.entries()) {
      const result = resultOf('eth_getTransactionReceipt', said.value[index])
      if (!result.ok) return result
      const found = wire.readResult('eth_getTransactionReceipt', wire.receiptSchema.nullable(), result.value)
      if (!found.ok) return found
      const receipt = found.value === null ? null : receiptOf(found.value, token)
      if (receipt !== null && receipt.transactionHash !== hash.toLowerCase()) {
        return err(chainUnavailable('eth_getTransactionReceipt: a receipt of another transaction came back'))
      }
      receipts.push(receipt)
    }
  }
  return ok(receipts)
}

/** A receipt without a block is none yet. */
function receiptOf(found: z.infer<typeof wire.receiptSchema>, token: Address): Receipt | null {
  if (found.blockNumber === null || found.blockHash === null) return null
  return {
    transactionHash: found.transactionHash,
    blockNumber: found.blockNumber,
    blockHash: found.blockHash,
    status: found.status === '0x1' ? 'success' : 'reverted',
    gasUsed: found.gasUsed,
    feeWei: found.gasUsed * found.effectiveGasPrice + (found.l1Fee ?? 0n),
    transfers: found.logs.flatMap((log) => readTransfer(log, token) ?? []),
  }
}
