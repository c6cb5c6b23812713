import { jitter, sleep, systemClock } from '#adapters/clock/system.ts'
import { openFeed } from '#adapters/db/feed-store.ts'
import { createIdempotencyStore } from '#adapters/db/idempotency-store.ts'
import { ensurePolicy } from '#adapters/db/policy-store.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { createLlmReader, llmDefaults } from '#adapters/reader/llm.ts'
import type { ReaderPort } from '#flow/2-extraction/ports.ts'
import type { PolicyBody } from '#flow/3-decision/core/policy-body.ts'
import type { TokenContext } from '#flow/gather-facts.ts'
import type { HttpServer } from '#http/http-server.ts'
import { createMetrics, type Metrics } from '#http/metrics.ts'
import type { Log } from '#http/ports.ts'
import { buildServer } from '#http/server.ts'
import type { Mode, TreasuryDeps } from '#http/treasury-deps.ts'
import { loadWebApp } from '#http/web-app.ts'
import type { Identity } from '#identity/create-identity.ts'
import type { FirstOwner } from '#identity/ensure-first-owner.ts'
import { createHashBoard, type HashBoard } from '#worker/hash-waiter.ts'
import { createHeadWatch, type HeadWatch } from '#worker/head-watch.ts'
import type { PaymentLoop } from '#worker/payment-loop.ts'
import { composeIdentity } from './compose-identity.ts'
import { composeTreasury } from './compose-treasury.ts'
import { composeWorker } from './compose-worker.ts'
import type { Config } from './config.ts'
import { connectChain } from './connect-chain.ts'
import { firstOwner } from './first-owner.ts'
import { type OpenCache, openCache } from './open-cache.ts'
import { type OpenedChain, openTreasuryChain } from './open-chain.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { openJwtSecret } from './open-secrets.ts'
import { createReadiness } from './readiness.ts'

const webFolder = new URL('../../web/dist/', import.meta.url).pathname

export type App = {
  readonly server: HttpServer
  readonly identity: Identity
  readonly treasury: TreasuryDeps
  readonly owner: FirstOwner
  /** Finishes what is under way and closes everything, in order; bounded. */
  readonly stop: () => Promise<void>
}

/**
 * Opens every part, wires them and starts the back door. Nothing listens yet.
 * @param config the configuration   @param log structured lines   @param version of this program
 * @returns the program, running
 * Errors: StartFailure with one clear line; what was opened is closed again. Source: ARCHITECTURE.md, main.
 */
export async function compose(config: Config, log: Log, version: string): Promise<App> {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) await close()
  }
  try {
    return await open(config, log, version, { closers, stop })
  } catch (error) {
    await stop()
    throw error
  }
}

type Life = { readonly closers: (() => Promise<unknown>)[]; readonly stop: () => Promise<void> }

async function open(config: Config, log: Log, version: string, life: Life): Promise<App> {
  const secret = openJwtSecret(config)
  const cache = openCache(config, log)
  life.closers.push(cache.close)
  // Side by side: the database and the chain know nothing of each other.
  const opening = await Promise.allSettled([openDatabase(config, log), openTreasuryChain(config, log)])
  const [openedDatabase, openedChain] = opening
  if (openedDatabase.status === 'fulfilled') life.closers.push(openedDatabase.value.close)
  if (openedChain.status === 'fulfilled') life.closers.push(openedChain.value.close)
  if (openedDatabase.status === 'rejected') throw openedDatabase.reason
  if (openedChain.status === 'rejected') throw openedChain.reason
  const database = openedDatabase.value
  const chain = openedChain.value
  const chainPort = chain.port
  const headWatch = createHeadWatch({
    readHead: () => chainPort.head(),
    sleep,
    onChange: (answers) =>
      answers
        ? log.info({}, 'the chain answers again')
        : log.warn({}, 'the chain does not answer; payments wait'),
  })
  headWatch.start()
  life.closers.push(headWatch.stop)
  return assemble({ config, log, version, life, secret, cache, database, chain, headWatch })
}

type Opened = {
  readonly config: Config
  readonly log: Log
  readonly version: string
  readonly life: Life
  readonly secret: string
  readonly cache: OpenCache
  readonly database: OpenDatabase
  readonly chain: OpenedChain
  readonly headWatch: HeadWatch
}

async function assemble(parts: Opened): Promise<App> {
  const { config, log, life, database, chain, headWatch } = parts
  const { identity, passwordsPending } = composeIdentity(database, parts.cache, parts.secret)
  await ensurePolicy(database.db, initialPolicy(config), systemClock.now())
  const owner = await firstOwner(config, identity)
  const known: { token: TokenContext | null; waitingReason: () => string | null } = {
    token: null,
    waitingReason: () => null,
  }
  const board = createHashBoard(sleep)
  hearSignatures(database, board)
  const feed = openFeed({ ...database, onProblem: (error) => log.warn({ err: error }, 'live feed') })
  life.closers.push(async () => feed.close())
  const metrics = createMetrics({
    clock: systemClock,
    decimals: () => known.token?.decimals ?? 18,
    cacheState: parts.cache.state,
    passwordsPending,
    runtime: true,
  })
  const treasury = composeTreasury({
    log,
    database,
    chain,
    board,
    llm: llmOf(config),
    metrics,
    token: () => known.token,
    head: headWatch.head,
    chainAnswers: headWatch.answers,
    waitingReason: () => known.waitingReason(),
    confirmations: config.confirmations,
    mode: modeOf(config, chain),
    feed,
  })
  life.closers.push(treasury.stop)
  const worker = await composeWorker({ config, log, database, chain, board, redecide: treasury.redecide })
  known.waitingReason = () => {
    const health = worker.loop()?.health()
    return health?.status === 'waiting' ? health.reason : null
  }
  life.closers.push(worker.stop)
  const contact = await connectChain({ config, log, db: database.db, chain }, (token) => {
    known.token = token
    worker.startPaying(token)
  })
  life.closers.push(contact.stop)
  const server = await serverOf(parts, { identity, treasury, metrics, loop: worker.loop })
  life.closers.push(() => server.close())
  return { server, identity, treasury, owner, stop: life.stop }
}

/** The leader may be another process: it tells every process what it signed. */
function hearSignatures(database: OpenDatabase, board: HashBoard): void {
  database.listener.subscribe('payment_signed', {
    onNotice: (text) => {
      const [paymentId, hash] = text.split(' ')
      if (paymentId !== undefined && hash !== undefined) board.announce(paymentId, hash)
    },
    onMaybeMissed: () => undefined,
  })
}

async function serverOf(
  parts: Opened,
  made: {
    readonly identity: Identity
    readonly treasury: TreasuryDeps
    readonly metrics: Metrics
    readonly loop: () => PaymentLoop | null
  },
): Promise<HttpServer> {
  const { config, database } = parts
  return buildServer({
    config: {
      version: parts.version,
      production: config.NODE_ENV === 'production',
      rateLimitPerMinute: config.RATE_LIMIT_PER_MINUTE,
      trustedProxies: config.TRUSTED_PROXIES,
      corsOrigins: config.CORS_ORIGINS,
    },
    clock: systemClock,
    ids: uuidV7,
    digest: sha256Digest,
    log: parts.log,
    metrics: made.metrics,
    limits: parts.cache.limits,
    idempotency: createIdempotencyStore(database.db),
    identity: made.identity,
    readiness: createReadiness({ ...parts, loop: made.loop }),
    webApp: await loadWebApp(webFolder),
    treasury: made.treasury,
  })
}

function initialPolicy(config: Config): PolicyBody {
  return {
    approval_limit: config.APPROVAL_LIMIT,
    daily_limit: config.dailyLimit,
    critical_runway_tenths: config.CRITICAL_RUNWAY_MONTHS.toString(),
    vendor_cooling_off_hours: config.VENDOR_COOLING_OFF_HOURS,
    first_payment_review: config.FIRST_PAYMENT_REVIEW,
  }
}

function modeOf(config: Config, chain: OpenedChain): Mode {
  return {
    chain: chain.isLocal ? 'local' : 'configured',
    chain_id: chain.chainId,
    database: config.databaseIsEmbedded ? 'embedded' : 'configured',
    llm: config.OPENAI_API_KEY !== undefined,
    sample_data: config.sampleData,
  }
}

function llmOf(config: Config): ReaderPort | null {
  if (config.OPENAI_API_KEY === undefined) return null
  return createLlmReader(
    {
      ...llmDefaults,
      apiKey: config.OPENAI_API_KEY,
      baseUrl: config.OPENAI_BASE_URL ?? null,
      model: config.OPENAI_MODEL,
    },
    { sleep, random: jitter },
  )
}
