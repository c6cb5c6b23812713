import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'
import { unavailable } from './pool-failures.ts'

/** What a subscriber is told. */
export type ListenHandler = {
  readonly onNotice: (payload: string) => void
  /** Listening (re)started: whatever was sent before may have been missed, so read the truth again. */
  readonly onMaybeMissed: () => void
}

/** LISTEN on a connection of its own. */
export type Listener = {
  /** @returns a function that ends the subscription */
  readonly subscribe: (channel: string, handler: ListenHandler) => () => void
  readonly isListening: () => boolean
  readonly close: () => Promise<void>
}

const backoffMsMin = 100
const backoffMsMax = 5_000
// A connection that a firewall dropped stays silent for ever: ask it.
const probeEveryMs = 10_000
const answerTimeoutMs = 5_000

/**
 * Keeps one connection that listens, and opens it again with bounded backoff whenever it breaks.
 * @param options connectionString of a direct connection (a transaction pooler loses LISTEN)
 * @returns the listener; it connects by itself in the background
 * Errors: none thrown; every lost connection goes to onFault. Source: ENGINE "Work across processes and machines".
 */
export function openListener(options: {
  readonly connectionString: string
  readonly applicationName: string
  readonly onFault?: (fault: Fault) => void
}): Listener {
  const state: ListenState = { handlers: new Map(), client: null, stop: new AbortController() }
  const running = keepListening(state, options)
  return {
    subscribe: (channel, handler) => subscribe(state, channel, handler),
    isListening: () => state.client !== null,
    close: async () => {
      state.stop.abort()
      await running
    },
  }
}

type ListenState = {
  readonly handlers: Map<string, Set<ListenHandler>>
  client: pg.Client | null
  readonly stop: AbortController
}

function subscribe(state: ListenState, channel: string, handler: ListenHandler): () => void {
  invariant(/^[a-z_][a-z0-9_]{0,62}$/.test(channel), `not a channel name: ${channel}`)
  const known = state.handlers.get(channel)
  const handlers = known ?? new Set()
  state.handlers.set(channel, handlers.add(handler))
  const client = state.client
  if (client !== null) {
    // A failure here breaks the connection, and the next one listens to every channel.
    client.query(`listen "${channel}"`).then(handler.onMaybeMissed, () => client.end())
  }
  return () => {
    handlers.delete(handler)
  }
}

async function keepListening(state: ListenState, options: Parameters<typeof openListener>[0]): Promise<void> {
  let failures = 0
  while (!state.stop.signal.aborted) {
    const client = new pg.Client({
      connectionString: options.connectionString,
      application_name: options.applicationName,
      connectionTimeoutMillis: answerTimeoutMs,
      query_timeout: answerTimeoutMs,
      keepAlive: true,
    })
    try {
      await listenUntilLost(state, client, () => {
        failures = 0
      })
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error))
      if (!state.stop.signal.aborted) options.onFault?.(unavailable(cause, 'listening'))
    } finally {
      state.client = null
      await client.end().catch(() => undefined)
    }
    await pause(state, Math.min(backoffMsMin * 2 ** failures, backoffMsMax))
    failures = Math.min(failures + 1, 10)
  }
}

/** Rejects when the connection is lost; resolves only when we close. */
async function listenUntilLost(state: ListenState, client: pg.Client, onUp: () => void): Promise<void> {
  const lost = new Promise<never>((_, reject) => {
    // A broken connection may tell twice, by its socket and by its end; an error nobody hears would end the process.
    client.on('error', reject)
    client.once('end', () => reject(new Error('connection ended')))
  })
  // Looked at only by the race below; a loss before that must not count as unhandled.
  lost.catch(() => undefined)
  client.on('notification', (notice) => {
    for (const handler of state.handlers.get(notice.channel) ?? []) handler.onNotice(notice.payload ?? '')
  })
  await client.connect()
  state.client = client
  for (const channel of state.handlers.keys()) await client.query(`listen "${channel}"`)
  onUp()
  for (const handlers of state.handlers.values()) for (const handler of handlers) handler.onMaybeMissed()
  while (!state.stop.signal.aborted) {
    await Promise.race([lost, pause(state, probeEveryMs)])
    if (!state.stop.signal.aborted) await client.query('select 1')
  }
}

/** Waits with up to a fifth of jitter, so that many processes do not return in one wave; close ends it early. */
async function pause(state: ListenState, forMs: number): Promise<void> {
  const jitterMs = randomInt(0, Math.max(1, Math.trunc(forMs / 5)))
  await wait(forMs + jitterMs, undefined, { signal: state.stop.signal }).catch(() => undefined)
}
