import { ok } from '#kernel/result.ts'
import type { ChainHead, ChainIdentity } from './5-payment/core/chain-facts.ts'
import type { Lease, SlotRecord } from './5-payment/core/payment-record.ts'
import type { StoreProblem } from './5-payment/ports.ts'
import { payDue } from './run-payment-allocate.ts'
import { bumpLowest } from './run-payment-bump.ts'
import {
  type EngineDeps,
  type EngineMemory,
  type EngineResult,
  faulted,
  healingReasons,
  isSameChain,
  noteHead,
  type Turn,
} from './run-payment-engine.ts'
import { resolveSlots } from './run-payment-resolve.ts'
import { checkEnded } from './run-payment-rollback.ts'
import { broadcastSlots } from './run-payment-steps.ts'

// Window plus what waits for its depth; more slots come with the next turn.
const openSlotsMax = 1_000
// An endpoint may be pointed elsewhere while we run; faults and lower heads prove the chain anew at once.
const identityFreshMs = 60_000
// With nothing open the head only tells of a chain that went back; a public endpoint is not asked twice a second for that.
const idleHeadMs = 5_000
// A pool that dropped our bytes on a chain without a new block: send again anyway.
const resendMs = 5_000

/**
 * One turn of the payment corridor: prove the chain, sign and send what is due, and once per block resolve what is
 * open and send the rest again. Boot and recovery are this same turn.
 * @param deps ports   @param lease of the sender   @param memory what the leader remembers
 * @returns the turn. Errors: Fault (memory then asks for a new proof of the chain), lease_lost, stale.
 * Source: PAYMENTS.md "The loop".
 */
export async function takeTurn(
  deps: EngineDeps,
  lease: Lease,
  memory: EngineMemory,
): Promise<EngineResult<Turn>> {
  const proven = await proveChain(deps, lease, memory)
  if (!proven.ok) return proven
  if (proven.value.kind === 'wrong_chain') {
    return ok({ memory: proven.value.memory, waiting: healingReasons.chainMismatch, again: false })
  }
  const paid = proven.value.memory.isFarBehind
    ? ok({ memory: proven.value.memory, waiting: 'chain_far_behind', again: false })
    : await payDue(deps, lease, proven.value.memory)
  if (!paid.ok && paid.error.kind !== 'stale') return paid
  const after = paid.ok ? paid.value.memory : proven.value.memory
  const followed = await followChain(deps, lease, after)
  if (!followed.ok) return followed
  if (!paid.ok) return paid
  return ok({
    memory: followed.value.memory,
    waiting: paid.value.waiting ?? followed.value.waiting,
    again: paid.value.again || followed.value.again,
  })
}

type Proof = { readonly kind: 'right_chain' | 'wrong_chain'; readonly memory: EngineMemory }

/** A chain that is not the pinned one is neither paid on nor believed; the pause ends when the right one is back. */
async function proveChain(
  deps: EngineDeps,
  lease: Lease,
  memory: EngineMemory,
): Promise<EngineResult<Proof>> {
  const nowMs = deps.clock.monotonicMs()
  if (memory.identityAtMs !== null && nowMs - memory.identityAtMs < identityFreshMs) {
    return ok({ kind: 'right_chain', memory })
  }
  const seen = await deps.chain.identity()
  if (!seen.ok && seen.error.code !== 'CHAIN_MISMATCH') return faulted(seen.error)
  let pinned: ChainIdentity | null = memory.pinned
  if (seen.ok && pinned === null) {
    const stored = await deps.store.pinChain(seen.value, deps.clock.now())
    if (!stored.ok) return faulted(stored.error)
    pinned = stored.value
  }
  const at = deps.clock.now()
  if (!seen.ok || pinned === null || !isSameChain(seen.value, pinned)) {
    const stopped = await deps.store.pauseSender(lease, healingReasons.chainMismatch, at)
    return stopped.ok
      ? ok({ kind: 'wrong_chain', memory: { ...memory, pinned, identityAtMs: null } })
      : stopped
  }
  const cleared = await deps.store.clearPause(lease, healingReasons.chainMismatch, at)
  return cleared.ok
    ? ok({ kind: 'right_chain', memory: { ...memory, pinned, identityAtMs: nowMs } })
    : cleared
}

/** Once per new head: restore, resolve, bump, send again. A row that does not fit never stops the later parts. */
async function followChain(
  deps: EngineDeps,
  lease: Lease,
  memory: EngineMemory,
): Promise<EngineResult<Turn>> {
  const nowMs = deps.clock.monotonicMs()
  const isIdle = memory.openSlots === 0 && memory.headAtMs !== null && nowMs - memory.headAtMs < idleHeadMs
  if (isIdle && !memory.isFarBehind) return ok({ memory, waiting: null, again: false })
  const head = await deps.chain.head()
  if (!head.ok) return faulted(head.error)
  const isWorked = head.value.hash === memory.workedHead && nowMs - (memory.workedAtMs ?? nowMs) < resendMs
  if (isWorked) return ok({ memory: { ...memory, headAtMs: nowMs }, waiting: null, again: false })
  const noted = noteHead(memory, head.value, nowMs)
  const read = await deps.store.openSlots(lease.sender, openSlotsMax)
  if (!read.ok) return faulted(read.error)

  const lead = (noted.memory.highest?.number ?? head.value.number) - head.value.number
  let after: EngineMemory = {
    ...noted.memory,
    workedHead: head.value.hash,
    workedAtMs: nowMs,
    headAtMs: nowMs,
    isFarBehind: lead > deps.settings.confirmations,
    openSlots: read.value.length,
  }
  let misfit: StoreProblem | null = null
  let waiting: string | null = null
  let moved = 0
  if (noted.usable) {
    const ended = await restoreEnded(deps, lease)
    if (!ended.ok) return ended
    if (ended.value === 'restoring') waiting = healingReasons.rolledBack
    const resolved = await resolveSlots(deps, lease, { head: head.value, slots: read.value, memory: after })
    if (!resolved.ok && resolved.error.kind !== 'stale') return resolved
    if (resolved.ok) {
      after = resolved.value.memory
      moved = resolved.value.moved
    } else misfit = resolved.error
  }
  const sent = await sendAgain(deps, lease, { head: head.value, reread: moved > 0, slots: read.value })
  if (!sent.ok) return sent
  if (misfit !== null) return { ok: false, error: misfit }
  const open = sent.value.open
  return ok({ memory: { ...after, openSlots: open }, waiting: waiting ?? sent.value.waiting, again: false })
}

async function restoreEnded(deps: EngineDeps, lease: Lease): ReturnType<typeof checkEnded> {
  const work = await deps.store.takeDue(lease.sender, 1)
  if (!work.ok) return faulted(work.error)
  return checkEnded(deps, lease, work.value.pausedReason === healingReasons.rolledBack)
}

/** Pools drop silently: everything without a block goes out again, lowest nonce first, every block. */
async function sendAgain(
  deps: EngineDeps,
  lease: Lease,
  seen: { readonly head: ChainHead; readonly reread: boolean; readonly slots: readonly SlotRecord[] },
): Promise<EngineResult<{ readonly open: number; readonly waiting: string | null }>> {
  let { slots } = seen
  if (seen.reread) {
    const read = await deps.store.openSlots(lease.sender, openSlotsMax)
    if (!read.ok) return faulted(read.error)
    slots = read.value
  }
  const unmined = slots.filter((slot) => slot.state === 'signed' || slot.state === 'broadcast')
  const [lowest, ...others] = unmined
  if (lowest === undefined) return ok({ open: slots.length, waiting: null })
  const bumped = await bumpLowest(deps, lease, { head: seen.head, slot: lowest })
  if (!bumped.ok) return bumped
  const { attempt, overCap } = bumped.value
  const first = attempt === null ? lowest : { ...lowest, attempts: [...lowest.attempts, attempt] }
  const sent = await broadcastSlots(deps, lease, [first, ...others])
  return sent.ok ? ok({ open: slots.length, waiting: overCap ? 'fee_cap' : null }) : sent
}
