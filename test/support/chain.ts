import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { type LocalChain, startLocalChain } from '#adapters/chain/anvil.ts'
import type { LocalChainEvent } from '#adapters/chain/anvil-supervisor.ts'
import { type JsonRpc, openJsonRpc } from '#adapters/chain/json-rpc.ts'
import { localTokenOwner, ownerAbi } from '#adapters/chain/prepare-local-chain.ts'
import { transferData } from '#adapters/chain/token.ts'
import { openChain } from '#adapters/chain/viem.ts'
import { systemClock } from '#adapters/clock/system.ts'
import type { Address, Hash } from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'

/** A chain of one test: own anvil, token, funded treasury. Stop it in afterAll. */
export type TestChain = {
  readonly local: LocalChain
  readonly port: ChainPort
  readonly rpc: JsonRpc
  readonly url: string
  readonly token: Address
  readonly treasury: Address
  readonly dir: string
  readonly events: readonly LocalChainEvent[]
  /** Minor units of a whole number of tokens. */
  readonly tokens: (whole: bigint) => TokenAmount
  /** One JSON-RPC call that must succeed. */
  readonly must: (method: string, ...params: readonly unknown[]) => Promise<unknown>
  /** Sends from any address, also the treasury, without its key; answers the hash before it is mined. */
  readonly sendAs: (from: Address, to: Address, data?: `0x${string}`) => Promise<Hash>
  readonly transferAs: (from: Address, to: Address, amount: TokenAmount) => Promise<Hash>
  readonly mint: (to: Address, amount: TokenAmount) => Promise<Hash>
  readonly pauseToken: (paused: boolean) => Promise<Hash>
  readonly blockAccount: (account: Address, isBlocked: boolean) => Promise<Hash>
  readonly mine: (blocks?: number) => Promise<void>
  /** Waits for a receipt; fails after 10 s. */
  readonly mined: (hash: Hash) => Promise<'success' | 'reverted'>
  readonly stop: () => Promise<void>
}

/** An address nobody has a key for; the treasury of tests that do not sign. */
export const testTreasury: Address = '0x1111111111111111111111111111111111111111'

/**
 * Starts a chain for a test.
 * @param options block time (50 ms), decimals (18), balance in whole tokens (100,000), treasury, chain id (31337)
 * @returns the chain. Errors: the Fault of the start, thrown. Source: the real anvil.
 */
export async function testChain(
  options: {
    readonly blockTimeMs?: number
    /** Blocks while nothing happens; the same as blockTimeMs when not given, so that depth grows by itself. */
    readonly idleBlockTimeMs?: number
    readonly decimals?: number
    readonly balance?: bigint
    readonly treasury?: Address
    readonly gasWei?: bigint
    readonly chainId?: number
  } = {},
): Promise<TestChain> {
  const dir = await mkdtemp(join(tmpdir(), 'treasurer-chain-'))
  const events: LocalChainEvent[] = []
  const decimals = options.decimals ?? 18
  const treasury = options.treasury ?? testTreasury
  const tokens = (whole: bigint) => minor('MNEE', whole * 10n ** BigInt(decimals))
  const blockTimeMs = options.blockTimeMs ?? 50
  const started = await startLocalChain(
    { clock: systemClock, announce: (event) => events.push(event) },
    {
      dir,
      pace: { blockTimeMs, idleBlockTimeMs: options.idleBlockTimeMs ?? blockTimeMs },
      ...(options.chainId === undefined ? {} : { chainId: options.chainId }),
      content: {
        treasury,
        decimals,
        balance: tokens(options.balance ?? 100_000n),
        gasWei: options.gasWei ?? 10n ** 22n,
        history: [],
      },
    },
  )
  if (!started.ok) throw started.error
  const local = started.value
  const rpc = openJsonRpc({ url: local.url, timeoutMs: 10_000 })
  const port = openChain({ url: local.url, chainId: local.chainId, token: local.token.address })
  const stop = async () => {
    await local.stop()
    await rm(dir, { recursive: true, force: true })
  }
  const shared = {
    local,
    port,
    rpc,
    url: local.url,
    token: local.token.address,
    treasury,
    dir,
    events,
    tokens,
    stop,
  }
  return { ...shared, ...chainActs(shared) }
}

function chainActs(chain: Pick<TestChain, 'rpc' | 'port' | 'token'>) {
  const must = async (method: string, ...params: readonly unknown[]): Promise<unknown> => {
    const said = await chain.rpc.call(method, ...params)
    if (!said.ok) throw said.error
    return said.value
  }
  const sendAs = async (from: Address, to: Address, data: `0x${string}` = '0x'): Promise<Hash> => {
    await must('anvil_impersonateAccount', from)
    const hash = String(await must('eth_sendTransaction', { from, to, data, gas: '0x30d40' }))
    await must('anvil_stopImpersonatingAccount', from)
    return `0x${hash.replace(/^0x/, '')}`
  }
  const asOwner = (data: `0x${string}`) => sendAs(localTokenOwner, chain.token, data)
  return {
    must,
    sendAs,
    transferAs: (from: Address, to: Address, amount: TokenAmount) =>
      sendAs(from, chain.token, transferData(to, amount)),
    mint: (to: Address, amount: TokenAmount) =>
      asOwner(encodeFunctionData({ abi: ownerAbi, functionName: 'mint', args: [to, amount] })),
    pauseToken: (paused: boolean) =>
      asOwner(encodeFunctionData({ abi: ownerAbi, functionName: paused ? 'pause' : 'unpause' })),
    blockAccount: (account: Address, isBlocked: boolean) =>
      asOwner(encodeFunctionData({ abi: ownerAbi, functionName: 'setBlocked', args: [account, isBlocked] })),
    mine: async (blocks = 1) => {
      for (let made = 0; made < blocks; made += 1) await must('evm_mine')
    },
    mined: async (hash: Hash) => {
      for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) {
        const found = await chain.port.receipts([hash])
        const receipt = found.ok ? found.value[0] : null
        if (receipt) return receipt.status
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`${hash} was not mined within 10 s`)
    },
  }
}
