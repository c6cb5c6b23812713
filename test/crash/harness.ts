import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { openChain } from '#adapters/chain/viem.ts'
import { systemClock } from '#adapters/clock/system.ts'
import { killSelfAt } from '#adapters/crash/kill-self.ts'
import { openListener } from '#adapters/db/listen.ts'
import { paymentStore } from '#adapters/db/payment-store.ts'
import { openPool } from '#adapters/db/pool.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createKeySigner } from '#adapters/signer/key-signer.ts'
import type { CrashPoints } from '#flow/5-payment/ports.ts'
import { takeTurn } from '#flow/run-payment.ts'
import { type EngineDeps, engineDefaults } from '#flow/run-payment-engine.ts'
import { createPaymentLoop } from '#worker/payment-loop.ts'
import { runNaively } from './naive.ts'

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)

/** What the parent tells a harness process, as JSON in its first argument. */
export const harnessOptions = z.object({
  databaseUrl: z.string(),
  rpcUrl: z.string(),
  chainId: z.int(),
  token: z.templateLiteral(['0x', z.string()]),
  keyHex: z.string(),
  confirmations: z.int(),
  crashAt: z.string().nullable(),
  signal: z.enum(['SIGKILL', 'SIGSTOP']),
  engine: z.enum(['real', 'naive']),
  windowMax: z.int(),
  bumpAfterMs: z.int(),
})
export type HarnessOptions = z.infer<typeof harnessOptions>

// A whole paying process without HTTP: it is started, killed and started again by the crash tests.
const options = harnessOptions.parse(JSON.parse(process.argv[2] ?? '{}'))
const say = (line: Readonly<Record<string, unknown>>) => {
  const text = JSON.stringify(line, bigintAsText)
  process.stdout.write(`${text}\n`)
}
const db = openPool({ connectionString: options.databaseUrl, applicationName: 'crash-harness', max: 4 })
let armed = killSelfAt(options.crashAt ?? '', options.signal)
const crashPoints: CrashPoints = { at: (name) => armed.at(name) }
// A line on the standard input arms another point, so that the survivor of one round is killed in the next.
createInterface({ input: process.stdin }).on('line', (name) => {
  armed = killSelfAt(name, options.signal)
  say({ kind: 'armed', name })
})
const signer = createKeySigner(Buffer.from(options.keyHex, 'hex'), {
  chainId: options.chainId,
  digest: sha256Digest,
})
if (!signer.ok) throw signer.error
const chain = openChain({
  url: options.rpcUrl,
  chainId: options.chainId,
  token: options.token,
  timeoutMs: 2_000,
})
const store = paymentStore({ db, asset: 'MNEE', crashPoints })
const deps: EngineDeps = {
  store,
  chain,
  signer: signer.value,
  clock: systemClock,
  ids: uuidV7,
  crashPoints,
  settings: {
    ...engineDefaults,
    chainId: options.chainId,
    asset: 'MNEE',
    confirmations: BigInt(options.confirmations),
    windowMax: options.windowMax,
    bumpAfterMs: options.bumpAfterMs,
  },
  onSigned: (paymentId, hash) =>
    say({ kind: 'signed', paymentId, hash, at: performance.timeOrigin + performance.now() }),
}

if (options.engine === 'naive') {
  say({ kind: 'ready' })
  await runNaively({ ...deps, db, sleep })
} else {
  const loop = createPaymentLoop({
    store,
    turn: (lease, memory) => takeTurn(deps, lease, memory),
    sender: { chainId: options.chainId, address: signer.value.address },
    owner: randomUUID(),
    clock: systemClock,
    sleep,
    report: (event) =>
      say(
        event.kind === 'bug'
          ? {
              kind: 'bug',
              error: event.error instanceof Error ? (event.error.stack ?? '') : String(event.error),
            }
          : event.kind === 'problem' && event.problem.kind === 'fault'
            ? { kind: 'problem', internal: event.problem.fault.internal }
            : event,
      ),
    // Short times, so that a hand-over after a kill takes less than a second.
    pace: { pollMs: 100, leaseMs: 800, claimMs: 50, backoffMsMin: 20, backoffMsMax: 200 },
  })
  const listener = openListener({
    connectionString: options.databaseUrl,
    applicationName: 'crash-harness-listen',
  })
  listener.subscribe('payment_due', { onNotice: loop.wake, onMaybeMissed: loop.wake })
  process.once('SIGTERM', () => {
    void loop
      .stop()
      .then(() => listener.close())
      .then(() => db.close())
      .then(() => process.exit(0))
  })
  loop.start()
  say({ kind: 'ready' })
}
