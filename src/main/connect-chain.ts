import { sleep, systemClock } from '#adapters/clock/system.ts'
import { booksStore } from '#adapters/db/books-store.ts'
import { pinChain, readOtherSender, readPinned } from '#adapters/db/chain-identity-store.ts'
import type { Database } from '#adapters/db/pool.ts'
import { ensureSampleVendors } from '#adapters/db/sample-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import type { ChainIdentity } from '#flow/5-payment/core/chain-facts.ts'
import type { TokenContext } from '#flow/gather-facts.ts'
import { type KnownPayee, openBooks } from '#flow/open-books.ts'
import { isSameChain } from '#flow/run-payment-engine.ts'
import type { Log } from '#http/ports.ts'
import type { Config } from './config.ts'
import type { OpenedChain } from './open-chain.ts'
import { sampleSince, sampleVendors } from './sample-data.ts'
import { StartFailure, startFailure } from './start-failure.ts'

const retryMs = 2_000

type Parts = {
  readonly config: Config
  readonly log: Log
  readonly db: Database
  readonly chain: OpenedChain
}

/** Contact with the chain: the token once known, and whether the books are open. */
export type Contact = {
  readonly token: () => TokenContext | null
  /** Ends the retries. */
  readonly stop: () => Promise<void>
}

/**
 * Learns who the chain is, pins it, and opens the books; retries in the background while it does not answer.
 * @param parts ports   @param onReady called once token and books are there, now or later
 * @returns the contact
 * Errors: StartFailure for a wrong chain or a token without code. Source: SECURITY.md 3, PAYMENTS failure 15.
 */
export async function connectChain(parts: Parts, onReady: (token: TokenContext) => void): Promise<Contact> {
  const state: { token: TokenContext | null; stopping: boolean } = { token: null, stopping: false }
  const learn = async (): Promise<boolean> => {
    const token = await tryOnce(parts)
    if (token === null) return false
    state.token = token
    onReady(token)
    return true
  }
  const done = await learn()
  const retrying = done ? Promise.resolve() : retry(parts.log, learn, () => state.stopping)
  return {
    token: () => state.token,
    stop: async () => {
      state.stopping = true
      await Promise.race([retrying, sleep(retryMs * 2)])
    },
  }
}

async function retry(log: Log, learn: () => Promise<boolean>, stopping: () => boolean): Promise<void> {
  log.warn({}, 'The chain does not answer yet. Reads go on; payments wait.')
  while (!stopping()) {
    await sleep(retryMs)
    try {
      if (stopping() || (await learn())) return
    } catch (error) {
      // The program runs already: a wrong chain that shows up late is the payment loop's to refuse.
      log.error({ err: error }, 'The chain answered, but cannot be used.')
    }
  }
}

async function tryOnce(parts: Parts): Promise<TokenContext | null> {
  const pinned = await readPinned(parts.db)
  const identity = await parts.chain.port.identity()
  if (!identity.ok && identity.error.code === 'CHAIN_MISMATCH') {
    throw startFailure('RPC_URL, CHAIN_ID and MNEE_TOKEN_ADDRESS do not fit together', identity.error)
  }
  const known = identity.ok ? identity.value : pinned
  if (known === null) return null
  if (identity.ok) await pin(parts, identity.value)
  await refuseOtherWallet(parts, known.chainId)
  if (known.token.symbol === 'GAS')
    throw new StartFailure('a token whose symbol is GAS cannot be told from the coin in the books')
  const opened = await openBooks(
    { chain: parts.chain.port, books: booksStore(parts.db), clock: systemClock, ids: uuidV7 },
    {
      asset: known.token.symbol,
      decimals: known.token.decimals,
      treasury: parts.chain.wallet.signer.address,
      payees: await samplePayees(parts),
    },
  )
  if (!opened.ok) return null
  return {
    symbol: known.token.symbol,
    decimals: known.token.decimals,
    address: known.token.address,
    chainId: known.chainId,
    peg: parts.config.TOKEN_PEG,
  }
}

async function pin(parts: Parts, identity: ChainIdentity): Promise<void> {
  const stored = await pinChain(parts.db, identity, systemClock.now())
  if (!stored.ok) throw startFailure('The chain cannot be pinned', stored.error)
  const is = identity
  const was = stored.value
  if (isSameChain(is, was)) return
  throw new StartFailure(
    `this database belongs to chain ${was.chainId} (genesis ${was.genesisHash.slice(0, 10)}…, token ${was.token.address}), ` +
      `but the chain here is ${is.chainId} (genesis ${is.genesisHash.slice(0, 10)}…, token ${is.token.address})`,
  )
}

/** The books and open slots of one wallet mean nothing to another: payments under way would be orphaned. */
async function refuseOtherWallet(parts: Parts, chainId: number): Promise<void> {
  const { address } = parts.chain.wallet.signer
  const other = await readOtherSender(parts.db, chainId, address)
  if (other === null) return
  throw new StartFailure(
    `this database belongs to the treasury wallet ${other}, but the wallet here is ${address}: use the wallet it was begun with, or a fresh database`,
  )
}

async function samplePayees(parts: Parts): Promise<readonly KnownPayee[]> {
  if (!parts.config.sampleData) return []
  const vendors = sampleVendors(uuidV7)
  const ids = await ensureSampleVendors(parts.db, vendors, sampleSince(systemClock.now()))
  return vendors.flatMap((vendor) => {
    const id = ids.get(vendor.nameKey)
    const wallet: KnownPayee['wallet'] = `0x${vendor.wallet.slice(2)}`
    return id === undefined ? [] : [{ id, name: vendor.name, wallet, category: vendor.category }]
  })
}
