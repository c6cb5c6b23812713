import {
  decodeAbiParameters,
  decodeErrorResult,
  encodeFunctionData,
  getAddress,
  isAddressEqual,
  parseAbi,
  slice,
} from 'viem'
import { z } from 'zod'
import type { Address, TransferLog } from '#flow/5-payment/core/chain-facts.ts'
import type { TokenAmount } from '#kernel/money.ts'
import { minor } from '#kernel/money.ts'
import type { RpcAnswer } from './json-rpc.ts'
import { type Hex, hexSchema, type WireLog } from './wire.ts'

/** keccak256 of Transfer(address,address,uint256). */
export const transferTopic = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'

/** What is asked of an ERC-20 token. Source: EIP-20. */
export const tokenAbi = parseAbi([
  'function decimals() view returns (uint8)',
  'function symbol() view returns (string)',
  'function balanceOf(address) view returns (uint256)',
  'function transfer(address to, uint256 value) returns (bool)',
])

// The refusals that deployed tokens (OpenZeppelin 5 and plain require) give; others are shown as their selector.
const refusalAbi = parseAbi([
  'error Error(string)',
  'error Panic(uint256)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error ERC20InvalidReceiver(address receiver)',
  'error ERC20InvalidSender(address sender)',
  'error EnforcedPause()',
])

/** Calldata of balanceOf(account). Errors: none for a valid address. */
export function balanceOfData(account: Address): Hex {
  return encodeFunctionData({ abi: tokenAbi, functionName: 'balanceOf', args: [checksummed(account)] })
}

/** Calldata of transfer(to, amount); amount in minor units, 0 ≤ amount < 2^256. Errors: viem's on a negative amount. */
export function transferData(to: Address, amount: TokenAmount): Hex {
  return encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [checksummed(to), amount] })
}

/** viem refuses mixed case that is no checksum; what an address means does not depend on its case. */
function checksummed(address: Address): Address {
  return getAddress(address.toLowerCase())
}

/**
 * Reads a log as a Transfer of our token.
 * @param log any log   @param token our token
 * @returns the transfer, or null for another contract, another event or a shape no ERC-20 has
 * Errors: none. Source: EIP-20.
 */
export function readTransfer(log: WireLog, token: Address): TransferLog | null {
  const [topic, from, to] = log.topics
  if (!isAddressEqual(log.address, token) || topic !== transferTopic || log.removed === true) return null
  if (from === undefined || to === undefined || log.topics.length !== 3 || log.data.length !== 66) return null
  return {
    transactionHash: log.transactionHash,
    logIndex: log.logIndex,
    blockNumber: log.blockNumber,
    blockHash: log.blockHash,
    from: getAddress(slice(from, 12)),
    to: getAddress(slice(to, 12)),
    amount: minor('MNEE', BigInt(log.data)),
  }
}

/**
 * Says why a dry run of transfer() would not go through.
 * @param answer the node's answer to eth_call
 * @returns words; null when it would succeed; 'no verdict' when the answer is not about the contract at all
 * Errors: none. Source: EIP-20 (false means refused), JSON-RPC error 3 (reverted).
 */
export function readRefusal(
  answer: RpcAnswer,
): { readonly kind: 'verdict'; readonly why: string | null } | { readonly kind: 'no_verdict' } {
  if (answer.kind === 'result') return returned(answer.result)
  const data = revertData(answer.data)
  if (data !== null && data !== '0x') return { kind: 'verdict', why: refusalWords(data) }
  if (answer.code === 3 || /revert/i.test(answer.message))
    return { kind: 'verdict', why: answer.message.slice(0, 200) }
  return { kind: 'no_verdict' }
}

function returned(result: unknown): ReturnType<typeof readRefusal> {
  const data = hexSchema.safeParse(result)
  if (!data.success) return { kind: 'no_verdict' }
  // Some tokens return nothing. Whether money moved is told by the Transfer log, never by this value.
  if (data.data === '0x') return { kind: 'verdict', why: null }
  if (!/^0x[0-9a-f]{64}$/.test(data.data)) return { kind: 'no_verdict' }
  return { kind: 'verdict', why: BigInt(data.data) === 1n ? null : 'the token answered false' }
}

/** The bytes a contract reverted with, or null. Nodes put them in `data` itself or one level below. @param data of the error. Errors: none. */
export function revertData(data: unknown): Hex | null {
  const shapes = z.union([hexSchema, z.object({ data: hexSchema }).transform((inner) => inner.data)])
  const parsed = shapes.safeParse(data)
  return parsed.success ? parsed.data : null
}

function refusalWords(data: Hex): string {
  try {
    const { errorName, args } = decodeErrorResult({ abi: refusalAbi, data })
    if (errorName === 'Error') return args[0].slice(0, 200)
    return `${errorName}(${(args ?? []).join(', ')})`
  } catch {
    return `refused with ${data.slice(0, 10)}`
  }
}

/**
 * Reads what symbol() returned.
 * @param data ABI-encoded string   @returns 1 to 16 printable characters, or null
 * Errors: none. Source: EIP-20.
 */
export function readSymbol(data: Hex): string | null {
  try {
    const [symbol] = decodeAbiParameters([{ type: 'string' }], data)
    return /^[\x21-\x7e]{1,16}$/.test(symbol) ? symbol : null
  } catch {
    return null
  }
}

/** Reads what decimals() returned. @param data ABI-encoded uint8 @returns 0..36 (the kernel's bounds), or null. Errors: none. */
export function readDecimals(data: Hex): number | null {
  if (!/^0x[0-9a-f]{64}$/.test(data)) return null
  const decimals = BigInt(data)
  return decimals <= 36n ? Number(decimals) : null
}
