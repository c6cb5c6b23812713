import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const stopMsMax = 30_000
const readyPollMs = 100
const tailBytes = 4_000

/** A program started by the bench; ended by its own pid only. */
export type Child = {
  readonly pid: number
  readonly url: string
  /** SIGTERM, a bounded wait, then SIGKILL. Does nothing the second time. */
  readonly stop: () => Promise<void>
}

type Start = {
  /** What people call it in a message. */
  readonly name: string
  readonly cwd: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly port: number
  /** Answers 200 once the program is ready. */
  readonly readyPath: string
  readonly readyMsMax: number
  /** What it says before it ends goes there; its log lines go to its own files. */
  readonly errorFile: string
}

/**
 * Starts a program under this Node and waits until it is ready.
 * @param start what, with which environment (nothing else is inherited but PATH)   @returns the running child
 * Errors: throws with the end of its output when it ends or is not ready in time; it is stopped then.
 */
export async function startChild(start: Start): Promise<Child> {
  const output = openSync(start.errorFile, 'w', 0o600)
  const process_ = spawn(process.execPath, [...start.args], {
    cwd: start.cwd,
    stdio: ['ignore', 'ignore', output],
    env: { PATH: process.env['PATH'] ?? '', ...start.env },
  })
  closeSync(output)
  const stop = stopperOf(process_)
  const { pid } = process_
  try {
    if (pid === undefined) throw new Error('it could not be started')
    await untilReady(process_, start)
    return { pid, url: `http://127.0.0.1:${start.port}`, stop }
  } catch (error) {
    await stop()
    const tail = readFileSync(start.errorFile, 'utf8').slice(-tailBytes)
    throw new Error(`${start.name} did not start:\n${tail}`, { cause: error })
  }
}

/** A port of 127.0.0.1 that was free a moment ago. Errors: throws the system's when there is none. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

async function untilReady(child: ChildProcess, start: Start): Promise<void> {
  const until = performance.now() + start.readyMsMax
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('it ended')
    const answer = await fetch(`http://127.0.0.1:${start.port}${start.readyPath}`, {
      signal: AbortSignal.timeout(2_000),
    }).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.status === 200) return
    await wait(readyPollMs)
  }
  throw new Error(`it was not ready within ${start.readyMsMax} ms`)
}

function stopperOf(child: ChildProcess): () => Promise<void> {
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
    await ended
    clearTimeout(timer)
  }
  return () => {
    stopping ??= stop()
    return stopping
  }
}
