import { ok } from '#kernel/result.ts'
import type { ChainHead, Hash, Receipt } from './5-payment/core/chain-facts.ts'
import { depthOf, readSlot } from './5-payment/core/observe-slot.ts'
import type { Lease, SlotRecord } from './5-payment/core/payment-record.ts'
import { type EngineDeps, type EngineMemory, type EngineResult, faulted } from './run-payment-engine.ts'
import { advanceSlots } from './run-payment-steps.ts'

// Receipts asked for per turn: two JSON-RPC batches; the rest comes with the next turn, lowest nonce first.
const receiptsPerTurnMax = 200

/** What a turn's reading changed. */
export type Resolved = { readonly memory: EngineMemory; readonly moved: number }

/**
 * Reads what became of the open slots and stores it: mined, reorged out, final. Asks for receipts only where the
 * chain's own count says that a nonce is used, and for slots deep enough to be final.
 * @param deps ports   @param lease holder   @param seen head of this turn, open slots, memory of the leader
 * @returns how many slots moved. Errors: Fault, lease_lost, stale. Source: PAYMENTS.md loop 3, 4 and 6.
 */
export async function resolveSlots(
  deps: EngineDeps,
  lease: Lease,
  seen: { readonly head: ChainHead; readonly slots: readonly SlotRecord[]; readonly memory: EngineMemory },
): Promise<EngineResult<Resolved>> {
  const { head, slots, memory } = seen
  if (slots.length === 0) return ok({ memory: { ...memory, suspects: new Map() }, moved: 0 })
  const counts = await deps.chain.nonces(lease.sender.address)
  if (!counts.ok) return faulted(counts.error)
  const { latest } = counts.value
  const canonical = await readCanonical(deps, slots)
  if (!canonical.ok) return canonical

  const asked = slots.filter((slot) =>
    isWorthAsking(slot, { head, latest, needed: deps.settings.confirmations }),
  )
  const receipts = await readReceipts(deps, asked)
  if (!receipts.ok) return receipts
  const facts = slots.map((slot) => ({
    slot,
    fact: readSlot({
      slot,
      sender: lease.sender.address,
      head,
      receipts: receipts.value,
      canonical: slot.mined === null ? null : (canonical.value.get(slot.mined.blockNumber) ?? null),
      depthNeeded: deps.settings.confirmations,
    }),
  }))
  const moved = await advanceSlots(deps, lease, facts)
  if (!moved.ok) return moved
  const silent = slots.filter(
    (slot, index) => isUnmined(slot) && slot.nonce < latest && facts[index]?.fact === null,
  )
  const suspects = await watchForeign(deps, lease, { head, silent, memory })
  return suspects.ok ? ok({ memory: { ...memory, suspects: suspects.value }, moved: moved.value }) : suspects
}

function isUnmined(slot: SlotRecord): boolean {
  return slot.state === 'signed' || slot.state === 'broadcast'
}

function isWorthAsking(
  slot: SlotRecord,
  chain: { readonly head: ChainHead; readonly latest: number; readonly needed: bigint },
): boolean {
  if (isUnmined(slot)) return slot.nonce < chain.latest
  return slot.mined !== null && depthOf(chain.head.number, slot.mined.blockNumber) >= chain.needed
}

async function readCanonical(
  deps: EngineDeps,
  slots: readonly SlotRecord[],
): Promise<EngineResult<ReadonlyMap<bigint, Hash | null>>> {
  const heights = [...new Set(slots.flatMap((slot) => slot.mined?.blockNumber ?? []))]
  const hashes = await Promise.all(heights.map((height) => deps.chain.blockHash(height)))
  const canonical = new Map<bigint, Hash | null>()
  for (const [index, height] of heights.entries()) {
    const hash = hashes[index]
    if (hash === undefined) continue
    if (!hash.ok) return faulted(hash.error)
    canonical.set(height, hash.value)
  }
  return ok(canonical)
}

async function readReceipts(
  deps: EngineDeps,
  slots: readonly SlotRecord[],
): Promise<EngineResult<ReadonlyMap<Hash, Receipt | null>>> {
  const hashes = slots
    .flatMap((slot) =>
      slot.mined === null ? slot.attempts.map((attempt) => attempt.hash) : [slot.mined.hash],
    )
    .slice(0, receiptsPerTurnMax)
  const read = hashes.length === 0 ? ok([]) : await deps.chain.receipts(hashes)
  if (!read.ok) return faulted(read.error)
  return ok(new Map(hashes.map((hash, index) => [hash, read.value[index] ?? null])))
}

/**
 * A nonce that the chain counts as used at depth without a receipt of any of our attempts, read at two heads, was
 * used by somebody else. This version stops the sender and lets a person look; `decide` knows the step after
 * (nonce_taken → superseded), which needs the foreign transaction itself as proof.
 */
async function watchForeign(
  deps: EngineDeps,
  lease: Lease,
  seen: { readonly head: ChainHead; readonly silent: readonly SlotRecord[]; readonly memory: EngineMemory },
): Promise<EngineResult<EngineMemory['suspects']>> {
  const { head, silent, memory } = seen
  const depth = head.number - deps.settings.confirmations
  if (silent.length === 0 || depth < 0n) return ok(new Map())
  const count = await deps.chain.nonceAt(lease.sender.address, depth)
  if (!count.ok) return faulted(count.error)
  const suspects = new Map<number, { readonly reads: number; readonly head: bigint }>()
  for (const { nonce } of silent) {
    if (nonce >= count.value) continue
    const before = memory.suspects.get(nonce)
    const isNewHead = before === undefined || before.head < head.number
    suspects.set(nonce, { reads: (before?.reads ?? 0) + (isNewHead ? 1 : 0), head: head.number })
  }
  if ([...suspects.values()].every((suspect) => suspect.reads < foreignReadsMin)) return ok(suspects)
  const identity = await deps.chain.identity()
  if (!identity.ok) return faulted(identity.error)
  const paused = await deps.store.pauseSender(lease, 'foreign_nonce', deps.clock.now())
  return paused.ok ? ok(suspects) : paused
}

const foreignReadsMin = 2
