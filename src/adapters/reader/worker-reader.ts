import { readClaims } from '#flow/2-extraction/core/read-claims.ts'
import type { TextRead, TextReaderPort } from '#flow/2-extraction/ports.ts'
import { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type SupervisedThread, startSupervisedThread, type ThreadLimits } from './supervised-thread.ts'

export type WorkerReaderSettings = ThreadLimits & {
  readonly script: URL
  /** UTF-16 units up to which a text is read where it is. */
  readonly inProcessMax: number
  readonly waitingMax: number
  readonly waitMsMax: number
}

export const workerReaderDefaults: WorkerReaderSettings = {
  script: new URL('./reader-thread.ts', import.meta.url),
  // The hop costs 0.1 ms, reading about 1 ms per thousand characters; a hundred short ones at once must not add up.
  inProcessMax: 2_048,
  // The longest text allowed takes up to 0.1 s: the last of 64 is read before its time to wait is over.
  waitingMax: 64,
  waitMsMax: 10_000,
  // No known text takes half of this (read-text.property.test.ts).
  cpuMsMax: 2_000,
  wallMsMax: 10_000,
  // It takes 0.3 s, and nearly three on a machine with seven other programs per core.
  startMsMax: 10_000,
  // The worst hostile text needs 24.
  heapMbMax: 128,
}

export type WorkerReader = TextReaderPort & { readonly stop: () => Promise<void> }

type Answer = Result<TextRead, Fault>

type Job = {
  readonly text: string
  readonly since: number
  readonly done: (answer: Answer) => void
}

type State = {
  readonly waiting: Job[]
  thread: SupervisedThread | null
  pumping: boolean
  stopped: boolean
}

/**
 * The deterministic reader: small texts where they are, large ones one after the other in one thread of its own,
 * started with the first large text and again after a text has brought it down.
 * @param settings bounds   @param onGivenUp told of each text that broke a bound, for the log
 * @returns the port, and `stop`, after which large texts are refused
 * Errors: Fault OVERLOADED, READER_UNAVAILABLE as the port says. Source: ENGINE.md, "must not stall the others".
 */
export function createWorkerReader(
  settings: WorkerReaderSettings,
  onGivenUp: (given: { readonly why: string; readonly length: number }) => void,
): WorkerReader {
  const state: State = { waiting: [], thread: null, pumping: false, stopped: false }
  return {
    read: async (text) => {
      if (text.length <= settings.inProcessMax) return ok({ kind: 'read', reading: readClaims(text) })
      if (state.stopped) return err(stopping())
      if (state.waiting.length >= settings.waitingMax)
        return err(overloaded(`${settings.waitingMax} texts wait`))
      const answer = await new Promise<Answer>((done) => {
        state.waiting.push({ text, since: performance.now(), done })
        void pump(state, settings)
      })
      if (answer.ok && answer.value.kind === 'given_up')
        onGivenUp({ why: answer.value.why, length: text.length })
      return answer
    },
    stop: async () => {
      state.stopped = true
      for (const job of state.waiting.splice(0)) job.done(err(stopping()))
      await state.thread?.end()
    },
  }
}

/** Works the queue off; only one runs. It ends when nothing waits, so it is bounded by the queue. */
async function pump(state: State, settings: WorkerReaderSettings): Promise<void> {
  if (state.pumping) return
  state.pumping = true
  for (let job = state.waiting.shift(); job !== undefined; job = state.waiting.shift()) {
    job.done(await readNext(state, settings, job))
  }
  state.pumping = false
}

async function readNext(state: State, settings: WorkerReaderSettings, job: Job): Promise<Answer> {
  if (performance.now() - job.since > settings.waitMsMax)
    return err(overloaded(`waited ${settings.waitMsMax} ms`))
  if (state.thread === null || !state.thread.isAlive()) {
    state.thread = null
    const started = await startSupervisedThread(settings.script, settings)
    if (!started.ok) return started
    if (state.stopped) {
      await started.value.end()
      return err(stopping())
    }
    state.thread = started.value
  }
  return state.thread.read(job.text)
}

function overloaded(internal: string): Fault {
  return new Fault({
    code: 'OVERLOADED',
    internal: `reading: ${internal}`,
    public: 'Too many long invoices are being read at this moment. Nothing was stored: please send it again.',
    retryable: true,
  })
}

function stopping(): Fault {
  return new Fault({
    code: 'READER_UNAVAILABLE',
    internal: 'the reader was stopped',
    public: 'The server is stopping. Nothing was stored: please send the invoice again.',
    retryable: true,
  })
}
