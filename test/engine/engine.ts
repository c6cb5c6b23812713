import { setTimeout as sleep } from 'node:timers/promises'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { systemClock } from '#adapters/clock/system.ts'
import { noCrashPoints } from '#adapters/crash/kill-self.ts'
import { paymentStore } from '#adapters/db/payment-store.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createKeySigner } from '#adapters/signer/key-signer.ts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { Lease } from '#flow/5-payment/core/payment-record.ts'
import { takeTurn } from '#flow/run-payment.ts'
import {
  afterProblem,
  type EngineDeps,
  type EngineMemory,
  type EngineSettings,
  emptyMemory,
  engineDefaults,
} from '#flow/run-payment-engine.ts'
import { minor } from '#kernel/money.ts'
import { findViolations } from '#test/crash/oracle.ts'
import { type Seeded, type SeedToken, seedBooks, seedPayment } from '#test/crash/seed.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'

/** The engine in this process, turn by turn, on a real chain and a real database. */
export type TestEngine = {
  readonly chain: TestChain
  readonly base: TestDatabase
  readonly deps: EngineDeps
  readonly lease: Lease
  readonly account: ReturnType<typeof privateKeyToAccount>
  readonly signed: readonly string[]
  readonly seed: (payment?: { readonly to?: Address; readonly units?: bigint }) => Promise<Seeded>
  /** Takes one turn; throws what went wrong; answers why it waits. */
  readonly turn: (change?: Partial<EngineDeps>) => Promise<string | null>
  /** Takes turns until `done`, at most 30 s. */
  readonly turnsUntil: (done: () => Promise<boolean>, change?: Partial<EngineDeps>) => Promise<void>
  readonly stateOf: (payment: Seeded) => Promise<string>
  readonly isIn: (payments: readonly Seeded[], state: string) => () => Promise<boolean>
  readonly pausedReason: () => Promise<string | null>
  readonly events: (payment: Seeded) => Promise<readonly string[]>
  /** Every payment seeded so far must be paid, except these. */
  readonly violations: (failed?: readonly Seeded[]) => Promise<readonly string[]>
  readonly forget: () => void
  readonly end: () => Promise<void>
}

const opening = 50_000n
const textRow = z.object({ text: z.string().nullable() })

/**
 * Builds the engine for one test file, with its lease.
 * @param options block time in ms, settings that differ from the defaults (confirmations 3)
 * @returns the engine; end it in afterAll. Errors: throws when a part cannot start.
 */
export async function createEngine(
  options: {
    readonly blockTimeMs?: number
    readonly gasWei?: bigint
    readonly settings?: Partial<EngineSettings>
  } = {},
): Promise<TestEngine> {
  const key = generatePrivateKey()
  const account = privateKeyToAccount(key)
  const chain = await testChain({
    blockTimeMs: options.blockTimeMs ?? 40,
    treasury: account.address,
    balance: opening,
    ...(options.gasWei === undefined ? {} : { gasWei: options.gasWei }),
  })
  const base = await testDatabase({ max: 6 })
  const token: SeedToken = { chainId: chain.local.chainId, address: chain.token, symbol: 'MNEE' }
  await seedBooks(base.db, { symbol: 'MNEE', posted: chain.tokens(opening), at: systemClock.now() })
  const signer = createKeySigner(Buffer.from(key.slice(2), 'hex'), {
    chainId: token.chainId,
    digest: sha256Digest,
  })
  if (!signer.ok) throw signer.error
  const signed: string[] = []
  const store = paymentStore({ db: base.db, asset: 'MNEE', crashPoints: noCrashPoints })
  const deps: EngineDeps = {
    store,
    chain: chain.port,
    signer: signer.value,
    clock: systemClock,
    ids: uuidV7,
    crashPoints: noCrashPoints,
    settings: {
      ...engineDefaults,
      chainId: token.chainId,
      asset: 'MNEE',
      confirmations: 3n,
      ...options.settings,
    },
    onSigned: (paymentId) => signed.push(paymentId),
  }
  const sender = { chainId: token.chainId, address: account.address }
  const lease = await store.claimLease(sender, { owner: 'test', ttlMs: 3_600_000 })
  if (!lease.ok || lease.value === null) throw new Error('nobody else holds the lease')
  const shared: Shared & Pick<TestEngine, 'signed'> = {
    chain,
    base,
    deps,
    lease: lease.value,
    account,
    signed,
    token,
    seeded: [],
  }
  const end = async () => {
    await base.close()
    await chain.stop()
  }
  return { ...shared, ...turnsOf(shared), ...reads(shared), end }
}

type Shared = Pick<TestEngine, 'chain' | 'base' | 'deps' | 'lease' | 'account'> & {
  readonly token: SeedToken
  readonly seeded: Seeded[]
}

function turnsOf({ deps, lease, base, token, seeded }: Shared) {
  let memory: EngineMemory = emptyMemory
  let seeds = 0
  const turn: TestEngine['turn'] = async (change = {}) => {
    const done = await takeTurn({ ...deps, ...change }, lease, memory)
    if (!done.ok) {
      memory = afterProblem(memory)
      throw done.error.kind === 'fault' ? done.error.fault : new Error(JSON.stringify(done.error))
    }
    memory = done.value.memory
    return done.value.waiting
  }
  return {
    turn,
    forget: () => {
      memory = emptyMemory
    },
    turnsUntil: async (done: () => Promise<boolean>, change: Partial<EngineDeps> = {}) => {
      const deadline = performance.now() + 30_000
      while (!(await done())) {
        if (performance.now() > deadline)
          throw new Error(`not done after 30 s of turns, waiting: ${await turn(change)}`)
        await turn(change)
        await sleep(15)
      }
    },
    seed: async ({ to, units }: { readonly to?: Address; readonly units?: bigint } = {}) => {
      seeds += 1
      const payee: Address = to ?? `0x${(0x20_0000_0000n + BigInt(seeds)).toString(16).padStart(40, 'b')}`
      const amount = minor('MNEE', units ?? 1_000n + BigInt(seeds))
      const payment = await seedPayment(base.db, { token, to: payee, amount, at: systemClock.now() })
      seeded.push(payment)
      return payment
    },
  }
}

function reads({ base, chain, account, seeded }: Shared) {
  const one = async (name: string, sql: string, id: string): Promise<string | null> => {
    const rows = await base.db.query(name, sql, [id])
    return textRow.parse(rows[0]).text
  }
  const stateOf = async (payment: Seeded) =>
    (await one('engine_state', 'select state as text from payments where id = $1', payment.paymentId)) ?? ''
  return {
    stateOf,
    isIn: (payments: readonly Seeded[], state: string) => async () => {
      for (const payment of payments) if ((await stateOf(payment)) !== state) return false
      return true
    },
    pausedReason: () =>
      one('engine_paused', 'select paused_reason as text from senders where address = $1', account.address),
    events: async (payment: Seeded) => {
      const sql = "select string_agg(kind, ' ' order by id) as text from payment_events where payment_id = $1"
      return ((await one('engine_events', sql, payment.paymentId)) ?? '').split(' ')
    },
    violations: (failed: readonly Seeded[] = []) =>
      findViolations(chain.port, base.db, {
        asset: 'MNEE',
        sender: account.address,
        confirmations: 3n,
        fromBlock: 0n,
        opening: chain.tokens(opening),
        paid: seeded.filter((payment) => !failed.includes(payment)),
        failed,
      }),
  }
}
