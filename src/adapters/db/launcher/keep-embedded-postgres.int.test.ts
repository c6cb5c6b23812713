import { execFileSync } from 'node:child_process'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask } from '#test/support/launch-helper.ts'
import { openListener } from '../listen.ts'
import { openPool } from '../pool.ts'
import {
  type EmbeddedPostgresEvent,
  type KeptPostgres,
  keepEmbeddedPostgres,
} from './keep-embedded-postgres.ts'
import { isAlive } from './process-facts.ts'
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from './start-embedded-postgres.ts'

let prepared: string
let home: string
let dataDir: string
let events: EmbeddedPostgresEvent[]
let kept: KeptPostgres | null

// initdb costs seconds on a busy machine: every test copies a finished directory.
beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'treasurer-keep-'))
  const started = await startEmbeddedPostgres({ dataDir: prepared })
  if (!started.ok) throw started.error
  await started.value.stop()
  await removeSocketDir(started.value.connectionString)
})
afterAll(() => rm(prepared, { recursive: true, force: true }))

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'treasurer-keep-'))
  dataDir = join(home, 'data')
  execFileSync('cp', ['-a', prepared, dataDir])
  events = []
  kept = null
})
afterEach(async () => {
  await kept?.stop()
  if (kept !== null) await removeSocketDir(kept.connectionString)
  await rm(home, { recursive: true, force: true })
})

async function removeSocketDir(connectionString: string): Promise<void> {
  const path = new URL(connectionString).searchParams.get('host')
  if (path !== null) await rm(path, { recursive: true, force: true })
}

async function keep(options: Partial<EmbeddedPostgresOptions> = {}): Promise<KeptPostgres> {
  const started = await keepEmbeddedPostgres({ dataDir, ...options }, (event) => events.push(event))
  if (!started.ok) throw started.error
  kept = started.value
  return started.value
}

function kill(server: KeptPostgres, signal: 'SIGKILL' | 'SIGQUIT'): number {
  const pid = server.pid()
  if (pid === null) throw new Error('it is down already')
  process.kill(pid, signal)
  return pid
}

const count = (kind: EmbeddedPostgresEvent['kind']) => events.filter((event) => event.kind === kind).length
const until = (condition: () => boolean | Promise<boolean>) =>
  expect.poll(condition, { timeout: 40_000, interval: 20 }).toBe(true)

test.each(['SIGKILL', 'SIGQUIT'] as const)(
  'PITFALL 17: after %s of the server, pool and listener go on by themselves at the same address, with all data',
  async (signal) => {
    const server = await keep()
    const options = { connectionString: server.connectionString, applicationName: 'keep-test' }
    const db = openPool(options)
    const listener = openListener(options)
    const heard: string[] = []
    listener.subscribe('keep_test', { onNotice: (text) => heard.push(text), onMaybeMissed: () => undefined })
    try {
      await db.query('keep_make', 'create table kept (id int)')
      await db.query('keep_insert', 'insert into kept values (7)')
      const pid = kill(server, signal)
      await until(() => count('restarted') === 1)
      await until(() => db.isAvailable())
      await until(() => listener.isListening())
      expect(server.pid()).not.toBe(pid)
      expect(await isAlive(pid)).toBe(false)
      expect(await db.query('keep_select', 'select id from kept')).toEqual([{ id: 7 }])
      // Told again and again: a listener that has not noticed the loss yet misses what is said meanwhile.
      await until(async () => {
        await db.query('keep_notify', "select pg_notify('keep_test', 'again')")
        return heard.includes('again')
      })
      expect(events.map((event) => event.kind)).toEqual(['ended', 'restarted'])
    } finally {
      await listener.close()
      await db.close()
    }
  },
)

test('a start that fails is announced, tried again ever more slowly, and succeeds once its cause is gone', async () => {
  const server = await keep()
  const password = join(dataDir, 'password')
  await rename(password, `${password}.away`)
  kill(server, 'SIGKILL')
  await until(() => count('restart_failed') >= 3)
  expect(server.pid()).toBeNull()
  await rename(`${password}.away`, password)
  await until(() => count('restarted') === 1)
  const failures = events.filter((event) => event.kind === 'restart_failed')
  for (const [index, { nextMs }] of failures.slice(1).entries()) {
    expect(nextMs).toBe(Math.min(2 * (failures[index]?.nextMs ?? 0), 10_000))
  }
  expect(failures[0]?.fault.internal).toContain('password is missing')
  expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('on a port of 127.0.0.1 it comes back on the same port', async () => {
  const server = await keep({ transport: 'tcp' })
  kill(server, 'SIGKILL')
  await until(() => count('restarted') === 1)
  expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a stop is no end: nothing is started again, also when it comes while the server is down', async () => {
  const server = await keep()
  const pid = server.pid() ?? 0
  await server.stop()
  expect(await isAlive(pid)).toBe(false)
  expect(events).toEqual([])

  const second = await keep()
  await rename(join(dataDir, 'password'), join(dataDir, 'password.away'))
  kill(second, 'SIGKILL')
  await until(() => count('restart_failed') >= 1)
  await second.stop()
  await rename(join(dataDir, 'password.away'), join(dataDir, 'password'))
  expect([count('restarted'), second.pid()]).toEqual([0, null])
  const running = await startEmbeddedPostgres({ dataDir })
  if (!running.ok) throw running.error
  expect(running.value.adopted).toBe(false)
  await running.value.stop()
})
