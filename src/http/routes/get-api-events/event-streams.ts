import type { ServerResponse } from 'node:http'
import { Fault } from '#kernel/fault.ts'
import type { Clock } from '#kernel/time.ts'
import type { FeedEvent, LiveFeed, Log } from '../../ports.ts'

/** A browser has one; ten leaves room for tabs, scripts and half-open ones. 500 clients at once are promised. */
const perUserMax = 10
const perProcessMax = 500
/** The feed rings each second: 14 s keeps the promised 15. */
const beatMs = 14_000
/** A reader that takes nothing for so long is gone, or slower than it will ever catch up. */
const stallMsMax = 15_000
const pageMax = 100
const retryMs = 3_000

type StreamDeps = { readonly feed: LiveFeed; readonly clock: Clock; readonly log: Log }

export type EventStreams = {
  /** Takes a place for the life of the response, or says why there is none. */
  readonly reserve: (
    raw: ServerResponse,
    userId: string,
  ) => 'reserved' | 'user_has_too_many' | 'full' | 'closing'
  /**
   * Tells everything after `after` on a response whose head is written, until it ends. `isAllowed` is asked at each
   * heartbeat; false ends the stream. A Fault while asking proves nothing and ends nothing.
   */
  readonly open: (
    raw: ServerResponse,
    stream: { readonly after: bigint; readonly isAllowed: () => Promise<boolean> },
  ) => void
  /** Ends every stream now, so that the server can close. */
  readonly close: () => void
}

type Stream = {
  readonly raw: ServerResponse
  readonly isAllowed: () => Promise<boolean>
  /** Number of the last event written. */
  seq: bigint
  beatAtMs: number
  pumping: boolean
  newsMeanwhile: boolean
  /** Since when the reader takes nothing; null while it does. */
  stalledAtMs: number | null
  ended: boolean
}

/**
 * Makes the book of the streams of this process. What waits for a reader is never more than what the connection takes at
 * once and one event: nothing is read for it until it took that.
 * @param deps feed, time, log   @returns the book
 * Errors: none thrown. Source: WEB.md "live"; PITFALLS.md, "Bounded".
 */
export function createEventStreams(deps: StreamDeps): EventStreams {
  const places = new Map<ServerResponse, string>()
  const streams = new Set<Stream>()
  let leaveFeed: (() => void) | null = null
  let closing = false
  const ring = (): void => {
    for (const stream of streams) {
      void pump(deps, stream)
      void beat(deps, stream)
    }
  }
  return {
    reserve: (raw, userId) => {
      if (closing) return 'closing'
      if (places.size >= perProcessMax) return 'full'
      if ([...places.values()].filter((holder) => holder === userId).length >= perUserMax)
        return 'user_has_too_many'
      places.set(raw, userId)
      raw.once('close', () => places.delete(raw))
      return 'reserved'
    },
    open: (raw, { after, isAllowed }) => {
      const stream: Stream = {
        raw,
        isAllowed,
        seq: after,
        beatAtMs: deps.clock.monotonicMs(),
        pumping: false,
        newsMeanwhile: false,
        stalledAtMs: null,
        ended: false,
      }
      raw.once('close', () => {
        stream.ended = true
        streams.delete(stream)
      })
      if (closing || raw.destroyed) {
        end(stream)
        return
      }
      streams.add(stream)
      leaveFeed ??= deps.feed.onNews(ring)
      // The number comes first: a reader that is cut before the first event resumes where it began.
      raw.write(`retry: ${retryMs}\nid: ${after}\n\n`)
      void pump(deps, stream)
    },
    close: () => {
      closing = true
      leaveFeed?.()
      for (const stream of streams) end(stream)
    },
  }
}

/** Writes what is new, in order, at the reader's speed. */
async function pump(deps: StreamDeps, stream: Stream): Promise<void> {
  if (stream.pumping) {
    stream.newsMeanwhile = true
    return
  }
  stream.pumping = true
  try {
    do {
      stream.newsMeanwhile = false
      const page = await deps.feed.since(stream.seq, pageMax)
      for (const event of page) {
        if (stream.ended) return
        stream.seq = event.seq
        if (!stream.raw.write(wireOf(event))) await taken(deps, stream)
      }
      if (page.length === pageMax) stream.newsMeanwhile = true
    } while (stream.newsMeanwhile && !stream.ended)
  } catch (error) {
    // The next ring tries again from the last number written.
    if (error instanceof Fault) return
    deps.log.error({ err: error }, 'event stream failed')
    end(stream)
  } finally {
    stream.pumping = false
  }
}

function wireOf(event: FeedEvent): string {
  return `id: ${event.seq}\nevent: ${event.topic}\ndata: ${event.data}\n\n`
}

/** Until the reader took what was written, or is gone. */
function taken(deps: StreamDeps, stream: Stream): Promise<void> {
  stream.stalledAtMs = deps.clock.monotonicMs()
  return new Promise((resolve) => {
    const done = (): void => {
      stream.raw.off('drain', done)
      stream.raw.off('close', done)
      stream.stalledAtMs = null
      resolve()
    }
    stream.raw.on('drain', done)
    stream.raw.on('close', done)
    if (stream.ended) done()
  })
}

async function beat(deps: StreamDeps, stream: Stream): Promise<void> {
  const now = deps.clock.monotonicMs()
  if (stream.stalledAtMs !== null && now - stream.stalledAtMs >= stallMsMax) {
    deps.log.info({ after: stream.seq.toString() }, 'event stream dropped: its reader takes nothing')
    end(stream)
    return
  }
  if (now - stream.beatAtMs < beatMs) return
  stream.beatAtMs = now
  if (!(await stillAllowed(deps, stream))) end(stream)
  else if (!stream.ended && stream.stalledAtMs === null) stream.raw.write(': still here\n\n')
}

async function stillAllowed(deps: StreamDeps, stream: Stream): Promise<boolean> {
  try {
    return await stream.isAllowed()
  } catch (error) {
    if (!(error instanceof Fault)) deps.log.error({ err: error }, 'event stream could not ask for its reader')
    return error instanceof Fault
  }
}

/** What a stalled reader left is dropped with its connection: waiting for it would hold the server's end. */
function end(stream: Stream): void {
  stream.ended = true
  if (stream.raw.writableLength > 0) stream.raw.destroy()
  else stream.raw.end()
}
