import type { Fault } from '#kernel/fault.ts'
import type { IdSource, PaymentId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { type ChainHead, type ChainIdentity, type Hash, isSameAddress } from './5-payment/core/chain-facts.ts'
import type { ChainPort, CrashPoints, PaymentStore, SignerPort, StoreProblem } from './5-payment/ports.ts'

/** What the payment corridor works with. */
export type EngineDeps = {
  readonly store: PaymentStore
  readonly chain: ChainPort
  readonly signer: SignerPort
  readonly clock: Clock
  readonly ids: IdSource
  readonly crashPoints: CrashPoints
  readonly settings: EngineSettings
  /** Called once the signed bytes are committed, before anything is sent. */
  readonly onSigned: (paymentId: PaymentId, hash: Hash) => void
}

export type EngineSettings = {
  readonly chainId: number
  /** Symbol of the token, as the ledger names it. */
  readonly asset: string
  /** Blocks on top before a payment is final (`CONFIRMATIONS`). */
  readonly confirmations: bigint
  /** Slots no block holds yet; nodes keep 64 per account when their pool is full. */
  readonly windowMax: number
  readonly gasLimit: bigint
  /** A slot older than this without a block is looked at for a fee bump. */
  readonly bumpAfterMs: number
  /** Wei per gas nobody may exceed. */
  readonly maxFeeCap: bigint
}

/** Values for every chain; `main` sets chain id, asset and confirmations. */
export const engineDefaults = {
  windowMax: 64,
  // A plain ERC-20 transfer takes 34,287 to 51,399 gas, one through a proxy with lists about 75,000.
  gasLimit: 120_000n,
  bumpAfterMs: 30_000,
  // 500 gwei: far above any market seen on the chains supported, far below what would empty the gas balance.
  maxFeeCap: 500_000_000_000n,
} as const

/** What the leader remembers between two turns. Losing it loses nothing: it is read again from database and chain. */
export type EngineMemory = {
  readonly pinned: ChainIdentity | null
  /** When the chain was last proven to be the pinned one, monotonic ms; null makes the next turn prove it. */
  readonly identityAtMs: number | null
  /** Highest head seen: no conclusions from an older one. */
  readonly highest: { readonly number: bigint; readonly sinceMs: number } | null
  /** The head whose turn is done, so that a block is worked on once. */
  readonly workedHead: Hash | null
  /** When it was worked on, monotonic ms. */
  readonly workedAtMs: number | null
  /** When the head was last asked for, monotonic ms. */
  readonly headAtMs: number | null
  /** The last head lies further back than finality reaches: nothing new is signed on it. */
  readonly isFarBehind: boolean
  /** Nonces the chain counts as used without a receipt of ours, and the head at which that was last read. */
  readonly suspects: ReadonlyMap<number, { readonly reads: number; readonly head: bigint }>
  readonly openSlots: number
}

export const emptyMemory: EngineMemory = {
  pinned: null,
  identityAtMs: null,
  highest: null,
  workedHead: null,
  workedAtMs: null,
  headAtMs: null,
  isFarBehind: false,
  suspects: new Map(),
  openSlots: 0,
}

/**
 * What to remember after a turn that failed: the next one may meet another node, so it proves the chain and reads the
 * head anew. @param memory before the turn @returns memory for the next one. Errors: none. Source: PAYMENTS failure 15.
 */
export function afterProblem(memory: EngineMemory): EngineMemory {
  return { ...memory, identityAtMs: null, workedHead: null, headAtMs: null }
}

/**
 * What a turn ended with. `waiting` says why nothing was signed although something is due; `again` asks for another
 * turn at once.
 */
export type Turn = {
  readonly memory: EngineMemory
  readonly waiting: string | null
  readonly again: boolean
}

export type EngineResult<T> = Result<T, StoreProblem>

/** Pauses that end by themselves when their cause is gone; every other one needs a person. */
export const healingReasons = { chainMismatch: 'chain_mismatch', rolledBack: 'chain_rolled_back' } as const

/** Wraps a Fault of chain or signer as the engine's problem. @param fault as data @returns it, tagged. Errors: none. */
export function faulted(fault: Fault): { readonly ok: false; readonly error: StoreProblem } {
  return { ok: false, error: { kind: 'fault', fault } }
}

/**
 * Whether this head may be concluded from. A node may lag behind the one asked before; only a head that stays
 * lower for long is the chain having gone back.
 * @param memory of the leader   @param head as read   @param nowMs monotonic
 * @returns memory with the highest head, and whether conclusions are allowed
 * Errors: none. Source: PAYMENTS.md failure 16.
 */
export function noteHead(
  memory: EngineMemory,
  head: ChainHead,
  nowMs: number,
): { readonly memory: EngineMemory; readonly usable: boolean } {
  const { highest } = memory
  const isNews = highest === null || head.number > highest.number
  const wentBack =
    highest !== null && head.number < highest.number && nowMs - highest.sinceMs > lowerHeadMsMax
  if (isNews || wentBack) {
    const identityAtMs = wentBack ? null : memory.identityAtMs
    return {
      memory: { ...memory, identityAtMs, highest: { number: head.number, sinceMs: nowMs } },
      usable: true,
    }
  }
  const isSame = head.number === highest.number
  const since = isSame ? { ...highest, sinceMs: nowMs } : highest
  return { memory: { ...memory, highest: since }, usable: isSame }
}

// A lagging node of a pool catches up within seconds; a chain restored from an old state does not.
const lowerHeadMsMax = 15_000

/**
 * Whether two readings are one chain with one token. @param a one reading @param b the other @returns true when chain id,
 * genesis, token and decimals agree. Errors: none. Source: PAYMENTS failure 15.
 */
export function isSameChain(a: ChainIdentity, b: ChainIdentity): boolean {
  return (
    a.chainId === b.chainId &&
    a.genesisHash === b.genesisHash &&
    isSameAddress(a.token.address, b.token.address) &&
    a.token.decimals === b.token.decimals
  )
}
