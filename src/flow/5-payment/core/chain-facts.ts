import type { TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

/** 20 bytes as 0x + 40 hex digits, EIP-55 checksummed wherever it is shown or stored. */
export type Address = `0x${string}`
/** 32 bytes as 0x + 64 lower-case hex digits. */
export type Hash = `0x${string}`
/** A signed, serialised transaction as 0x + hex. Immutable once stored: retries resend exactly this. */
export type RawTransaction = `0x${string}`

/**
 * Whether two texts name one account: capitals are only a checksum (EIP-55).
 * @param a one @param b the other @returns true when equal but for capitals. Errors: none. Source: EIP-55.
 */
export function isSameAddress(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** The embedded chain's id. Well-known development keys are allowed there and nowhere else. */
export const localChainId = 31_337

/** Who the chain is. Pinned at first contact; any later difference stops paying (PAYMENTS failure 15). */
export type ChainIdentity = {
  readonly chainId: number
  readonly genesisHash: Hash
  readonly token: { readonly address: Address; readonly symbol: string; readonly decimals: number }
}

/** A block as the resolver needs it. `baseFeePerGas` in wei. */
export type ChainHead = {
  readonly number: bigint
  readonly hash: Hash
  readonly timestamp: Instant
  readonly baseFeePerGas: bigint
}

/** Fees in wei per gas, EIP-1559. */
export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

/** One ERC-20 Transfer log of our token. */
export type TransferLog = {
  readonly transactionHash: Hash
  readonly logIndex: number
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly from: Address
  readonly to: Address
  readonly amount: TokenAmount
}

/** A receipt with the Transfer logs of our token inside that transaction. Fees in wei. */
export type Receipt = {
  readonly transactionHash: Hash
  readonly blockNumber: bigint
  readonly blockHash: Hash
  readonly status: 'success' | 'reverted'
  readonly gasUsed: bigint
  readonly feeWei: bigint
  readonly transfers: readonly TransferLog[]
}

/** What the node said to one broadcast: information only, never a verdict (PAYMENTS rule 2). */
export type BroadcastAnswer = { readonly hash: Hash; readonly accepted: boolean; readonly said: string }

/** Balances at one block. `gasWei` is the chain's own coin. */
export type TreasuryBalance = {
  readonly token: TokenAmount
  readonly gasWei: bigint
  readonly blockNumber: bigint
}
