import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { sleep, systemClock } from '#adapters/clock/system.ts'
import { killSelfAt, noCrashPoints } from '#adapters/crash/kill-self.ts'
import { booksStore } from '#adapters/db/books-store.ts'
import { createIdempotencyStore } from '#adapters/db/idempotency-store.ts'
import { maintenanceStore } from '#adapters/db/maintenance-store.ts'
import { outboxStore } from '#adapters/db/outbox-store.ts'
import { paymentStore } from '#adapters/db/payment-store.ts'
import { createSessionStore } from '#adapters/db/session-store.ts'
import { waitingStore } from '#adapters/db/waiting-store.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { openFileMail } from '#adapters/mail/file.ts'
import { openSmtpMail } from '#adapters/mail/smtp.ts'
import { openPgBoss } from '#adapters/queue/pg-boss.ts'
import { bookFunding } from '#flow/book-funding.ts'
import type { TokenContext } from '#flow/gather-facts.ts'
import type { Redecided } from '#flow/redecide-invoice.ts'
import { takeTurn } from '#flow/run-payment.ts'
import { engineDefaults } from '#flow/run-payment-engine.ts'
import type { Log } from '#http/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import type { InvoiceId } from '#kernel/ids.ts'
import type { Result } from '#kernel/result.ts'
import { createFundingLoop } from '#worker/funding-loop.ts'
import type { HashBoard } from '#worker/hash-waiter.ts'
import { jobQueues, workOnJobs } from '#worker/jobs.ts'
import { createMaintenance } from '#worker/maintenance.ts'
import { createOutboxRelay } from '#worker/outbox-relay.ts'
import { createPaymentLoop, type PaymentLoop } from '#worker/payment-loop.ts'
import type { Config } from './config.ts'
import { logFields } from './log-fields.ts'
import type { OpenedChain } from './open-chain.ts'
import type { OpenDatabase } from './open-database.ts'
import { startFailure } from './start-failure.ts'

type Parts = {
  readonly config: Config
  readonly log: Log
  readonly database: OpenDatabase
  readonly chain: OpenedChain
  readonly board: HashBoard
  readonly redecide: (id: InvoiceId) => Promise<Result<Redecided, Fault>>
}

/** The back door: everything that goes on without a request. */
export type Worker = {
  /** Begins to pay; called once the token is known. */
  readonly startPaying: (token: TokenContext) => void
  readonly loop: () => PaymentLoop | null
  readonly stop: () => Promise<void>
}

/**
 * Composes and starts jobs, relay and housekeeping; paying starts with the chain's token.
 * @param parts what is open already   @returns the worker, running
 * Errors: StartFailure when the job queue cannot be opened. Source: ARCHITECTURE.md, worker.
 */
export async function composeWorker(parts: Parts): Promise<Worker> {
  const { config, log, database } = parts
  const jobs = await openPgBoss({
    connectionString: database.connectionString,
    queues: jobQueues,
    onFault: (fault) => log.warn({ internal: fault.internal }, 'job queue'),
  })
  if (!jobs.ok) throw startFailure('The job queue cannot be opened', jobs.error)
  const relay = createOutboxRelay({
    outbox: outboxStore(database.db),
    jobs: jobs.value,
    mailTo: config.ALERT_TARGET_EMAIL ?? (config.smtpUrl === null ? 'treasurer@localhost' : null),
    sleep,
    report: (event) => {
      if (event.kind !== 'published') log.warn({ ...event }, 'outbox relay')
    },
  })
  const leave = database.listener.subscribe('outbox_new', { onNotice: relay.wake, onMaybeMissed: relay.wake })
  const maintenance = createMaintenance({
    store: maintenanceStore(database.db),
    deleteIdempotencyKeys: createIdempotencyStore(database.db).deleteOlder,
    deleteExpiredSessions: createSessionStore(database.db).deleteExpired,
    clock: systemClock,
    sleep,
    report: (event) => {
      if (event.kind === 'failed') log.warn({ task: event.task, err: event.error }, 'housekeeping')
    },
  })
  const working = await workOnJobs({
    jobs: jobs.value,
    waiting: waitingStore(database.db),
    redecide: parts.redecide,
    mail: mailOf(config),
    report: (event) => log.warn({ ...event }, 'job'),
  })
  if (!working.ok) throw startFailure('The job queue cannot be worked on', working.error)
  relay.start()
  maintenance.start()
  const paying = createPaying(parts)
  return {
    startPaying: paying.start,
    loop: paying.loop,
    stop: async () => {
      await paying.stop()
      leave()
      await Promise.all([relay.stop(), maintenance.stop(), jobs.value.stop()])
    },
  }
}

function createPaying(parts: Parts) {
  const state: { loop: PaymentLoop | null; stops: readonly (() => unknown)[] } = { loop: null, stops: [] }
  return {
    loop: () => state.loop,
    start: (token: TokenContext) => {
      if (state.loop !== null) return
      const loop = paymentLoop(parts, token)
      const funding = fundingLoop(parts, token)
      const { listener } = parts.database
      state.loop = loop
      state.stops = [
        listener.subscribe('payment_due', { onNotice: loop.wake, onMaybeMissed: loop.wake }),
        () => loop.stop(),
        () => funding.stop(),
      ]
      loop.start()
      funding.start()
    },
    stop: async () => {
      for (const stop of state.stops) await stop()
    },
  }
}

function paymentLoop(parts: Parts, token: TokenContext): PaymentLoop {
  const { config, log, chain } = parts
  const crashPoints = config.CRASH_AT === undefined ? noCrashPoints : killSelfAt(config.CRASH_AT)
  const store = paymentStore({ db: parts.database.db, asset: token.symbol, crashPoints })
  const engine = {
    store,
    chain: chain.port,
    signer: chain.wallet.signer,
    clock: systemClock,
    ids: uuidV7,
    crashPoints,
    settings: {
      ...engineDefaults,
      chainId: chain.chainId,
      asset: token.symbol,
      confirmations: BigInt(config.confirmations),
    },
    onSigned: (paymentId: string, hash: string) => parts.board.announce(paymentId, hash),
  }
  return createPaymentLoop({
    store,
    turn: (lease, memory) => takeTurn(engine, lease, memory),
    sender: { chainId: chain.chainId, address: chain.wallet.signer.address },
    owner: `${hostname()}:${process.pid}:${randomUUID()}`,
    clock: systemClock,
    sleep,
    report: (event) => {
      if (event.kind === 'bug') log.error({ err: event.error, failures: event.failures }, 'payment loop: bug')
      else if (event.kind === 'problem')
        log.warn(logFields(event), 'payment loop: waiting for something outside')
      else log.info(logFields(event), `payment loop: ${event.kind.replaceAll('_', ' ')}`)
    },
  })
}

function fundingLoop(parts: Parts, token: TokenContext) {
  const ports = {
    chain: parts.chain.port,
    books: booksStore(parts.database.db),
    ids: uuidV7,
    clock: systemClock,
  }
  const of = {
    asset: token.symbol,
    decimals: token.decimals,
    treasury: parts.chain.wallet.signer.address,
    confirmations: BigInt(parts.config.confirmations),
  }
  return createFundingLoop({
    book: () => bookFunding(ports, of),
    sleep,
    report: (event) =>
      event.kind === 'booked'
        ? parts.log.info({ count: event.count }, 'transfers into the treasury booked as funding')
        : parts.log.warn({ err: event.error }, 'funding is booked later'),
  })
}

function mailOf(config: Config) {
  const from = config.SMTP_EMAIL ?? config.ALERT_TARGET_EMAIL ?? 'treasurer@localhost'
  return config.smtpUrl === null
    ? openFileMail({ folder: join(config.dataDir, 'outbox'), from })
    : openSmtpMail({ url: config.smtpUrl, from })
}
