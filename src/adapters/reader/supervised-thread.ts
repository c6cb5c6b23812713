import { Worker } from 'node:worker_threads'
import type { TextRead } from '#flow/2-extraction/ports.ts'
import { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { ThreadMessage } from './reader-thread.ts'

export type ThreadLimits = {
  /** Processor time for one text: a busy machine or a stopped process is not the text's doing. */
  readonly cpuMsMax: number
  /** Time by the clock for one text: when that is over the machine is starved, not the text hostile. */
  readonly wallMsMax: number
  readonly startMsMax: number
  readonly heapMbMax: number
}

/** One thread that reads one text at a time. */
export type SupervisedThread = {
  readonly read: (text: string) => Promise<Result<TextRead, Fault>>
  /** False once it died or was ended: the next text needs a new one. */
  readonly isAlive: () => boolean
  readonly end: () => Promise<void>
}

/** Looked at often enough that a text never gets half as much again as it may use. */
const looksPerLimit = 4

/**
 * Starts a thread and waits until it can read.
 * @param script what it runs; it says ThreadMessage   @param limits of start, of each text, and of memory
 * @returns the thread
 * Errors: Fault READER_UNAVAILABLE when it does not come up in time. Source: SECURITY.md, "parsers in a worker".
 */
export async function startSupervisedThread(
  script: URL,
  limits: ThreadLimits,
): Promise<Result<SupervisedThread, Fault>> {
  const life = spawn(script, limits)
  if (!life.ok) return life
  const { worker, ear } = life.value
  const first = await within(ear.next(), limits.startMsMax)
  if (first?.kind === 'ready') return ok(supervise(worker, ear, limits, first.cpuUs))
  await worker.terminate()
  return err(unavailable('the reader thread did not start', failedStart(first, limits)))
}

function failedStart(first: Heard | null, limits: ThreadLimits): unknown {
  if (first?.kind === 'died') return first.why
  return new Error(`not ready within ${limits.startMsMax} ms`)
}

function spawn(
  script: URL,
  limits: ThreadLimits,
): Result<{ readonly worker: Worker; readonly ear: Ear }, Fault> {
  try {
    const worker = new Worker(script, {
      // What reads a stranger's text needs no variable of ours.
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMbMax },
    })
    // An idle thread keeps nobody alive; while a text is read, the timer does.
    worker.unref()
    return ok({ worker, ear: listenTo(worker) })
  } catch (cause) {
    return err(unavailable('no thread can be started', cause))
  }
}

function supervise(worker: Worker, ear: Ear, limits: ThreadLimits, startUs: number): SupervisedThread {
  const state = { usedUs: startUs, ended: false }
  const end = async (): Promise<void> => {
    state.ended = true
    await worker.terminate()
  }
  return {
    isAlive: () => !state.ended && ear.why() === null,
    end,
    read: async (text) => {
      const watch = watchOver(worker, limits, state.usedUs)
      const answer = ear.next()
      worker.postMessage(text)
      const first = await Promise.race([answer, watch.late])
      watch.stop()
      if (first.kind === 'read') {
        state.usedUs = first.cpuUs
        return ok({ kind: 'read', reading: first.reading })
      }
      if (state.ended) return err(unavailable('the reader was stopped', null))
      await end()
      if (first.kind === 'over_time') return ok({ kind: 'given_up', why: 'time' })
      if (first.kind === 'died')
        return ok({ kind: 'given_up', why: isOutOfMemory(first.why) ? 'memory' : 'crash' })
      return err(unavailable(`no processor time for the reader within ${limits.wallMsMax} ms`, null))
    },
  }
}

type Heard = ThreadMessage | { readonly kind: 'died'; readonly why: Error }

type Ear = {
  /** The next message, or how it died. */
  readonly next: () => Promise<Heard>
  /** Why it died; null while it lives. */
  readonly why: () => Error | null
}

function listenTo(worker: Worker): Ear {
  const state: { why: Error | null; tell: ((heard: Heard) => void) | null } = { why: null, tell: null }
  const die = (error: Error): void => {
    state.why ??= error
    state.tell?.({ kind: 'died', why: state.why })
  }
  worker.on('message', (message: ThreadMessage) => state.tell?.(message))
  worker.on('messageerror', die)
  worker.on('error', die)
  worker.on('exit', (code) => die(new Error(`the reader thread ended with code ${code}`)))
  return {
    why: () => state.why,
    next: () =>
      new Promise((resolve) => {
        state.tell = resolve
        if (state.why !== null) resolve({ kind: 'died', why: state.why })
      }),
  }
}

type Late = { readonly kind: 'over_time' } | { readonly kind: 'starved' }

/** Asks the system how much the thread has used. Looks are counted, so a process that was stopped counts nothing. */
function watchOver(
  worker: Worker,
  limits: ThreadLimits,
  startUs: number,
): { readonly late: Promise<Late>; readonly stop: () => void } {
  const everyMs = Math.max(1, Math.floor(limits.cpuMsMax / looksPerLimit))
  const state: { looks: number; timer: NodeJS.Timeout | undefined } = { looks: 0, timer: undefined }
  const late = new Promise<Late>((resolve) => {
    state.timer = setInterval(() => {
      state.looks += 1
      if (state.looks * everyMs >= limits.wallMsMax) resolve({ kind: 'starved' })
      worker.cpuUsage().then(
        ({ user, system }) => {
          if (user + system - startUs >= limits.cpuMsMax * 1_000) resolve({ kind: 'over_time' })
        },
        // It has ended meanwhile: its exit is heard by itself.
        () => undefined,
      )
    }, everyMs)
  })
  return { late, stop: () => clearInterval(state.timer) }
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  const first = await Promise.race([work, late])
  clearTimeout(timer)
  return first
}

function isOutOfMemory(error: Error): boolean {
  return 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function unavailable(internal: string, cause: unknown): Fault {
  return new Fault({
    code: 'READER_UNAVAILABLE',
    internal,
    public: 'The invoice could not be read at this moment. Nothing was stored: please send it again.',
    retryable: true,
    cause,
  })
}
