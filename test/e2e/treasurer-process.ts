import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The first start on a busy machine: database, chain, token, sample data. */
const startMsMax = 90_000
const stopMsMax = 20_000
const outputLinesMax = 400

export type Treasurer = {
  readonly url: string
  readonly login: { readonly username: string; readonly password: string }
  /** SIGTERM, wait, remove the data. @returns the exit code, null when it had to be killed. */
  readonly stop: () => Promise<number | null>
}

/**
 * Starts the real server as one process on a data directory of its own, as a new user has it.
 * @param root the checkout   @returns where it listens and the login it printed
 * Errors: throws with the last lines of output when it ends or does not get ready in time.
 */
export async function startTreasurer(root: string): Promise<Treasurer> {
  const dir = await mkdtemp(join(tmpdir(), 'treasurer-e2e-'))
  const port = await freePort()
  const child = spawn(process.execPath, ['src/main.ts', 'serve'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: dir,
      PORT: String(port),
      DATA_DIR: join(dir, 'data'),
      LOG_DIR: join(dir, 'logs'),
      // The checks of every page ask more in a minute than a person does.
      RATE_LIMIT_PER_MINUTE: '0',
    },
  })
  const output = readOutput(child)
  const stop = async (): Promise<number | null> => {
    const code = await endChild(child)
    await rm(dir, { recursive: true, force: true })
    return code
  }
  const url = `http://localhost:${port}`
  try {
    await untilReady(`http://127.0.0.1:${port}/health/ready`, child)
    return { url, login: { username: output.find('Username'), password: output.find('Password') }, stop }
  } catch (error) {
    await stop()
    throw new Error(`the server did not start:\n${output.lines().slice(-30).join('\n')}`, { cause: error })
  }
}

function readOutput(child: ChildProcess) {
  const lines: string[] = []
  const keep = (line: string): void => {
    lines.push(line)
    if (lines.length > outputLinesMax) lines.splice(100, 1)
  }
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', keep)
  }
  const find = (label: string): string => {
    const pattern = new RegExp(`${label}:\\s*(\\S+)`)
    const found = lines.map((line) => pattern.exec(line)?.[1]).find((text) => text !== undefined)
    if (found === undefined) throw new Error(`no line "${label}: …" was printed`)
    return found
  }
  return { lines: () => lines, find }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + startMsMax
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`)
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`not ready within ${startMsMax} ms`)
}

async function endChild(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopMsMax)
  const code = await ended
  clearTimeout(timer)
  return code
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
