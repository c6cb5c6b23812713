import { z } from 'zod'
import type { FeedEvent, LiveFeed } from '#http/ports.ts'
import { invariant } from '#kernel/invariant.ts'
import type { Listener } from './listen.ts'
import type { Database } from './pool.ts'

const feedRow = z.object({ seq: z.bigint(), topic: z.string(), data: z.string() })

/** Newest events kept in memory: whoever is not further behind costs the database nothing. */
const tailMax = 1_000
const pageMax = 500
const beatMsDefault = 1_000

type FeedParts = {
  readonly db: Pick<Database, 'query'>
  readonly listener: Pick<Listener, 'subscribe'>
  /** Told of every reading in the background that failed; the next beat tries again. */
  readonly onProblem?: (error: unknown) => void
  readonly beatMs?: number
}

/**
 * The live feed over the published outbox. One reading per process serves everybody who watches. `onNews` rings after
 * something new was read, and each second besides, so that who watches can keep its own time and try again.
 * @param parts listener must have a direct connection   @returns the feed; `close` ends its beat
 * Errors: `since` and `latest` throw Fault DATABASE_UNAVAILABLE; background ones go to onProblem.
 * Source: WEB.md "live".
 */
export function openFeed(parts: FeedParts): LiveFeed & { readonly close: () => void } {
  const state: FeedState = { ...parts, tail: [], floor: null, stale: true, reading: null, rings: new Set() }
  const news = (): void => {
    state.stale = true
    refresh(state)
  }
  const leave = parts.listener.subscribe('outbox_published', { onNotice: news, onMaybeMissed: news })
  const beat = setInterval(() => {
    refresh(state)
    ringAll(state)
  }, parts.beatMs ?? beatMsDefault)
  beat.unref()
  return {
    since: (seq, limit) => since(state, seq, limit),
    latest: () => latest(state),
    onNews: (ring) => {
      state.rings.add(ring)
      return () => {
        state.rings.delete(ring)
      }
    },
    close: () => {
      clearInterval(beat)
      leave()
      state.rings.clear()
    },
  }
}

type FeedState = FeedParts & {
  /** The newest events without a gap, oldest first; nothing above `floor` is missing up to the last one. */
  tail: FeedEvent[]
  /** Null until the place to begin at was read. */
  floor: bigint | null
  /** Something may have been published that is not in the tail. */
  stale: boolean
  reading: Promise<void> | null
  readonly rings: Set<() => void>
}

async function since(state: FeedState, seq: bigint, limit: number): Promise<readonly FeedEvent[]> {
  if (state.floor === null || seq < state.floor) return readPage(state, seq, limit)
  const start = state.tail.findLastIndex((event) => event.seq <= seq) + 1
  return state.tail.slice(start, start + limit)
}

async function latest(state: FeedState): Promise<bigint> {
  const rows = await state.db.query('feed_latest', 'select coalesce(max(seq), 0) as seq from outbox')
  return z.object({ seq: z.bigint() }).parse(rows[0]).seq
}

async function readPage(state: FeedState, seq: bigint, limit: number): Promise<readonly FeedEvent[]> {
  const rows = await state.db.query('feed_since', sinceSql, [seq, limit])
  return rows.map((row) => feedRow.parse(row))
}

/** One reading at a time; what comes meanwhile makes it read once more. A failed one is tried again at the next beat. */
function refresh(state: FeedState): void {
  if (!state.stale || state.reading !== null) return
  state.reading = readNews(state).then(
    () => {
      state.reading = null
      refresh(state)
    },
    (error: unknown) => {
      state.reading = null
      state.stale = true
      state.onProblem?.(error)
    },
  )
}

async function readNews(state: FeedState): Promise<void> {
  while (state.stale) {
    state.stale = false
    state.floor ??= await latest(state)
    const top = state.tail.at(-1)?.seq ?? state.floor
    const page = await readPage(state, top, pageMax)
    if (page.length === pageMax) state.stale = true
    if (page.length > 0) keep(state, page)
  }
}

function keep(state: FeedState, page: readonly FeedEvent[]): void {
  state.tail.push(...page)
  const tooMany = state.tail.length - tailMax
  if (tooMany > 0) {
    const last = state.tail[tooMany - 1]
    invariant(last !== undefined, 'what is removed was there')
    state.floor = last.seq
    state.tail = state.tail.slice(tooMany)
  }
  ringAll(state)
}

function ringAll(state: FeedState): void {
  for (const ring of state.rings) ring()
}

// Made by the database: numbers of the payload stay the digits they are.
const sinceSql = `
  select seq, topic, (payload || jsonb_build_object('subject_id', subject_id,
      'at', to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))::text as data
  from outbox where seq > $1 order by seq limit $2`
