import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/clock/system.ts'
import { noCrashPoints } from '#adapters/crash/kill-self.ts'
import { paymentStore } from '#adapters/db/payment-store.ts'
import type { PaymentStore } from '#flow/5-payment/ports.ts'
import { type EngineMemory, emptyMemory } from '#flow/run-payment-engine.ts'
import { Fault } from '#kernel/fault.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { createPaymentLoop, type LoopDeps, type LoopEvent, type PaymentLoop } from './payment-loop.ts'

// The lease is the real one; the turn is given, so that each way it can end is tried.
const sender = { chainId: 31_337, address: `0x${'5'.repeat(40)}` } as const
const pace = {
  pollMs: 60_000,
  leaseMs: 400,
  claimMs: 20,
  backoffMsMin: 5,
  backoffMsMax: 40,
  stopMsMax: 1_000,
}
const fine = { ok: true, value: { memory: emptyMemory, waiting: null, again: false } } as const
const away = new Fault({ code: 'CHAIN_UNAVAILABLE', internal: 'test', public: '', retryable: true })
const down = { ok: false, error: { kind: 'fault', fault: away } } as const
let base: TestDatabase
let store: PaymentStore
const loops: PaymentLoop[] = []

beforeAll(async () => {
  base = await testDatabase()
  store = paymentStore({ db: base.db, asset: 'MNEE', crashPoints: noCrashPoints })
})
afterEach(async () => {
  for (const loop of loops.splice(0)) await loop.stop()
})
afterAll(() => base.close())

let owners = 0
function loopOf(turn: LoopDeps['turn'], change: Partial<LoopDeps> = {}) {
  owners += 1
  const events: LoopEvent[] = []
  const loop = createPaymentLoop({
    store,
    turn,
    sender,
    owner: `loop-${owners}`,
    clock: systemClock,
    sleep: (ms) => sleep(ms),
    report: (event) => events.push(event),
    pace,
    ...change,
  })
  loops.push(loop)
  return { loop, events, kinds: () => events.map((event) => event.kind) }
}

describe('the payment loop', () => {
  it('takes a turn at start and at every ring, without waiting for the poll', async () => {
    let turns = 0
    const { loop } = loopOf(async () => {
      turns += 1
      return fine
    })
    expect(loop.health().status).toBe('starting')
    loop.start()
    await expect.poll(() => turns).toBe(1)
    loop.wake()
    await expect.poll(() => turns).toBe(2)
    expect(loop.health()).toEqual({ status: 'running', reason: null, openSlots: 0 })
  })

  it('takes the next turn at once when asked to, and shows why something waits', async () => {
    let turns = 0
    const { loop } = loopOf(async (_, memory) => {
      turns += 1
      return {
        ok: true,
        value: { memory: { ...memory, openSlots: turns }, waiting: 'gas_empty', again: turns < 5 },
      }
    })
    loop.start()
    await expect.poll(() => turns).toBe(5)
    expect(loop.health()).toEqual({ status: 'waiting', reason: 'gas_empty', openSlots: 5 })
  })

  it('backs off while outside things fail, proves the chain anew, and recovers', async () => {
    const memories: EngineMemory[] = []
    const { loop, kinds } = loopOf(async (_, memory) => {
      memories.push(memory)
      if (memories.length === 1)
        return { ok: true, value: { ...fine.value, memory: { ...memory, identityAtMs: 1 }, again: true } }
      return memories.length < 6 ? down : fine
    })
    loop.start()
    await expect
      .poll(() => kinds())
      .toEqual(['lease_claimed', 'problem', 'problem', 'problem', 'problem', 'recovered'])
    expect(memories.map((memory) => memory.identityAtMs).slice(0, 3)).toEqual([null, 1, null])
    expect(loop.health().status).toBe('running')
  })

  it('outlives a bug in a turn: degraded, everything read again', async () => {
    let turns = 0
    const { loop, events } = loopOf(async () => {
      turns += 1
      if (turns === 1) throw new Error('a bug')
      return fine
    })
    loop.start()
    await expect.poll(() => turns).toBe(2)
    expect(events[1]).toMatchObject({ kind: 'bug', failures: 1 })
    await expect.poll(() => loop.health().status).toBe('running')
  })

  it('is degraded, not dead, while the database is away', async () => {
    let calls = 0
    const lost: PaymentStore['claimLease'] = async (...args) => {
      calls += 1
      return calls < 3 ? { ok: false, error: away } : store.claimLease(...args)
    }
    const { loop, kinds } = loopOf(async () => fine, { store: { ...store, claimLease: lost } })
    loop.start()
    await expect.poll(() => kinds()).toEqual(['problem', 'problem', 'lease_claimed', 'recovered'])
    expect(loop.health().status).toBe('running')
  })

  it('one of two leads; the other takes over when the first stops, and at once when its lease is given back', async () => {
    const first = loopOf(async () => fine)
    first.loop.start()
    await expect.poll(first.kinds).toEqual(['lease_claimed'])
    const second = loopOf(async () => fine)
    second.loop.start()
    await expect.poll(() => second.loop.health().status).toBe('standby')
    // Longer than the lease: it is renewed while the leader lives.
    await sleep(pace.leaseMs * 2)
    expect(second.kinds()).toEqual([])
    await first.loop.stop()
    expect(first.loop.health().status).toBe('stopped')
    await expect.poll(second.kinds).toEqual(['lease_claimed'])
  })

  it('that was overtaken notices, takes no further turn with the old lease, and claims anew', async () => {
    const epochs: bigint[] = []
    const { loop, kinds } = loopOf(async (lease) => {
      epochs.push(lease.epoch)
      return fine
    })
    loop.start()
    await expect.poll(() => epochs.length).toBe(1)
    await base.db.query(
      'test_steal',
      "update senders set lease_owner = 'thief', lease_epoch = lease_epoch + 1, lease_until = now()",
    )
    await expect.poll(kinds).toContain('lease_lost')
    loop.wake()
    await expect.poll(() => epochs.length).toBe(2)
    expect((epochs[1] ?? 0n) > (epochs[0] ?? 0n)).toBe(true)
  })

  it('stops within its bound although a turn hangs', async () => {
    const { loop } = loopOf(() => new Promise(() => undefined))
    loop.start()
    await expect
      .poll(async () => {
        const rows = await base.db.query('test_owner', 'select lease_owner from senders')
        return String(rows[0]?.['lease_owner'])
      })
      .toBe(`loop-${owners}`)
    const start = performance.now()
    await loop.stop()
    expect(performance.now() - start).toBeLessThan(pace.stopMsMax + 2_000)
  })
})
