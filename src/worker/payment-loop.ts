import type { Lease, Sender } from '#flow/5-payment/core/payment-record.ts'
import type { PaymentStore, StoreProblem } from '#flow/5-payment/ports.ts'
import {
  afterProblem,
  type EngineMemory,
  type EngineResult,
  emptyMemory,
  type Turn,
} from '#flow/run-payment-engine.ts'
import type { Clock } from '#kernel/time.ts'
import { type Bell, createBell } from './bell.ts'

/** What the loop works with. `turn` is the corridor's `takeTurn` with its ports bound. */
export type LoopDeps = {
  readonly store: Pick<PaymentStore, 'claimLease' | 'renewLease' | 'releaseLease'>
  readonly turn: (lease: Lease, memory: EngineMemory) => Promise<EngineResult<Turn>>
  readonly sender: Sender
  /** Unique per process start. */
  readonly owner: string
  readonly clock: Clock
  readonly sleep: (ms: number) => Promise<void>
  readonly report: (event: LoopEvent) => void
  readonly pace?: Partial<LoopPace>
}

/** What a log line or metric is made of. `bug` is a thrown error: it never ends the loop. */
export type LoopEvent =
  | { readonly kind: 'lease_claimed'; readonly epoch: bigint }
  | { readonly kind: 'lease_lost' }
  | { readonly kind: 'problem'; readonly problem: StoreProblem; readonly failures: number }
  | { readonly kind: 'bug'; readonly error: unknown; readonly failures: number }
  | { readonly kind: 'recovered'; readonly failures: number }

/** `standby`: another process leads. `degraded`: nothing is lost, everything is tried again. */
export type LoopHealth = {
  readonly status: 'starting' | 'standby' | 'running' | 'waiting' | 'degraded' | 'stopped'
  readonly reason: string | null
  readonly openSlots: number
}

type LoopPace = {
  readonly pollMs: number
  readonly leaseMs: number
  readonly claimMs: number
  readonly backoffMsMin: number
  readonly backoffMsMax: number
  readonly stopMsMax: number
}

/** Lease 4 s: take-over was measured at 2.9 s with 3-5 s (ENGINE.md). Poll: a lost signal costs half a second. */
const paceDefault: LoopPace = {
  pollMs: 500,
  leaseMs: 4_000,
  claimMs: 500,
  backoffMsMin: 100,
  backoffMsMax: 5_000,
  stopMsMax: 5_000,
}

/** The one worker that moves money. */
export type PaymentLoop = {
  readonly start: () => void
  /** Something is due or a block came: take a turn now. */
  readonly wake: () => void
  readonly health: () => LoopHealth
  /** Lets the current turn finish, at most 5 s, and gives the lease back. */
  readonly stop: () => Promise<void>
}

/**
 * Makes the loop: hold the lease, take turns, back off when outside things fail. Recovery after a crash is the same loop.
 * @param deps ports, the turn, identity of this process   @returns the loop, not started
 * Errors: none thrown; problems go to `report` and `health`. Source: PAYMENTS.md "The loop" 9.
 */
export function createPaymentLoop(deps: LoopDeps): PaymentLoop {
  const pace = { ...paceDefault, ...deps.pace }
  const state: LoopState = {
    pace,
    bell: createBell(deps.sleep),
    stopping: false,
    lease: null,
    memory: emptyMemory,
    failures: 0,
    health: { status: 'starting', reason: null, openSlots: 0 },
  }
  let running: Promise<unknown> | null = null
  return {
    start: () => {
      running ??= Promise.all([runTurns(deps, state), keepLease(deps, state)])
    },
    wake: () => state.bell.ring(),
    health: () => state.health,
    stop: async () => {
      state.stopping = true
      state.bell.ring()
      if (running !== null) await Promise.race([running, deps.sleep(pace.stopMsMax)])
      if (state.lease !== null) await deps.store.releaseLease(state.lease)
      state.lease = null
      state.health = { ...state.health, status: 'stopped', reason: null }
    },
  }
}

type LoopState = {
  readonly pace: LoopPace
  readonly bell: Bell
  stopping: boolean
  lease: Lease | null
  memory: EngineMemory
  failures: number
  health: LoopHealth
}

async function runTurns(deps: LoopDeps, state: LoopState): Promise<void> {
  while (!state.stopping) {
    const waitMs = await oneRound(deps, state)
    // A ring ends the wait; while failing, a floor under it keeps many rings from hammering what is down.
    if (state.failures > 0) await deps.sleep(state.pace.backoffMsMin)
    if (waitMs > 0 && !state.stopping) await state.bell.wait(waitMs)
  }
}

/** Returns how long to wait before the next round. */
async function oneRound(deps: LoopDeps, state: LoopState): Promise<number> {
  try {
    state.lease ??= await claim(deps, state)
    if (state.lease === null) return state.pace.claimMs
    const turn = await deps.turn(state.lease, state.memory)
    return turn.ok ? noteTurn(deps, state, turn.value) : noteProblem(deps, state, turn.error)
  } catch (error) {
    return noteBug(deps, state, error)
  }
}

async function claim(deps: LoopDeps, state: LoopState): Promise<Lease | null> {
  const claimed = await deps.store.claimLease(deps.sender, { owner: deps.owner, ttlMs: state.pace.leaseMs })
  if (!claimed.ok) {
    noteProblem(deps, state, { kind: 'fault', fault: claimed.error })
    return null
  }
  if (claimed.value === null) {
    state.health = { status: 'standby', reason: null, openSlots: 0 }
    return null
  }
  state.memory = emptyMemory
  deps.report({ kind: 'lease_claimed', epoch: claimed.value.epoch })
  return claimed.value
}

function noteTurn(deps: LoopDeps, state: LoopState, turn: Turn): number {
  if (state.failures > 0) deps.report({ kind: 'recovered', failures: state.failures })
  state.failures = 0
  state.memory = turn.memory
  const status = turn.waiting === null ? 'running' : 'waiting'
  state.health = { status, reason: turn.waiting, openSlots: turn.memory.openSlots }
  return turn.again ? 0 : state.pace.pollMs
}

function noteProblem(deps: LoopDeps, state: LoopState, problem: StoreProblem): number {
  if (problem.kind === 'lease_lost') {
    state.lease = null
    deps.report({ kind: 'lease_lost' })
    return state.pace.claimMs
  }
  state.failures += 1
  state.memory = afterProblem(state.memory)
  const reason = problem.kind === 'fault' ? problem.fault.code : problem.why
  state.health = { ...state.health, status: 'degraded', reason }
  deps.report({ kind: 'problem', problem, failures: state.failures })
  return backoffMs(state)
}

function noteBug(deps: LoopDeps, state: LoopState, error: unknown): number {
  state.failures += 1
  state.memory = emptyMemory
  state.health = { ...state.health, status: 'degraded', reason: 'internal_error' }
  deps.report({ kind: 'bug', error, failures: state.failures })
  return backoffMs(state)
}

function backoffMs(state: LoopState): number {
  return Math.min(state.pace.backoffMsMin * 2 ** Math.min(state.failures, 10), state.pace.backoffMsMax)
}

/** Renews on its own beat, so that a slow endpoint never costs the lease. */
async function keepLease(deps: LoopDeps, state: LoopState): Promise<void> {
  while (!state.stopping) {
    await deps.sleep(state.pace.leaseMs / 4)
    const lease = state.lease
    if (lease === null || state.stopping) continue
    try {
      const renewed = await deps.store.renewLease(lease, state.pace.leaseMs)
      // A Fault proves nothing: if another process took over, the epoch refuses whatever we try to store.
      if (renewed.ok && !renewed.value && state.lease === lease) {
        state.lease = null
        deps.report({ kind: 'lease_lost' })
      }
    } catch (error) {
      deps.report({ kind: 'bug', error, failures: state.failures })
    }
  }
}
