import { mkdir, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { getAddress } from 'viem'
import { type Address, localChainId } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { canTieToParent, findAnvil } from './anvil-binary.ts'
import * as files from './anvil-files.ts'
import { endLeftover, freePort, rpcUrl, startAnvil } from './anvil-process.ts'
import { restoreState } from './anvil-state.ts'
import { type LocalChainEvent, type Running, type Supervisor, superviseAnvil } from './anvil-supervisor.ts'
import { chainStartFault } from './chain-fault.ts'
import { openJsonRpc } from './json-rpc.ts'
import { createMiner, type MiningPace } from './local-miner.ts'
import { type LocalChainContent, prepareLocalChain } from './prepare-local-chain.ts'
import { ask, blockSchema, quantity, quantitySchema } from './wire.ts'

/** What the local chain needs. `content` counts only while the chain is made: afterwards the folder's chain stays. */
export type LocalChainOptions = {
  /** A folder for this chain alone. */
  readonly dir: string
  readonly content: LocalChainContent
  readonly pace?: MiningPace
  readonly chainId?: number
  /** Path of anvil's native program; the installed npm package when not given. */
  readonly program?: string
}

/** The running local chain. `fresh` tells that it was made by this start. */
export type LocalChain = Supervisor & {
  readonly url: string
  readonly chainId: number
  readonly token: { readonly address: Address; readonly decimals: number }
  readonly fresh: boolean
}

type Deps = { readonly clock: Clock; readonly announce: (event: LocalChainEvent) => void }
type Home = {
  readonly paths: files.ChainFiles
  readonly settings: files.ChainSettings
  readonly program: string
  readonly tieToParent: boolean
}

const paceDefault: MiningPace = { blockTimeMs: 1_000, idleBlockTimeMs: 60_000 }
const daySeconds = 86_400
// A large state takes seconds to dump and has the size of its history.
const adminTimeoutMs = 60_000
const adminBodyBytesMax = 1_024 * 1_024 * 1_024
// Anvil answers in milliseconds; it counts as hung after five of these in a row.
const stepTimeoutMs = 10_000

/**
 * Starts the embedded chain: ends a leftover of a killed server, restores the newest complete state or makes a fresh
 * chain (token, funded treasury, sample history), then mines and saves until stopped. A start that was cut off while
 * the chain was being made begins again from nothing: nobody was paid on it yet.
 * @param deps clock, and who hears of restarts   @param options folder and content
 * @returns the chain. Errors: Fault START_FAILED with one clear sentence. Source: issue 2, "embedded parts".
 */
export async function startLocalChain(
  deps: Deps,
  options: LocalChainOptions,
): Promise<Result<LocalChain, Fault>> {
  const home = await guarded(() => openHome(deps, options))
  if (!home.ok) return home
  const first = await guarded(() => firstRun(deps, home.value, options.content))
  if (!first.ok) return first
  const { running, token, fresh } = first.value
  const { paths, settings } = home.value
  const supervisor = superviseAnvil(
    {
      ...deps,
      start: async () => {
        const again = await guarded(() => resume(deps, home.value))
        if (!again.ok) return again
        return again.value === null ? err(chainStartFault('no complete state is left')) : ok(again.value)
      },
      createMiner: () => miner(deps, home.value, options.pace ?? paceDefault),
    },
    running,
  )
  const stop = async () => {
    await supervisor.stop()
    await rm(paths.pid, { force: true })
  }
  return ok({ ...supervisor, stop, url: rpcUrl(settings.port), chainId: settings.chainId, token, fresh })
}

/** The system's own errors (disk full, no right to a file) become the one Fault of a start. */
async function guarded<T>(act: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
  try {
    const done = await act()
    if (done.ok || done.error.code === 'START_FAILED') return done
    return err(chainStartFault(done.error.internal))
  } catch (error) {
    return err(chainStartFault(error instanceof Error ? error.message : 'unknown error', error))
  }
}

async function openHome(deps: Deps, options: LocalChainOptions): Promise<Result<Home, Fault>> {
  const program = options.program === undefined ? await findAnvil() : ok(options.program)
  if (!program.ok) return program
  const paths = files.chainFiles(resolve(options.dir))
  await mkdir(paths.dir, { recursive: true, mode: 0o700 })
  const leftover = await endLeftover(paths)
  if (!leftover.ok) return leftover
  if (leftover.value !== null) deps.announce({ kind: 'leftover_ended', pid: leftover.value })
  const settings = await settle(deps, paths, options)
  if (!settings.ok) return settings
  return ok({ paths, settings: settings.value, program: program.value, tieToParent: await canTieToParent() })
}

type FirstRun = { readonly running: Running; readonly token: LocalChain['token']; readonly fresh: boolean }

/** An anvil with the chain on it, restored or made. Never leaves a running anvil behind when it fails. */
async function firstRun(
  deps: Deps,
  home: Home,
  content: LocalChainContent,
): Promise<Result<FirstRun, Fault>> {
  const prepared = await files.readJson(home.paths.prepared, files.preparedSchema)
  const resumed = prepared === null ? ok(null) : await resume(deps, home)
  if (!resumed.ok) return resumed
  if (prepared !== null && resumed.value === null) deps.announce({ kind: 'history_lost' })
  const running = resumed.value === null ? await makeChain(deps, home, content) : ok(resumed.value)
  if (!running.ok) return running
  const made = await files.readJson(home.paths.prepared, files.preparedSchema)
  const funded = await topUp(home, content)
  if (made !== null && funded.ok) {
    const token = { address: getAddress(made.token), decimals: made.decimals }
    return ok({ running: running.value, token, fresh: resumed.value === null })
  }
  await running.value.process.end()
  return funded.ok ? err(chainStartFault(`${home.paths.prepared} cannot be read`)) : funded
}

/** Genesis time and chain id are chosen once; the port changes only when somebody else took it. */
async function settle(
  deps: Deps,
  paths: files.ChainFiles,
  options: LocalChainOptions,
): Promise<Result<files.ChainSettings, Fault>> {
  const known = await files.readJson(paths.settings, files.settingsSchema)
  const chainId = options.chainId ?? localChainId
  if (known !== null && known.chainId !== chainId) {
    return err(chainStartFault(`${paths.dir} holds the chain ${known.chainId}, not ${chainId}`))
  }
  const first = options.content.history.reduce<number>(
    (earliest, past) => Math.min(earliest, past.at),
    deps.clock.now(),
  )
  const port = await freePort(known?.port ?? null)
  const settings = {
    chainId,
    genesisSeconds: known?.genesisSeconds ?? Math.floor(first / 1_000) - daySeconds,
    port,
  }
  await files.replaceFile(paths.settings, JSON.stringify(settings))
  return ok(settings)
}

/** Null when there is no complete state. */
async function resume(deps: Deps, home: Home): Promise<Result<Running | null, Fault>> {
  const restored = await restoreState(home.paths)
  if (restored === null || restored.skipped.length > 0) {
    deps.announce({ kind: 'state_skipped', skipped: restored?.skipped ?? [], used: restored?.source ?? null })
  }
  if (restored === null) return ok(null)
  const process = await startAnvil({ ...home, files: home.paths, load: true })
  if (!process.ok) return process
  await rm(home.paths.loadState, { force: true })
  const head = await setClock(deps, home)
  if (head.ok) return ok({ process: process.value, blockNumber: head.value })
  await process.value.end()
  return head
}

/** Without this anvil would go on from the genesis time. Never backwards: a block must not be older than its parent. */
async function setClock(deps: Deps, home: Home): Promise<Result<bigint, Fault>> {
  const rpc = adminRpc(home)
  const head = await ask(rpc, blockSchema, { method: 'eth_getBlockByNumber', params: ['latest', false] })
  if (!head.ok) return head
  const seconds = Math.max(head.value.timestamp, Math.floor(deps.clock.now() / 1_000))
  const set = await rpc.call('evm_setTime', seconds)
  return set.ok ? ok(head.value.number) : set
}

/** Makes the chain anew. The marker comes last: without it the next start makes it again. */
async function makeChain(
  deps: Deps,
  home: Home,
  content: LocalChainContent,
): Promise<Result<Running, Fault>> {
  await files.removeChain(home.paths)
  const started = await startAnvil({ ...home, files: home.paths, load: false })
  if (!started.ok) return started
  const process = started.value
  const times = { genesisSeconds: home.settings.genesisSeconds, now: deps.clock.now() }
  const token = await prepareLocalChain(adminRpc(home), content, times)
  const saved = token.ok ? await miner(deps, home, paceDefault).save() : token
  const head = saved.ok
    ? await ask(adminRpc(home), quantitySchema, { method: 'eth_blockNumber', params: [] })
    : saved
  if (!token.ok || !head.ok) {
    await process.end()
    return head.ok ? err(chainStartFault('it was not prepared')) : head
  }
  const marker = { token: token.value, decimals: content.decimals, treasury: content.treasury }
  await files.replaceFile(home.paths.prepared, JSON.stringify(marker))
  return ok({ process, blockNumber: head.value })
}

/** The treasury never runs out of coin on the local chain: below half it is filled up, at each start of the server. */
async function topUp(home: Home, content: LocalChainContent): Promise<Result<null, Fault>> {
  const rpc = adminRpc(home)
  const held = await ask(rpc, quantitySchema, {
    method: 'eth_getBalance',
    params: [content.treasury, 'latest'],
  })
  if (!held.ok) return held
  if (2n * held.value >= content.gasWei) return ok(null)
  const set = await rpc.call('anvil_setBalance', content.treasury, quantity(content.gasWei))
  return set.ok ? ok(null) : set
}

function adminRpc(home: Home) {
  return openJsonRpc({
    url: rpcUrl(home.settings.port),
    timeoutMs: adminTimeoutMs,
    bodyBytesMax: adminBodyBytesMax,
  })
}

function miner(deps: Deps, home: Home, pace: MiningPace) {
  const rpc = openJsonRpc({ url: rpcUrl(home.settings.port), timeoutMs: stepTimeoutMs })
  const onSaveFailed = (fault: Fault) => deps.announce({ kind: 'save_failed', fault })
  return createMiner(
    { rpc, bulkRpc: adminRpc(home), files: home.paths, clock: deps.clock, onSaveFailed },
    pace,
  )
}
