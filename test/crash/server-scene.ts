import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { approvedAnswer, pausedAnswer, queuedAnswer } from '#http/wire/invoices.ts'
import { processesIn, type ServerProcess, spawnServer, unusedPort } from '#test/support/server-process.ts'
import { readJsonFile } from '#test/support/transfers.ts'
import { type Answer, createServerClient, ownerLogin, type ServerClient } from './server-client.ts'

type Environment = Readonly<Record<string, string>>

/** One installation: a folder, a port, and the real program started on it again and again. */
export type Scene = {
  readonly dir: string
  readonly client: ServerClient
  /** Starts the server and waits until it is ready. @param env besides the scene's. Errors: throws with its output. */
  readonly start: (env?: Environment) => Promise<ServerProcess>
  /** Starts a process without waiting. */
  readonly spawn: (env?: Environment, flags?: readonly string[]) => ServerProcess
  /** Kills what still runs, removes the folder, and tells which processes of it were left. */
  readonly end: () => Promise<readonly string[]>
}

const settings = {
  NODE_ENV: 'test',
  ADMIN_USERNAME: ownerLogin.username,
  ADMIN_PASSWORD: ownerLogin.password,
  JWT_SECRET: 'kept the same for processes of one scene: 7f3a9b1c',
  RATE_LIMIT_PER_MINUTE: '0',
  LOCAL_CHAIN_BLOCK_MS: '100',
  CONFIRMATIONS: '3',
  FIRST_PAYMENT_REVIEW: 'false',
  VENDOR_COOLING_OFF_HOURS: '0',
  DAILY_LIMIT: '100000',
}
const leftMsMax = 15_000

/**
 * Makes a scene.
 * @param env what this scene sets besides its settings   @returns the scene, nothing started; end it in afterAll
 * Errors: none in practice.
 */
export async function createScene(env: Environment = {}): Promise<Scene> {
  const dir = await mkdtemp(join(tmpdir(), 'treasurer-crash-'))
  const port = await unusedPort()
  // A start costs mostly the compiling of modules: from the second start on they are read from here.
  const shared = { ...settings, PORT: String(port), NODE_COMPILE_CACHE: join(dir, 'compiled'), ...env }
  const started: ServerProcess[] = []
  const spawn: Scene['spawn'] = (more = {}, flags = []) => {
    const server = spawnServer(dir, { ...shared, ...more }, flags)
    started.push(server)
    return server
  }
  return {
    dir,
    client: createServerClient(`http://127.0.0.1:${port}`),
    spawn,
    start: async (more) => {
      const server = spawn(more)
      await readyOrEnded(server)
      return server
    },
    end: async () => {
      for (const server of started) {
        if (server.child.exitCode === null && server.child.signalCode === null) server.child.kill('SIGKILL')
        await server.ended()
      }
      const left = await processesLeft(dir)
      await rm(dir, { recursive: true, force: true })
      return left
    },
  }
}

async function readyOrEnded(server: ServerProcess): Promise<void> {
  const ended = new Promise<never>((_, reject) => {
    server.child.once('exit', (code, signal) =>
      reject(
        new Error(
          `it ended with ${code ?? signal} before it was ready:\n${server.out.slice(-20).join('\n')}`,
        ),
      ),
    )
  })
  const ready = server.ready()
  ready.catch(() => undefined)
  ended.catch(() => undefined)
  await Promise.race([ready, ended])
}

/** What the kernel did not end with the server it belonged to, after a moment of patience. */
async function processesLeft(dir: string): Promise<readonly string[]> {
  const deadline = performance.now() + leftMsMax
  for (;;) {
    const left = await processesIn(dir)
    if (left.length === 0 || performance.now() > deadline) return left
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The embedded chain's endpoint. @param dir of the scene. Errors: throws before the first start. */
export async function localRpcUrl(dir: string): Promise<string> {
  const { port } = await readJsonFile(
    join(dir, 'data', 'chain', 'settings.json'),
    z.object({ port: z.int() }),
  )
  return `http://127.0.0.1:${port}`
}

/** The embedded chain's process. @param dir of the scene. Errors: throws when it does not run. */
export async function anvilPid(dir: string): Promise<number> {
  const file = await readJsonFile(join(dir, 'data', 'chain', 'anvil.pid'), z.object({ pid: z.int() }))
  return file.pid
}

/** The embedded database's process. @param dir of the scene. Errors: throws when it does not run. */
export async function postmasterPid(dir: string): Promise<number> {
  const text = await readFile(join(dir, 'data', 'postgres', 'cluster', 'postmaster.pid'), 'utf8')
  return z.coerce.number().int().min(2).parse(text.split('\n')[0])
}

const acknowledged = z.union([approvedAnswer, pausedAnswer, queuedAnswer])

/** The invoice an answer acknowledges; null for every other answer and for none. Errors: throws for another shape. */
export function invoiceIdOf(answer: Answer | null): string | null {
  if (answer === null || (answer.status !== 200 && answer.status !== 202)) return null
  return acknowledged.parse(JSON.parse(answer.text)).invoice_id
}

/**
 * Sends a text as a patient client does: again, until it is acknowledged.
 * @param client signed in   @param text of an invoice   @returns the first acknowledging answer
 * Errors: throws after a minute, and at once for a refusal, which no text of these tests deserves.
 */
export async function submitUntilAcknowledged(client: ServerClient, text: string): Promise<Answer> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const answer = await client.submit(text)
    if (invoiceIdOf(answer) !== null && answer !== null) return answer
    if (answer !== null && answer.status !== 503) throw new Error(`${answer.status}: ${answer.text}`)
    if (performance.now() > deadline) throw new Error(`not acknowledged in time: ${answer?.text}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
