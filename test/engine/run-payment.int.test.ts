import { keccak256 } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Receipt } from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import { Fault } from '#kernel/fault.ts'
import { plusMs } from '#kernel/time.ts'
import type { Seeded } from '#test/crash/seed.ts'
import { createEngine, type TestEngine } from './engine.ts'

// One engine, one book: whatever a test does, the oracle checks all payments so far.
let engine: TestEngine
const failed: Seeded[] = []

beforeAll(async () => {
  engine = await createEngine()
})
afterAll(() => engine.end())

async function allPaidOnce(seeded: readonly Seeded[]): Promise<void> {
  await engine.turnsUntil(engine.isIn(seeded, 'final'))
  expect(await engine.violations(failed)).toEqual([])
}
const withChain = (change: Partial<ChainPort>): { readonly chain: ChainPort } => ({
  chain: { ...engine.deps.chain, ...change },
})
const away = new Fault({ code: 'CHAIN_UNAVAILABLE', internal: 'test: cut', public: '', retryable: true })
const cut = async () => ({ ok: false, error: away }) as const

describe('paying', () => {
  it('signs, stores, sends in one turn, tells the hash before sending, and books the final payment', async () => {
    const seeded = [await engine.seed(), await engine.seed()]
    expect(await engine.turn()).toBeNull()
    expect(engine.signed).toEqual(seeded.map((payment) => payment.paymentId))
    for (const payment of seeded) expect(await engine.stateOf(payment)).not.toBe('approved')
    await allPaidOnce(seeded)
    for (const payment of seeded) {
      expect(await engine.events(payment)).toEqual(['approved', 'scheduled', 'sent', 'mined', 'paid'])
    }
  })

  it('from approval to broadcast takes milliseconds when idle', async () => {
    const times: number[] = []
    const seeded: Seeded[] = []
    for (let round = 0; round < 20; round += 1) {
      const payment = await engine.seed()
      seeded.push(payment)
      const start = performance.now()
      let sentAt = 0
      const chain: Partial<ChainPort> = {
        broadcast: (raw) => {
          sentAt ||= performance.now()
          return engine.deps.chain.broadcast(raw)
        },
      }
      await engine.turn(withChain(chain))
      times.push(sentAt - start)
    }
    const p95 = times.toSorted((a, b) => a - b).at(-2) ?? 0
    process.stdout.write(`approve → broadcast p95 ${p95.toFixed(1)} ms of 20, on whatever else runs here\n`)
    // The goal is 50 ms on a quiet machine; here only what a waiting request would notice.
    expect(p95).toBeLessThan(2_000)
    await allPaidOnce(seeded)
  })

  it('keeps at most the window without a block, and takes the rest later, oldest first', async () => {
    const settings = { ...engine.deps.settings, windowMax: 2 }
    const seeded = [await engine.seed(), await engine.seed(), await engine.seed()]
    await engine.turn({ settings, ...withChain({ broadcast: cut }) }).catch(() => undefined)
    expect(await Promise.all(seeded.map(engine.stateOf))).toEqual(['scheduled', 'scheduled', 'approved'])
    expect(
      await engine
        .turn({ settings, ...withChain({ head: async () => ({ ok: false, error: away }) }) })
        .catch(() => 'cut'),
    ).toBe('cut')
    expect(await engine.stateOf(seeded[2] ?? raise())).toBe('approved')
    await engine.turnsUntil(engine.isIn(seeded, 'final'), { settings })
    await allPaidOnce(seeded)
  })
})

/** How many blocks must go so that the first of these is gone from the chain. */
async function blocksSince(payments: readonly Seeded[]): Promise<number> {
  const rows = await engine.base.db.query(
    'test_first_block',
    `select min(s.block_number) as block from tx_slots s join slot_payments sp using (chain_id, sender, nonce)
     where sp.payment_id = any ($1::uuid[])`,
    [payments.map((payment) => payment.paymentId)],
  )
  const head = await engine.chain.port.head()
  const block = rows[0]?.['block']
  if (!head.ok || typeof block !== 'bigint') throw new Error('they are on the chain')
  // Blocks go on being made meanwhile: some more, so that the first is surely gone.
  return Number(head.value.number - block + 60n)
}

function raise(): never {
  throw new Error('seeded')
}

describe('waiting instead of failing', () => {
  it('without gas nothing is signed and no nonce is spent; it goes on when gas is there', async () => {
    const gas = `0x${(10n ** 22n).toString(16)}`
    await engine.chain.must('anvil_setBalance', engine.account.address, '0x1')
    const seeded = [await engine.seed()]
    expect(await engine.turn()).toBe('gas_empty')
    expect(await engine.stateOf(seeded[0] ?? raise())).toBe('approved')
    await engine.chain.must('anvil_setBalance', engine.account.address, gas)
    await allPaidOnce(seeded)
  })

  it('with fees over the cap nothing is signed', async () => {
    const seeded = [await engine.seed()]
    const settings = { ...engine.deps.settings, maxFeeCap: 1n }
    expect(await engine.turn({ settings })).toBe('fee_cap')
    await allPaidOnce(seeded)
  })

  it('a call of the chain that fails, whichever it is, loses nothing', async () => {
    const names = [
      'identity',
      'head',
      'blockHash',
      'blockTime',
      'nonces',
      'balances',
      'fees',
      'receipts',
      'broadcast',
      'simulateTransfer',
    ] as const
    const seeded: Seeded[] = []
    for (const name of names) {
      seeded.push(await engine.seed())
      engine.forget()
      for (let round = 0; round < 4; round += 1)
        await engine.turn(withChain({ [name]: cut })).catch(() => undefined)
    }
    await allPaidOnce(seeded)
  })

  it('another chain behind the endpoint pauses the sender; it goes on by itself when the right one is back', async () => {
    engine.forget()
    const seeded = [await engine.seed()]
    const other = await engine.deps.chain.identity()
    if (!other.ok) throw other.error
    const wrong = { ok: true, value: { ...other.value, genesisHash: `0x${'e'.repeat(64)}` } } as const
    expect(await engine.turn(withChain({ identity: async () => wrong }))).toBe('chain_mismatch')
    expect(await engine.pausedReason()).toBe('chain_mismatch')
    expect(await engine.stateOf(seeded[0] ?? raise())).toBe('approved')
    await allPaidOnce(seeded)
    expect(await engine.pausedReason()).toBeNull()
  })

  it('a node that lags concludes nothing: mined stays mined', async () => {
    const seeded = [await engine.seed()]
    await engine.turnsUntil(engine.isIn(seeded, 'mined'))
    const old = await engine.deps.chain.head()
    if (!old.ok) throw old.error
    const stale = {
      ok: true,
      value: { ...old.value, number: old.value.number / 2n, hash: `0x${'9'.repeat(64)}` },
    } as const
    await engine.turn(
      withChain({ head: async () => stale, blockHash: async () => ({ ok: true, value: null }) }),
    )
    expect(await engine.events(seeded[0] ?? raise())).not.toContain('reorged')
    await allPaidOnce(seeded)
  })
})

describe('payments that cannot be', () => {
  it('what the token would refuse is blocked for a person before a nonce is spent, its hold kept', async () => {
    const before = await engine.chain.port.nonces(engine.account.address)
    const payment = await engine.seed()
    await engine.chain.mined(await engine.chain.blockAccount(payment.to, true))
    await engine.turn()
    expect(await engine.stateOf(payment)).toBe('blocked')
    expect(await engine.chain.port.nonces(engine.account.address)).toEqual(before)
    await engine.chain.mined(await engine.chain.blockAccount(payment.to, false))
    await engine.base.db.query(
      'test_release',
      "update payments set state = 'approved', generation = 2 where id = $1",
      [payment.paymentId],
    )
    await allPaidOnce([payment])
  })

  it('what reverts on the chain is failed with its hold given back', async () => {
    const payment = await engine.seed()
    await engine.turn(withChain({ broadcast: cut })).catch(() => undefined)
    expect(await engine.stateOf(payment)).toBe('scheduled')
    await engine.chain.mined(await engine.chain.blockAccount(payment.to, true))
    await engine.turnsUntil(engine.isIn([payment], 'failed_reverted'))
    failed.push(payment)
    expect(await engine.violations(failed)).toEqual([])
  })
})

describe('the chain changes its mind', () => {
  it('a reorg puts mined back to signed and the same bytes are paid once', async () => {
    const payment = await engine.seed()
    await engine.turnsUntil(engine.isIn([payment], 'mined'))
    await engine.chain.must('anvil_reorg', 3, [])
    await allPaidOnce([payment])
  })

  it('what the pool dropped silently is sent again, the same bytes', async () => {
    const payment = await engine.seed()
    let drops = 0
    // A pool that answers "accepted" and then forgets, twice; the crash suite drops anvil's own pool.
    const dropping: ChainPort['broadcast'] = async (raw) => {
      drops += 1
      if (drops > 2) return engine.deps.chain.broadcast(raw)
      return {
        ok: true,
        value: raw.map((bytes) => ({ hash: keccak256(bytes), accepted: true, said: 'accepted' })),
      }
    }
    await engine.turnsUntil(engine.isIn([payment], 'final'), withChain({ broadcast: dropping }))
    const rows = await engine.base.db.query(
      'test_resent',
      `select count(*)::int as attempts, min(t.broadcasts) > 2 as again from tx_attempts t
       join slot_payments sp using (chain_id, sender, nonce) where sp.payment_id = $1`,
      [payment.paymentId],
    )
    expect(rows).toEqual([{ attempts: 1, again: true }])
    await allPaidOnce([payment])
  })

  it('final payments that a rolled-back chain lost are sent again, nothing new is signed meanwhile, and it resumes', async () => {
    // Only empty blocks below: what earlier tests did on the chain is not rolled back with it.
    await engine.chain.must('anvil_mine', '0x80')
    const seeded = [await engine.seed(), await engine.seed()]
    await allPaidOnce(seeded)
    await engine.chain.must('anvil_rollback', await blocksSince(seeded))
    const later = [await engine.seed()]
    await engine.turnsUntil(engine.isIn(later, 'final'))
    const told = await engine.base.db.query(
      'test_paused',
      "select topic, payload ->> 'reason' as reason from outbox where topic like 'sender.%' order by id desc limit 2",
    )
    expect(told).toEqual([
      { topic: 'sender.resumed', reason: 'chain_rolled_back' },
      { topic: 'sender.paused', reason: 'chain_rolled_back' },
    ])
    expect(await engine.violations(failed)).toEqual([])
    for (const payment of seeded) expect(await engine.events(payment)).toContain('moved_block')
    expect(await engine.pausedReason()).toBeNull()
  })

  it('a stuck lowest nonce gets at least 12.5 % higher fees with the same transfer, and is paid once', async () => {
    const seeded = [await engine.seed(), await engine.seed()]
    await engine.turn(withChain({ broadcast: cut })).catch(() => undefined)
    // The market ran away after signing: 100 gwei base fee, three minutes ago by the engine's clock.
    await engine.chain.must('anvil_setNextBlockBaseFeePerGas', '0x174876e800')
    await engine.chain.mine()
    const later = { ...engine.deps.clock, now: () => plusMs(engine.deps.clock.now(), 180_000) }
    await engine.turn({ clock: later })
    expect(await engine.events(seeded[0] ?? raise())).toContain('fee_raised')
    const rows = await engine.base.db.query(
      'test_fees',
      `select bool_and(b.max_fee >= a.max_fee * 1.125 and b.tip >= a.tip * 1.125 and a.nonce = b.nonce) as raised
       from tx_attempts a join tx_attempts b using (chain_id, sender, nonce) where b.created_at > a.created_at`,
    )
    expect(rows).toEqual([{ raised: true }])
    await allPaidOnce(seeded)
  })
})

describe('proof', () => {
  it('a success without the Transfer log is never "paid": blocked, hold kept, sender stopped', async () => {
    const payment = await engine.seed()
    const noLogs: ChainPort['receipts'] = async (hashes) => {
      const read = await engine.deps.chain.receipts(hashes)
      if (!read.ok) return read
      return {
        ok: true,
        value: read.value.map((receipt): Receipt | null =>
          receipt === null ? null : { ...receipt, transfers: [] },
        ),
      }
    }
    await engine.turnsUntil(engine.isIn([payment], 'blocked'), withChain({ receipts: noLogs }))
    expect(await engine.pausedReason()).toBe('transfer_without_log')
    const rows = await engine.base.db.query('test_kept', 'select held::text from treasury_balance')
    expect(rows).toEqual([{ held: payment.amount.toString() }])
    await engine.base.db.query('test_resume', 'update senders set paused_reason = null')
  })

  it('a nonce used elsewhere at depth, read at two heads, stops the sender and moves no payment', async () => {
    const counts = await engine.chain.port.nonces(engine.account.address)
    if (!counts.ok) throw counts.error
    const payment = await engine.seed()
    await engine.turn(withChain({ broadcast: cut })).catch(() => undefined)
    const raw = await engine.account.signTransaction({
      type: 'eip1559',
      chainId: engine.deps.settings.chainId,
      nonce: counts.value.latest,
      to: engine.account.address,
      gas: 21_000n,
      maxFeePerGas: 400_000_000_000n,
      maxPriorityFeePerGas: 2_000_000_000n,
    })
    const sent = await engine.chain.port.broadcast([raw])
    if (!sent.ok || sent.value[0] === undefined) throw new Error('the node takes it')
    await engine.chain.mined(sent.value[0].hash)
    await engine.turnsUntil(async () => (await engine.pausedReason()) === 'foreign_nonce')
    expect(['scheduled', 'in_flight']).toContain(await engine.stateOf(payment))
    const late = await engine.seed()
    expect(await engine.turn()).toBe('foreign_nonce')
    expect(await engine.stateOf(late)).toBe('approved')
  })
})
