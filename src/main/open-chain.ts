import { join } from 'node:path'
import { type LocalChain, startLocalChain } from '#adapters/chain/anvil.ts'
import type { LocalChainEvent } from '#adapters/chain/anvil-supervisor.ts'
import { openChain } from '#adapters/chain/viem.ts'
import { systemClock } from '#adapters/clock/system.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { type KeySource, openWallet, type Wallet } from '#adapters/signer/keystore.ts'
import { type Address, localChainId } from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import type { Log } from '#http/ports.ts'
import { parseMinor } from '#kernel/money.ts'
import type { Config } from './config.ts'
import { logFields } from './log-fields.ts'
import { sampleHistory } from './sample-data.ts'
import { StartFailure, startFailure } from './start-failure.ts'

/** Decimals of the local test token: those of MNEE on Ethereum (PAYMENTS.md). */
const localDecimals = 18
const localGasWei = 1_000n * 10n ** 18n

/** The chain as configured, or the embedded one. */
export type OpenedChain = {
  readonly port: ChainPort
  readonly wallet: Wallet
  readonly chainId: number
  readonly isLocal: boolean
  readonly close: () => Promise<void>
}

/**
 * Opens the treasury key, then the configured chain or the embedded one.
 * @param config where, which key   @param log for the local chain's events   @returns port and wallet
 * Errors: StartFailure with one clear line. A configured chain that does not answer is no failure: it is retried.
 */
export async function openTreasuryChain(config: Config, log: Log): Promise<OpenedChain> {
  const chainId = config.CHAIN_ID ?? localChainId
  const wallet = await openWallet({
    source: keySourceOf(config),
    chainId,
    production: config.NODE_ENV === 'production',
    digest: sha256Digest,
  })
  if (!wallet.ok)
    throw startFailure(`${keyVariableOf(config)}: the treasury wallet cannot be opened`, wallet.error)
  if (wallet.value.warning !== null) log.warn({}, wallet.value.warning)
  if (config.RPC_URL !== undefined && config.MNEE_TOKEN_ADDRESS !== undefined) {
    const port = openChain({ url: config.RPC_URL, chainId, token: addressOf(config.MNEE_TOKEN_ADDRESS) })
    return { port, wallet: wallet.value, chainId, isLocal: false, close: async () => undefined }
  }
  const local = await startLocal(config, log, wallet.value.signer.address)
  const port = openChain({ url: local.url, chainId: local.chainId, token: local.token.address })
  return { port, wallet: wallet.value, chainId: local.chainId, isLocal: true, close: () => local.stop() }
}

async function startLocal(config: Config, log: Log, treasury: Address): Promise<LocalChain> {
  const balance = parseMinor('MNEE', config.LOCAL_CHAIN_BALANCE, localDecimals)
  if (!balance.ok)
    throw new StartFailure(`LOCAL_CHAIN_BALANCE cannot be expressed with ${localDecimals} decimals`)
  const started = await startLocalChain(
    { clock: systemClock, announce: (event) => announce(log, event) },
    {
      dir: join(config.dataDir, 'chain'),
      pace: { blockTimeMs: config.LOCAL_CHAIN_BLOCK_MS, idleBlockTimeMs: 60_000 },
      content: {
        treasury,
        decimals: localDecimals,
        balance: balance.value,
        gasWei: localGasWei,
        history: config.sampleData ? sampleHistory(systemClock.now(), localDecimals) : [],
      },
    },
  )
  if (!started.ok) throw startFailure('The local chain did not start', started.error)
  return started.value
}

function announce(log: Log, event: LocalChainEvent): void {
  const fields = logFields(event)
  const loud = ['history_lost', 'restart_failed', 'save_failed', 'ended'].includes(event.kind)
  if (loud) log.warn(fields, `local chain: ${event.kind.replaceAll('_', ' ')}`)
  else log.info(fields, `local chain: ${event.kind.replaceAll('_', ' ')}`)
}

function keySourceOf(config: Config): KeySource {
  if (config.WALLET_PRIVATE_KEY !== undefined) return { kind: 'private_key', hex: config.WALLET_PRIVATE_KEY }
  if (config.WALLET_KEYSTORE !== undefined) {
    return {
      kind: 'keystore',
      keystore: config.WALLET_KEYSTORE,
      password: config.WALLET_KEYSTORE_PASSWORD ?? '',
    }
  }
  return { kind: 'generated', dir: config.dataDir }
}

/** Where the key comes from, for the line of a failed start. */
function keyVariableOf(config: Config): string {
  if (config.WALLET_PRIVATE_KEY !== undefined) return 'WALLET_PRIVATE_KEY'
  return config.WALLET_KEYSTORE === undefined ? 'DATA_DIR' : 'WALLET_KEYSTORE'
}

function addressOf(text: string): Address {
  return `0x${text.slice(2)}`
}
