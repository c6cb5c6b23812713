import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { z } from 'zod'
import { systemClock } from '#adapters/clock/system.ts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { CrashPointName } from '#flow/5-payment/ports.ts'
import type { TokenAmount } from '#kernel/money.ts'
import { minor } from '#kernel/money.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import type { HarnessOptions } from './harness.ts'
import { describePayments, type Expected, findViolations } from './oracle.ts'
import { type Seeded, type SeedToken, seedBooks, seedPayment } from './seed.ts'

/** A harness process under test. */
export type Worker = {
  readonly pid: number
  readonly lines: readonly string[]
  /** Resolves once a line with these words was said; fails after 30 s. */
  readonly said: (words: string) => Promise<void>
  /** Arms a crash point in the running process. */
  readonly arm: (point: CrashPointName) => Promise<void>
  /** Resolves with the signal that ended it; fails after 30 s. */
  readonly ended: () => Promise<string>
  readonly signal: (name: NodeJS.Signals) => void
  readonly kill: () => Promise<void>
  readonly stop: () => Promise<number | null>
}

/** A real chain, a real database, books with money, and a key. */
export type World = {
  readonly chain: TestChain
  readonly base: TestDatabase
  readonly sender: Address
  readonly account: ReturnType<typeof privateKeyToAccount>
  readonly token: SeedToken
  readonly opening: TokenAmount
  readonly seed: (count: number, forged?: { readonly payeeSigned?: Address }) => Promise<readonly Seeded[]>
  readonly start: (change?: Partial<HarnessOptions>) => Promise<Worker>
  /** Waits until these payments are in `state` (final when not given); fails after 60 s with a description. */
  readonly reach: (payments: readonly Seeded[], state?: string, withinMs?: number) => Promise<void>
  readonly violations: (paid: readonly Seeded[], failed?: readonly Seeded[]) => Promise<readonly string[]>
  readonly pausedReason: () => Promise<string | null>
  readonly killAll: () => Promise<void>
  readonly end: () => Promise<void>
}

/** Blocks on top before a payment is final in these tests; the local chain's default. */
const confirmations = 3
const harness = fileURLToPath(new URL('./harness.ts', import.meta.url))
const opening = 50_000n
// On a busy machine a process needs seconds to load; these bounds only end a test that hangs.
const startMsMax = 30_000
const endMsMax = 30_000

/**
 * Builds a world for one test file.
 * @param options block time in ms
 * @returns the world; end it in afterAll. Errors: throws when a part cannot start.
 */
export async function createWorld(options: { readonly blockTimeMs?: number } = {}): Promise<World> {
  const key = generatePrivateKey()
  const account = privateKeyToAccount(key)
  const chain = await testChain({
    blockTimeMs: options.blockTimeMs ?? 60,
    treasury: account.address,
    balance: opening,
  })
  const base = await testDatabase({ max: 6 })
  const { chainId } = chain.local
  const token: SeedToken = { chainId, address: chain.token, symbol: 'MNEE' }
  await seedBooks(base.db, { symbol: 'MNEE', posted: chain.tokens(opening), at: systemClock.now() })
  const workers: Worker[] = []
  const settings: HarnessOptions = {
    databaseUrl: base.connectionString,
    rpcUrl: chain.url,
    chainId,
    token: chain.token,
    keyHex: key.slice(2),
    confirmations,
    crashAt: null,
    signal: 'SIGKILL',
    engine: 'real',
    windowMax: 64,
    bumpAfterMs: 30_000,
  }
  let seeds = 0
  const seedOne: (forged: { readonly payeeSigned?: Address }) => Promise<Seeded> = (forged) => {
    seeds += 1
    return seedNumber(base, { token, number: seeds, forged })
  }
  return {
    chain,
    base,
    sender: account.address,
    account,
    token,
    opening: chain.tokens(opening),
    seed: (count, forged = {}) => Promise.all(Array.from({ length: count }, () => seedOne(forged))),
    start: async (change = {}) => {
      const worker = startWorker({ ...settings, ...change })
      workers.push(worker)
      await worker.said('"ready"')
      return worker
    },
    reach: (payments, state = 'final', withinMs = 60_000) => reach(base, payments, { state, withinMs }),
    violations: (paid, failed = []) => violations({ chain, base, sender: account.address }, paid, failed),
    pausedReason: async () => {
      const rows = await base.db.query('world_paused', 'select paused_reason from senders')
      return z.object({ paused_reason: z.string().nullable() }).parse(rows[0]).paused_reason
    },
    killAll: () => killAll(workers),
    end: async () => {
      await killAll(workers)
      await base.close()
      await chain.stop()
    },
  }
}

/** Own payee and own amount each: the chain's logs alone then prove exactly-once. */
function seedNumber(
  base: TestDatabase,
  of: {
    readonly token: SeedToken
    readonly number: number
    readonly forged: { readonly payeeSigned?: Address }
  },
): Promise<Seeded> {
  const to: Address = `0x${(0x10_0000_0000n + BigInt(of.number)).toString(16).padStart(40, 'a')}`
  const amount = minor('MNEE', 1_000n + BigInt(of.number))
  return seedPayment(base.db, { token: of.token, to, amount, at: systemClock.now(), ...of.forged })
}

async function killAll(workers: readonly Worker[]): Promise<void> {
  for (const worker of workers) await worker.kill()
}

function violations(
  world: Pick<World, 'chain' | 'base' | 'sender'>,
  paid: readonly Seeded[],
  failed: readonly Seeded[],
): Promise<readonly string[]> {
  const expected: Expected = {
    asset: 'MNEE',
    sender: world.sender,
    confirmations: BigInt(confirmations),
    fromBlock: 0n,
    opening: world.chain.tokens(opening),
    paid,
    failed,
  }
  return findViolations(world.chain.port, world.base.db, expected)
}

function startWorker(options: HarnessOptions): Worker {
  const child = spawn(process.execPath, [harness, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => lines.push(...text.split('\n').filter((line) => line !== '')))
  const said = async (words: string) => {
    const deadline = performance.now() + startMsMax
    while (!lines.some((line) => line.includes(words))) {
      if (performance.now() > deadline) throw new Error(`it never said ${words}:\n${lines.join('\n')}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  return {
    pid: child.pid ?? 0,
    lines,
    said,
    arm: async (point) => {
      child.stdin.write(`${point}\n`)
      await said(`"armed","name":"${point}"`)
    },
    ended: () => endOf(child, lines),
    signal: (name) => child.kill(name),
    kill: async () => {
      if (isOver()) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
    stop: async () => {
      if (!isOver()) {
        child.kill('SIGTERM')
        await once(child, 'exit', { signal: AbortSignal.timeout(endMsMax) })
      }
      return child.exitCode
    },
  }
}

async function endOf(child: ChildProcess, lines: readonly string[]): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    await once(child, 'exit', { signal: AbortSignal.timeout(endMsMax) }).catch(() => {
      throw new Error(`the process did not reach its crash point:\n${lines.join('\n')}`)
    })
  }
  return child.signalCode ?? `exit ${child.exitCode}`
}

async function reach(
  base: TestDatabase,
  payments: readonly Seeded[],
  goal: { readonly state: string; readonly withinMs: number },
): Promise<void> {
  const ids = payments.map((payment) => payment.paymentId)
  const deadline = performance.now() + goal.withinMs
  for (;;) {
    const rows = await base.db.query(
      'world_reach',
      'select count(*) as n from payments where id = any ($1::uuid[]) and state = $2',
      [ids, goal.state],
    )
    if (z.object({ n: z.bigint() }).parse(rows[0]).n === BigInt(ids.length)) return
    if (performance.now() > deadline) {
      throw new Error(
        `not all are ${goal.state} within ${goal.withinMs} ms:\n${await describePayments(base.db)}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}
