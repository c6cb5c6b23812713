import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Bounds that only end a test that hangs: a first start on a busy machine takes many seconds.
const readyMsMax = 90_000
const endMsMax = 60_000

/** The program as its own process, as a process manager runs it. */
export type ServerProcess = {
  readonly child: ChildProcess
  readonly url: string
  readonly out: readonly string[]
  readonly err: readonly string[]
  /** Resolves with the ms since the spawn once /health/ready answers 200. Errors: throws with the output. */
  readonly ready: () => Promise<number>
  /** Resolves with the exit code, or the signal that ended it. Errors: throws after a minute. */
  readonly ended: () => Promise<number | string>
}

/** A port nobody listens on at this moment. Errors: none in practice. */
export async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/**
 * Spawns `node src/main.ts serve`, the process that `./treasurer serve` becomes.
 * @param dir working directory, data and logs of this server   @param env what a user sets; nothing else is inherited
 * @param flags after `serve`, e.g. --worker
 * @returns the process. Errors: none here.
 */
export function spawnServer(
  dir: string,
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): ServerProcess {
  const began = performance.now()
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), 'serve', ...flags], {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: dir,
      DATA_DIR: join(dir, 'data'),
      LOG_DIR: join(dir, 'logs'),
      ...env,
    },
  })
  const out: string[] = []
  const err: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => out.push(line))
  createInterface({ input: child.stderr }).on('line', (line) => err.push(line))
  const url = `http://127.0.0.1:${env['PORT'] ?? '8000'}`
  const exited = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  const ready = async (): Promise<number> => {
    while (performance.now() - began < readyMsMax) {
      if (child.exitCode !== null) break
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      )
      if (answer?.status === 200) return performance.now() - began
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`not ready (exit ${child.exitCode}):\n${[...out.slice(-20), ...err].join('\n')}`)
  }
  const ended = async (): Promise<number | string> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`still runs:\n${out.slice(-20).join('\n')}`)), endMsMax)
    })
    try {
      return await Promise.race([exited, late])
    } finally {
      clearTimeout(timer)
    }
  }
  return { child, url, out, err, ready, ended }
}

/**
 * Processes whose command line or working directory names a folder: what a server of that folder left behind.
 * @param dir a folder of one test   @returns command lines; empty where there is no /proc
 * Errors: none.
 */
export async function processesIn(dir: string): Promise<readonly string[]> {
  const found: string[] = []
  const entries = await readdir('/proc').catch(() => [])
  for (const pid of entries.filter((name) => /^\d+$/.test(name))) {
    // A process may end while it is looked at.
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
    if (line !== '' && (line.includes(dir) || environment.includes(dir)))
      found.push(line.replaceAll('\0', ' '))
  }
  return found
}
