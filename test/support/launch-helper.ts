import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { z } from 'zod'
import { isAlive } from '#adapters/db/launcher/process-facts.ts'

const script = fileURLToPath(new URL('./launch-child.ts', import.meta.url))

const childAnswer = z.object({
  connectionString: z.string(),
  adopted: z.boolean(),
  pid: z.number(),
  uid: z.number(),
})

/** What the child printed. */
export type ChildAnswer = z.infer<typeof childAnswer>

/** A process that holds an embedded database. */
export type LaunchChild = { readonly process: ChildProcess; readonly answer: Promise<ChildAnswer> }

/**
 * Starts a process that starts the database.
 * @param options of startEmbeddedPostgres   @param prefix words before node, e.g. setpriv …
 * @returns the child in a group of its own and its first line; rejects when it ends without one
 */
export function launchChild(
  options: { readonly dataDir: string; readonly rootAs?: 'namespace' | 'nobody' },
  prefix: readonly string[] = [],
): LaunchChild {
  const words = [...prefix, process.execPath, script, options.dataDir, options.rootAs ?? 'namespace']
  const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['pipe', 'pipe', 'inherit'], detached: true })
  const answer = new Promise<ChildAnswer>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => {
      resolve(childAnswer.parse(JSON.parse(line)))
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error('the child ended without an answer')))
  })
  // Tests that kill the child early never look at it.
  answer.catch(() => undefined)
  return { process: child, answer }
}

/** Ends a child as its user would: any input. @returns when it has exited. */
export async function endChild(child: LaunchChild): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) return
  const exited = new Promise((resolve) => child.process.once('exit', resolve))
  child.process.stdin?.end('stop\n')
  await exited
}

/** Words that run a program as an ordinary user who can read this checkout. Errors: throws off Linux. */
export async function ordinaryUser(): Promise<readonly string[]> {
  if (process.getuid?.() !== 0) return []
  const drop = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
  const reachable = await new Promise<boolean>((resolve) => {
    spawn('setpriv', [...drop.slice(1), process.execPath, '--check', script], { stdio: 'ignore' })
      .once('exit', (code) => resolve(code === 0))
      .once('error', () => resolve(false))
  })
  // A checkout below root's home is closed to nobody; a namespace gives an ordinary uid with root's reach.
  return reachable ? drop : ['unshare', '--user', '--map-user=1234', '--map-group=1234', '--']
}

/** Resolves with the ms it took until the process is gone; rejects after 15 s. */
export async function goneAfterMs(pid: number): Promise<number> {
  const start = performance.now()
  while (await isAlive(pid)) {
    if (performance.now() - start > 15_000) throw new Error(`process ${pid} still runs`)
    await wait(10)
  }
  return performance.now() - start
}

/** Runs statements on a connection of its own and answers with the last rows. Errors: throws pg's error. */
export async function ask(
  connectionString: string,
  ...texts: readonly string[]
): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows: readonly unknown[] = []
    for (const text of texts) rows = (await client.query(text)).rows
    return rows
  } finally {
    await client.end()
  }
}
