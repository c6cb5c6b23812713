import { type Ref, shallowRef } from 'vue'
import { liveTopics, staleQueries } from './live-topics.ts'
import { queryClient } from './query-client.ts'

export type LiveState = 'live' | 'reconnecting' | 'polling'

/** Invalidations are gathered this long: one block can bring fifty events. */
const gatherMs = 150
/** Below this a lost stream is only "reconnecting": the server restarts in less than 5 s. */
const pollAfterMs = 8_000
const pollMs = 5_000
/** After an answer that is no stream: 3 s, doubled up to a minute, so that a missing feed is not asked for all day. */
const reopenMs = { min: 3_000, max: 60_000 }

/** What the header shows: is what you see of now? */
export const liveState: Ref<LiveState> = shallowRef<LiveState>('reconnecting')

let source: EventSource | null = null
let stale = new Set<string>()
let gathering: ReturnType<typeof setTimeout> | undefined
let reopening: ReturnType<typeof setTimeout> | undefined
let falling: ReturnType<typeof setTimeout> | undefined
let polling: ReturnType<typeof setInterval> | undefined
let reopenWaitMs = reopenMs.min

/**
 * Opens the one event stream of this page; the browser resumes it with Last-Event-ID. Events only say what is
 * stale: the figures themselves always come from the API. Calling it twice keeps one stream.
 */
export function openLiveStream(): void {
  if (source !== null) return
  const opened = new EventSource('/api/events')
  source = opened
  opened.onopen = () => {
    clearTimeout(falling)
    clearInterval(polling)
    falling = undefined
    polling = undefined
    reopenWaitMs = reopenMs.min
    // Whatever was missed while the stream was away is read again.
    if (liveState.value !== 'live') void queryClient.invalidateQueries({ predicate: isLive })
    liveState.value = 'live'
  }
  opened.onerror = () => {
    lost()
    // The browser gives up for good on an HTTP error; we do not.
    if (opened.readyState === EventSource.CLOSED && source === opened) {
      source = null
      reopening = setTimeout(openLiveStream, reopenWaitMs)
      reopenWaitMs = Math.min(reopenWaitMs * 2, reopenMs.max)
    }
  }
  for (const topic of liveTopics) opened.addEventListener(topic, () => gather(staleQueries(topic)))
}

/** Closes the stream and every timer, at sign-out. */
export function closeLiveStream(): void {
  source?.close()
  source = null
  clearTimeout(gathering)
  clearTimeout(reopening)
  clearTimeout(falling)
  clearInterval(polling)
  gathering = reopening = falling = polling = undefined
  stale = new Set()
  reopenWaitMs = reopenMs.min
  liveState.value = 'reconnecting'
}

function lost(): void {
  if (liveState.value === 'live') liveState.value = 'reconnecting'
  falling ??= setTimeout(() => {
    liveState.value = 'polling'
    polling = setInterval(() => void queryClient.invalidateQueries({ predicate: isLive }), pollMs)
  }, pollAfterMs)
}

function gather(heads: readonly string[]): void {
  for (const head of heads) stale.add(head)
  gathering ??= setTimeout(() => {
    const due = stale
    stale = new Set()
    gathering = undefined
    for (const head of due) void queryClient.invalidateQueries({ queryKey: [head] })
  }, gatherMs)
}

function isLive(query: { readonly queryKey: readonly unknown[] }): boolean {
  return query.queryKey[0] !== 'session'
}
