import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '#kernel/fault.ts'
import { err, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import type { AnvilProcess } from './anvil-process.ts'
import type { StateSource } from './anvil-state.ts'
import { chainUnavailable } from './chain-fault.ts'
import type { LocalMiner } from './local-miner.ts'

/** What an operator should know about the local chain. */
export type LocalChainEvent =
  | { readonly kind: 'leftover_ended'; readonly pid: number }
  | {
      readonly kind: 'state_skipped'
      readonly skipped: readonly StateSource[]
      readonly used: StateSource | null
    }
  | { readonly kind: 'history_lost' }
  | { readonly kind: 'ended'; readonly how: string }
  | {
      readonly kind: 'restarted'
      readonly pid: number
      readonly blockNumber: bigint
      readonly afterMs: number
    }
  | { readonly kind: 'restart_failed'; readonly fault: Fault; readonly nextMs: number }
  | { readonly kind: 'save_failed'; readonly fault: Fault }

/** A running anvil with the block it stands on. */
export type Running = { readonly process: AnvilProcess; readonly blockNumber: bigint }

/** Keeps one anvil alive. */
export type Supervisor = {
  /** Process id now, null while it is down. */
  readonly pid: () => number | null
  readonly save: () => Promise<Result<null, Fault>>
  /** Saves, ends anvil and waits until it is gone. May be called more than once. */
  readonly stop: () => Promise<void>
}

// Doubles from 100 ms: a killed anvil is back at once, a broken one does not eat the processor. It never gives up,
// because the disk may be full only for a while, and each failure is announced.
const backoffMsFirst = 100
const backoffMsMax = 10_000

/**
 * Watches a running anvil, mines on it, and starts it again when it ends or no longer answers.
 * @param deps clock, who hears of it, how to start anvil again from its saved state, how to mine
 * @param first the anvil that runs now
 * @returns its handle. Errors: none thrown; failures are announced. Source: issue 2, "embedded parts".
 */
export function superviseAnvil(
  deps: {
    readonly clock: Clock
    readonly announce: (event: LocalChainEvent) => void
    readonly start: () => Promise<Result<Running, Fault>>
    readonly createMiner: () => LocalMiner
  },
  first: Running,
): Supervisor {
  const stopping = new AbortController()
  let running: { readonly process: AnvilProcess; readonly miner: LocalMiner } | null = null

  const watch = async (): Promise<void> => {
    let next: Running | null = first
    while (next !== null) {
      const { process } = next
      const miner = deps.createMiner()
      running = { process, miner }
      const how = await Promise.race([process.exited, miner.run(), aborted(stopping.signal)])
      await miner.stop()
      if (stopping.signal.aborted) await saveLast(miner)
      running = null
      await process.end()
      if (stopping.signal.aborted) return
      deps.announce({ kind: 'ended', how })
      next = await startAgain(deps, stopping.signal)
    }
  }
  const saveLast = async (miner: LocalMiner): Promise<void> => {
    const saved = await miner.save()
    if (!saved.ok) deps.announce({ kind: 'save_failed', fault: saved.error })
  }
  const watched = watch()
  return {
    pid: () => running?.process.pid ?? null,
    save: async () => running?.miner.save() ?? err(chainUnavailable('it is being restarted')),
    stop: async () => {
      stopping.abort()
      await watched
    },
  }
}

/** Null when it was told to stop in between. */
async function startAgain(
  deps: Parameters<typeof superviseAnvil>[0],
  stopping: AbortSignal,
): Promise<Running | null> {
  const downMs = deps.clock.monotonicMs()
  for (let nextMs = backoffMsFirst; !stopping.aborted; nextMs = Math.min(2 * nextMs, backoffMsMax)) {
    const started = await deps.start()
    if (started.ok) {
      const { process, blockNumber } = started.value
      const afterMs = deps.clock.monotonicMs() - downMs
      deps.announce({ kind: 'restarted', pid: process.pid, blockNumber, afterMs })
      return started.value
    }
    deps.announce({ kind: 'restart_failed', fault: started.error, nextMs })
    await sleep(nextMs, undefined, { signal: stopping }).catch(() => undefined)
  }
  return null
}

function aborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('stopped')
    else signal.addEventListener('abort', () => resolve('stopped'), { once: true })
  })
}
