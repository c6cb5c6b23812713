import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import type { ChainFiles } from './anvil-files.ts'
import { saveState } from './anvil-state.ts'
import { chainUnavailable } from './chain-fault.ts'
import type { JsonRpc } from './json-rpc.ts'
import { askBoth, quantitySchema, readResult } from './wire.ts'

/** When blocks are made, in milliseconds between two. */
export type MiningPace = {
  /** While there is work: transactions wait, or the last one is younger than `settleBlocks`. */
  readonly blockTimeMs: number
  /** While there is none. */
  readonly idleBlockTimeMs: number
}

/** Makes the blocks of the local chain and saves it. `run` ends with words when the chain no longer answers. */
export type LocalMiner = {
  readonly run: () => Promise<string>
  /** Saves what is on the chain now. Waits for a save in progress. */
  readonly save: () => Promise<Result<null, Fault>>
  /** Ends `run` after the step in progress. */
  readonly stop: () => Promise<void>
}

// Blocks after the last transaction: enough for 12 confirmations, and for states of past blocks after a restart.
const settleBlocks = 16n
const saveMsMin = 1_000
// A save stops the chain for its duration: at most a tenth of the time goes into saving, however large the state.
const saveShareMax = 10
const failuresMax = 5

type MinerDeps = {
  readonly rpc: JsonRpc
  /** The same endpoint with room and time for a whole dump. */
  readonly bulkRpc: JsonRpc
  readonly files: ChainFiles
  readonly clock: Clock
  readonly onSaveFailed: (fault: Fault) => void
}

const poolSchema = z.object({ pending: quantitySchema, queued: quantitySchema })

/**
 * Mines at a fixed pace, as anvil's own interval mode does, but sparsely while nothing happens: its own mode makes
 * 86,400 empty blocks a day, which every save then carries along (17 MB a day, measured).
 * After each step that moved the head the state is saved, at most once a second and at most a tenth of the time: this is
 * what a kill -9 of anvil loses. Killing the server loses nothing: anvil writes its state when it is asked to end.
 * @param deps endpoint, folder, clock, what to tell when a save fails   @param pace of blocks
 * @returns the miner, not running yet. Errors: none thrown. Source: PAYMENTS "anvil facts".
 */
export function createMiner(deps: MinerDeps, pace: MiningPace): LocalMiner {
  const { clock, rpc } = deps
  const stopping = new AbortController()
  const saver = createSaver(deps)
  let finished: Promise<string> = Promise.resolve('not started')

  const loop = async (): Promise<string> => {
    let failures = 0
    let since = { lastTransaction: 0n, lastBlockMs: clock.monotonicMs() }
    for (let started = clock.monotonicMs(); !stopping.signal.aborted; started = clock.monotonicMs()) {
      const step = await mineWhenDue(rpc, { pace, since, nowMs: started })
      failures = step.ok ? 0 : failures + 1
      if (failures >= failuresMax) return `no sense from it ${failures} times in a row`
      if (step.ok) {
        since = step.value.since
        await saver.saveWhenDue(step.value.head)
      }
      const restMs = Math.max(1, pace.blockTimeMs - (clock.monotonicMs() - started))
      await sleep(restMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
    return 'stopped'
  }
  return {
    run: () => {
      finished = loop()
      return finished
    },
    save: saver.save,
    stop: async () => {
      stopping.abort()
      await finished
    },
  }
}

/** One save at a time; the pace is kept here. */
function createSaver(deps: MinerDeps) {
  const { clock } = deps
  let savedHead: bigint | null = null
  let saving: Promise<Result<null, Fault>> = Promise.resolve(ok(null))
  let saveAtMs = 0
  const saveNow = async (): Promise<Result<null, Fault>> => {
    const startedMs = clock.monotonicMs()
    const saved = await dump(deps.bulkRpc, deps.files)
    const endedMs = clock.monotonicMs()
    saveAtMs = endedMs + Math.max(saveMsMin, saveShareMax * (endedMs - startedMs))
    if (saved.ok) savedHead = saved.value
    return saved.ok ? ok(null) : saved
  }
  const save = (): Promise<Result<null, Fault>> => {
    saving = saving.then(saveNow)
    return saving
  }
  const saveWhenDue = async (head: bigint): Promise<void> => {
    if (head === savedHead || clock.monotonicMs() < saveAtMs) return
    const saved = await save()
    if (!saved.ok) deps.onSaveFailed(saved.error)
  }
  return { save, saveWhenDue }
}

type Since = { readonly lastTransaction: bigint; readonly lastBlockMs: number }

async function mineWhenDue(
  rpc: JsonRpc,
  now: { readonly pace: MiningPace; readonly since: Since; readonly nowMs: number },
): Promise<Result<{ readonly since: Since; readonly head: bigint }, Fault>> {
  const seen = await askBoth(
    rpc,
    { schema: quantitySchema, call: { method: 'eth_blockNumber', params: [] } },
    { schema: poolSchema, call: { method: 'txpool_status', params: [] } },
  )
  if (!seen.ok) return seen
  const [head, pool] = seen.value
  const waiting = pool.pending > 0n
  const settling = now.since.lastTransaction < settleBlocks
  const idleMs = now.nowMs - now.since.lastBlockMs
  if (!waiting && !settling && idleMs < now.pace.idleBlockTimeMs) return ok({ since: now.since, head })
  const mined = await rpc.call('evm_mine')
  if (!mined.ok) return mined
  const lastTransaction = waiting ? 0n : now.since.lastTransaction + 1n
  return ok({ since: { lastTransaction, lastBlockMs: now.nowMs }, head: head + 1n })
}

/** Dumps and writes; answers the head read before the dump, so that a later block is always saved again. */
async function dump(rpc: JsonRpc, files: ChainFiles): Promise<Result<bigint, Fault>> {
  const said = await rpc.call('eth_blockNumber')
  if (!said.ok) return said
  const head = readResult('eth_blockNumber', quantitySchema, said.value)
  if (!head.ok) return head
  const dumped = await rpc.call('anvil_dumpState')
  if (!dumped.ok) return dumped
  // Gzip in hex. Its CRC is checked when it is restored; a look at the first bytes is enough here.
  if (typeof dumped.value !== 'string' || !dumped.value.startsWith('0x1f8b')) {
    return err(chainUnavailable('anvil_dumpState: the result makes no sense'))
  }
  try {
    await saveState(files, Buffer.from(dumped.value.slice(2), 'hex'))
    return ok(head.value)
  } catch (error) {
    return err(
      chainUnavailable(`the state cannot be saved: ${error instanceof Error ? error.message : 'unknown'}`),
    )
  }
}
