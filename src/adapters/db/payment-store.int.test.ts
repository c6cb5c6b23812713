import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import type { Address, Hash } from '#flow/5-payment/core/chain-facts.ts'
import type { Attempt, Lease, Sender, SlotRecord } from '#flow/5-payment/core/payment-record.ts'
import { paymentEdges, paymentStates, slotEdges, slotStates } from '#flow/5-payment/core/payment-state.ts'
import { decide, type Fact } from '#flow/5-payment/core/transitions.ts'
import type { PaymentStore } from '#flow/5-payment/ports.ts'
import { advanceOf, type BookingDeps } from '#flow/run-payment-bookings.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import { type Instant, instantOf } from '#kernel/time.ts'
import { type Seeded, type SeedToken, seedBooks, seedPayment } from '#test/crash/seed.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { paymentStore } from './payment-store.ts'

const token: SeedToken = { chainId: 31_337, address: `0x${'7'.repeat(40)}`, symbol: 'MNEE' }
const sender: Sender = { chainId: 31_337, address: `0x${'5'.repeat(40)}` }
const at = moment(Date.UTC(2026, 0, 31, 23, 59, 59))
const blockTime = moment(Date.UTC(2026, 1, 1))
const count = z.object({ n: z.bigint() })
let base: TestDatabase
let store: PaymentStore

function moment(ms: number): Instant {
  const read = instantOf(ms)
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const amountOf = (units: bigint): TokenAmount => minor('MNEE', units)
const hashOf = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`
const addressOf = (n: number): Address => `0x${n.toString(16).padStart(40, '0')}`
const attemptOf = (n: number): Attempt => ({
  hash: hashOf(n),
  kind: 'pay',
  raw: `0x02${n.toString(16).padStart(4, '0')}`,
  fees: { maxFeePerGas: 2n, maxPriorityFeePerGas: 1n },
  createdAt: at,
  broadcasts: 0,
})

beforeAll(async () => {
  base = await testDatabase()
  store = paymentStore({ db: base.db, asset: 'MNEE', crashPoints: { at: () => undefined } })
  await seedBooks(base.db, { symbol: 'MNEE', posted: amountOf(1_000_000n), at })
})
afterAll(() => base.close())

let payees = 100
function seed(units = 10n): Promise<Seeded> {
  payees += 1
  return seedPayment(base.db, { token, to: addressOf(payees), amount: amountOf(units), at })
}
async function claim(owner: string, ttlMs = 60_000): Promise<Lease> {
  await base.db.query('test_expire', 'update senders set lease_until = now() - interval $$1 second$$')
  const lease = await store.claimLease(sender, { owner, ttlMs })
  if (!lease.ok || lease.value === null) throw new Error('the lease is free')
  return lease.value
}
async function due() {
  const work = await store.takeDue(sender, 50)
  if (!work.ok) throw work.error
  return work.value
}
let hashes = 0
/** Signs everything that is due, as the engine would. */
async function scheduleAll(lease: Lease): Promise<readonly SlotRecord[]> {
  const work = await due()
  const firstNonce = work.nextNonce ?? 0
  const slots = work.due.map((payment, index) => {
    hashes += 1
    return { nonce: firstNonce + index, payment, attempt: attemptOf(hashes) }
  })
  const stored = await store.storeSigned(lease, { firstNonce, slots, at })
  expect(stored).toEqual({ ok: true, value: undefined })
  return open()
}
async function open(): Promise<readonly SlotRecord[]> {
  const slots = await store.openSlots(sender, 1_000)
  if (!slots.ok) throw slots.error
  return slots.value
}
async function advance(lease: Lease, slots: readonly SlotRecord[], factOf: (slot: SlotRecord) => Fact) {
  const chain = { blockTime: async () => ({ ok: true, value: blockTime }) as const }
  const deps: BookingDeps = { chain, ids: uuidV7, settings: { asset: 'MNEE' } }
  const advances = await Promise.all(
    slots.map(async (slot) => {
      const saga = { payment: slot.payment.state, generation: slot.payment.generation, slot }
      const { event, effects } = decide(saga, factOf(slot))
      if (event === null) throw new Error('the fact moves the slot')
      const made = await advanceOf(deps, { payment: slot.payment, event, effects, times: new Map() })
      if (!made.ok) throw new Error('the advance is complete')
      return made.value
    }),
  )
  return store.advance(lease, { advances, at })
}
const minedAs = (status: 'success' | 'reverted') => (slot: SlotRecord) =>
  ({
    hash: slot.attempts[0]?.hash ?? hashOf(0),
    blockNumber: 5n,
    blockHash: hashOf(99),
    status,
    feeWei: 7n,
  }) as const
async function balance() {
  const rows = await base.db.query('test_balance', 'select posted, held from treasury_balance')
  return z.object({ posted: z.string(), held: z.string() }).parse(rows[0])
}

describe('legal edges', () => {
  it('stand in the database exactly as in the pure list', async () => {
    const moves = (states: readonly string[], edges: { readonly [from: string]: readonly string[] }) =>
      states.flatMap((from) => (edges[from] ?? []).map((to) => `${from} ${to}`)).toSorted()
    const rows = await base.db.query(
      'test_edges',
      `select p.proname as name, m[1] || ' ' || m[2] as edge from pg_proc p,
         lateral regexp_matches(p.prosrc, $$\\('(\\w+)', '(\\w+)'\\)$$, 'g') m
       where p.proname in ('guard_payment_state', 'guard_slot_state')`,
    )
    const found = z.array(z.object({ name: z.string(), edge: z.string() })).parse(rows)
    const of = (name: string) =>
      found
        .filter((row) => row.name === name)
        .map((row) => row.edge)
        .toSorted()
    expect(of('guard_payment_state')).toEqual(moves(paymentStates, paymentEdges))
    expect(of('guard_slot_state')).toEqual(moves(slotStates, slotEdges))
  })

  it('are enforced: every other move of a payment or slot is refused by the trigger', async () => {
    const { paymentId } = await seed()
    const move = 'update payments set state = $2 where id = $1'
    await expect(base.db.query('test_move', move, [paymentId, 'final'])).rejects.toThrow('may not go')
    await base.db.query('test_move', move, [paymentId, 'cancelled'])
    await expect(base.db.query('test_move', move, [paymentId, 'approved'])).rejects.toThrow('may not go')
    const terms = 'update payments set amount = amount + 1 where id = $1'
    await expect(base.db.query('test_terms', terms, [paymentId])).rejects.toThrow('never change')
  })
})

describe('the lease', () => {
  it('has one holder; who takes over after it ran out has a higher epoch and the old one stores nothing', async () => {
    const old = await claim('first')
    expect(await store.claimLease(sender, { owner: 'second', ttlMs: 60_000 })).toEqual({
      ok: true,
      value: null,
    })
    expect(await store.renewLease(old, 60_000)).toEqual({ ok: true, value: true })
    const next = await claim('second')
    expect(next.epoch).toBe(old.epoch + 1n)
    expect(await store.renewLease(old, 60_000)).toEqual({ ok: true, value: false })
    const lost = { ok: false, error: { kind: 'lease_lost' } }
    await seed()
    const work = await due()
    const slots = work.due.slice(0, 1).map((payment) => ({ nonce: 0, payment, attempt: attemptOf(60_000) }))
    expect(await store.setFirstNonce(next, 0)).toMatchObject({ ok: true })
    expect(await store.storeSigned(old, { firstNonce: 0, slots, at })).toEqual(lost)
    expect(await store.recordAnswers(old, [])).toEqual(lost)
    expect(await store.advance(old, { advances: [], at })).toEqual(lost)
    expect(await store.pauseSender(old, 'late', at)).toEqual(lost)
    expect((await due()).pausedReason).toBeNull()
    await store.releaseLease(next)
    expect(await store.claimLease(sender, { owner: 'third', ttlMs: 1 })).toMatchObject({
      ok: true,
      value: { owner: 'third' },
    })
  })
})

describe('a signed payment', () => {
  it('is stored with nonce and bytes before it may be sent; the wrong nonce or a second time stores nothing', async () => {
    const lease = await claim('signer')
    await seed()
    const before = await due()
    const [payment] = before.due
    if (payment === undefined || before.nextNonce === null) throw new Error('a payment is due')
    const slots = [{ nonce: before.nextNonce, payment, attempt: attemptOf(70_000) }]
    const gap = await store.storeSigned(lease, { firstNonce: before.nextNonce + 1, slots, at })
    expect(gap).toMatchObject({ ok: false, error: { kind: 'stale' } })
    expect(await store.storeSigned(lease, { firstNonce: before.nextNonce, slots, at })).toMatchObject({
      ok: true,
    })
    const again = [{ ...slots[0], nonce: before.nextNonce + 1, payment, attempt: attemptOf(70_001) }]
    expect(
      await store.storeSigned(lease, { firstNonce: before.nextNonce + 1, slots: again, at }),
    ).toMatchObject({ ok: false })
    const slot = (await open()).find((each) => each.nonce === before.nextNonce)
    expect(slot).toMatchObject({ state: 'signed', payment: { id: payment.id, state: 'scheduled' } })
    expect(slot?.attempts).toEqual([attemptOf(70_000)])
  })

  it('is refused while the sender is paused or paying is switched off', async () => {
    const lease = await claim('paused')
    await seed()
    const work = await due()
    const firstNonce = work.nextNonce ?? 0
    const slots = work.due.map((payment, i) => ({
      nonce: firstNonce + i,
      payment,
      attempt: attemptOf(80_000 + i),
    }))
    const stale = { ok: false, error: { kind: 'stale' } }
    await store.pauseSender(lease, 'foreign_nonce', at)
    await store.pauseSender(lease, 'another', at)
    expect((await due()).pausedReason).toBe('foreign_nonce')
    expect(await store.storeSigned(lease, { firstNonce, slots, at })).toMatchObject(stale)
    await store.clearPause(lease, 'another', at)
    expect((await due()).pausedReason).toBe('foreign_nonce')
    await store.clearPause(lease, 'foreign_nonce', at)
    await base.db.query('test_switch', 'update payment_switch set paused_reason = $1', ['stop'])
    expect(await due()).toMatchObject({ pausedReason: null, switchedOffReason: 'stop' })
    expect(await store.storeSigned(lease, { firstNonce, slots, at })).toMatchObject(stale)
    await base.db.query('test_switch', 'update payment_switch set paused_reason = $1', [null])
    expect(await store.storeSigned(lease, { firstNonce, slots, at })).toMatchObject({ ok: true })
  })

  it('keeps its bytes for ever, and takes one more attempt only while no block holds it', async () => {
    const lease = await claim('bump')
    await seed()
    const slot = (await scheduleAll(lease)).at(-1)
    if (slot === undefined) throw new Error('a slot is open')
    const attempt = { ...attemptOf(90_000), fees: { maxFeePerGas: 3n, maxPriorityFeePerGas: 2n } }
    expect(await store.storeAttempt(lease, { slot, attempt, at })).toMatchObject({ ok: true })
    expect((await open()).at(-1)?.attempts.map((each) => each.hash)).toEqual([
      slot.attempts[0]?.hash,
      hashOf(90_000),
    ])
    const change = 'update tx_attempts set raw = $2 where hash = $1'
    await expect(base.db.query('test_raw', change, [hashOf(90_000), '0x02'])).rejects.toThrow('never change')
    await expect(
      base.db.query('test_drop', 'delete from tx_attempts where hash = $1', [hashOf(90_000)]),
    ).rejects.toThrow('append-only')
    await advance(lease, [slot], (of) => ({ kind: 'mined', as: 'pay', mined: minedAs('success')(of) }))
    expect(await store.storeAttempt(lease, { slot, attempt: attemptOf(90_001), at })).toMatchObject({
      ok: false,
    })
  })
})

describe('settling', () => {
  it('books many payments at once: hold posted, cost, gas, month of the block, invoice paid; a second time nothing', async () => {
    const lease = await claim('settle')
    await advanceAllToEnd(lease)
    const before = await balance()
    const seeded = [await seed(100n), await seed(23n)]
    const slots = await scheduleAll(lease)
    await advance(lease, slots, (of) => ({ kind: 'mined', as: 'pay', mined: minedAs('success')(of) }))
    const mined = await open()
    const settled = (of: SlotRecord): Fact => ({
      kind: 'settled',
      as: 'pay',
      mined: minedAs('success')(of),
      depth: 3n,
      depthNeeded: 3n,
      transferSeen: true,
    })
    expect(await advance(lease, mined, settled)).toMatchObject({ ok: true })
    const after = await balance()
    expect(BigInt(before.posted) - BigInt(after.posted)).toBe(123n)
    expect(after.held).toBe(before.held)
    expect(await advance(lease, mined, settled)).toMatchObject({ ok: false, error: { kind: 'stale' } })
    expect(await balance()).toEqual(after)

    const ids = seeded.map((each) => each.paymentId)
    const rows = await base.db.query(
      'test_settled',
      `select pm.state, i.status, sp.open, (select string_agg(l.kind || ':' || l.from_account || '>' || split_part(l.to_account, ':', 1)
          || ':' || l.asset || ':' || l.amount, ' ' order by l.id) from ledger_postings l where l.payment_id = pm.id) as book
       from payments pm join invoices i on i.id = pm.invoice_id join slot_payments sp on sp.payment_id = pm.id
       where pm.id = any ($1::uuid[]) order by pm.amount`,
      [ids],
    )
    expect(
      rows.map((row) => ({ ...row, book: String(row['book']).replace(/payable:[0-9a-f-]+/, 'payable') })),
    ).toEqual(
      [23, 100].map((units) => ({
        state: 'final',
        status: 'paid',
        open: false,
        book:
          `hold:treasury>payable:MNEE:${units} post:treasury>payable:MNEE:${units} ` +
          `direct:payable>expense:MNEE:${units} direct:treasury:gas>fees:GAS:7`,
      })),
    )
    const months = await base.db.query(
      'test_month',
      "select cash_out from treasury_months where month = '2026-02-01'",
    )
    expect(BigInt(z.object({ cash_out: z.string() }).parse(months[0]).cash_out)).toBeGreaterThanOrEqual(123n)
  })

  it('of a reverted payment gives hold and rolling cap back, books the gas, and marks the invoice failed', async () => {
    const lease = await claim('fail')
    await advanceAllToEnd(lease)
    const spent = async () =>
      z
        .object({ n: z.string() })
        .parse((await base.db.query('test_spent', 'select sum(amount) as n from auto_spend'))[0]).n
    const [heldBefore, spentBefore] = [(await balance()).held, await spent()]
    const { paymentId } = await seed(55n)
    const slots = await scheduleAll(lease)
    await advance(lease, slots, (of) => ({ kind: 'mined', as: 'pay', mined: minedAs('reverted')(of) }))
    const failed = await advance(lease, await open(), (of) => ({
      kind: 'settled',
      as: 'pay',
      mined: minedAs('reverted')(of),
      depth: 3n,
      depthNeeded: 3n,
      transferSeen: false,
    }))
    expect(failed).toMatchObject({ ok: true })
    expect((await balance()).held).toBe(heldBefore)
    expect(await spent()).toBe(spentBefore)
    const rows = await base.db.query(
      'test_failed',
      `select pm.state, i.status, (select string_agg(kind, ' ' order by id) from ledger_postings where payment_id = pm.id) as book
       from payments pm join invoices i on i.id = pm.invoice_id where pm.id = $1`,
      [paymentId],
    )
    expect(rows).toEqual([{ state: 'failed_reverted', status: 'failed', book: 'hold void direct' }])
  })

  it('tells every step through events and the outbox in the same transaction', async () => {
    const rows = await base.db.query(
      'test_told',
      `select count(*) as n from payment_events e where e.kind in ('scheduled', 'mined', 'paid', 'reverted')
         and not exists (select 1 from outbox o where o.subject_id = e.payment_id::text and o.topic = 'payment.' || e.kind)`,
    )
    expect(count.parse(rows[0]).n).toBe(0n)
    const told = await base.db.query(
      'test_paid_told',
      "select count(*) as n from outbox where topic = 'payment.paid'",
    )
    expect(count.parse(told[0]).n).toBeGreaterThan(1n)
  })
})

async function advanceAllToEnd(lease: Lease): Promise<void> {
  if ((await due()).due.length > 0) await scheduleAll(lease)
  const unmined = (await open()).filter((slot) => slot.state !== 'mined')
  if (unmined.length > 0) {
    await advance(lease, unmined, (of) => ({ kind: 'mined', as: 'pay', mined: minedAs('success')(of) }))
  }
  const mined = await open()
  if (mined.length === 0) return
  await advance(lease, mined, (of) => ({
    kind: 'settled',
    as: 'pay',
    mined: of.mined ?? minedAs('success')(of),
    depth: 3n,
    depthNeeded: 3n,
    transferSeen: true,
  }))
  expect(await open()).toEqual([])
}
