import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ask,
  endChild,
  goneAfterMs,
  type LaunchChild,
  launchChild,
  ordinaryUser,
} from '#test/support/launch-helper.ts'
import { isAlive } from './process-facts.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts'

const isRoot = process.getuid?.() === 0
const hasNamespaces = spawnSync('unshare', ['--user', 'true']).status === 0
let home: string
let dataDir: string
let cleanUp: (() => Promise<unknown>)[]
let prepared: string

// initdb costs seconds on a busy machine: tests that are not about the first start copy a finished directory.
beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'treasurer-launcher-'))
  const started = await startEmbeddedPostgres({ dataDir: prepared })
  if (!started.ok) throw started.error
  await started.value.stop()
  await removeSocketDir(started.value.connectionString)
})
afterAll(() => rm(prepared, { recursive: true, force: true }))

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'treasurer-launcher-'))
  dataDir = join(home, 'data')
  cleanUp = [() => rm(home, { recursive: true, force: true })]
})
afterEach(async () => {
  for (const step of cleanUp.toReversed()) await step()
})

function reuse(): void {
  execFileSync('cp', ['-a', prepared, dataDir])
}

async function removeSocketDir(connectionString: string): Promise<void> {
  const path = new URL(connectionString).searchParams.get('host')
  if (path !== null) await rm(path, { recursive: true, force: true })
}

type Options = Partial<Parameters<typeof startEmbeddedPostgres>[0]>

async function start(options: Options = {}): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataDir, ...options })
  if (!started.ok) throw started.error
  cleanUp.push(() => removeSocketDir(started.value.connectionString), started.value.stop)
  return started.value
}

function child(
  options: Partial<Parameters<typeof launchChild>[0]> = {},
  prefix: readonly string[] = [],
): LaunchChild {
  const made = launchChild({ dataDir, ...options }, prefix)
  const forget = async (): Promise<void> => {
    const answer = await made.answer.catch(() => null)
    if (answer !== null) await removeSocketDir(answer.connectionString)
  }
  cleanUp.push(forget, () => endChild(made))
  return made
}

async function refusal(options: Options = {}): Promise<string> {
  const started = await startEmbeddedPostgres({ dataDir, ...options })
  if (started.ok) await started.value.stop()
  return started.ok ? 'started' : started.error.internal
}

describe('start and stop', () => {
  test('the first start makes a durable cluster with a password of its own, the second reuses its data', async () => {
    const first = await start()
    const show = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync,
      current_setting('server_encoding') as encoding, current_database() as name`
    expect(await ask(first.connectionString, show)).toEqual([
      { fsync: 'on', sync: 'on', encoding: 'UTF8', name: 'treasurer' },
    ])
    expect((await lstat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
    expect((await lstat(dataDir)).mode & 0o777).toBe(0o700)
    const password = (await readFile(join(dataDir, 'password'), 'utf8')).trim()
    const wrong = first.connectionString.replace(password, 'x'.repeat(20))
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password authentication failed')
    await ask(first.connectionString, 'create table kept (id int)', 'insert into kept values (7)')
    await first.stop()
    await first.gone
    expect(await isAlive(first.pid)).toBe(false)
    const second = await start()
    expect(second.adopted).toBe(false)
    expect(second.connectionString).toBe(first.connectionString)
    expect(await ask(second.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
  })

  test('on a port of 127.0.0.1 it works as well', async () => {
    reuse()
    const server = await start({ transport: 'tcp' })
    expect(new URL(server.connectionString).hostname).toBe('127.0.0.1')
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('stop is fast although sessions hang in a transaction', async () => {
    reuse()
    const server = await start()
    const client = new pg.Client({ connectionString: server.connectionString })
    client.on('error', () => undefined)
    await client.connect()
    await client.query('begin')
    const before = performance.now()
    await Promise.all([server.stop(), server.stop()])
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(await isAlive(server.pid)).toBe(false)
    await client.end().catch(() => undefined)
  })

  test('two first starts at once share one server', async () => {
    const children = [child(), child()]
    const answers = await Promise.all(children.map((each) => each.answer))
    expect(answers[0]?.pid).toBe(answers[1]?.pid)
    expect(answers.filter((answer) => answer.adopted)).toHaveLength(1)
    expect((await readdir(dataDir)).filter((name) => name.startsWith('making'))).toEqual([])
  })

  test('a running server is adopted, and only the process that started it stops it', async () => {
    reuse()
    const owner = child()
    const { pid } = await owner.answer
    const adopter = await start()
    expect(adopter).toMatchObject({ adopted: true, pid })
    await adopter.stop()
    expect(await ask(adopter.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    await endChild(owner)
    expect(await isAlive(pid)).toBe(false)
    await adopter.gone
  })
})

describe('crashes', () => {
  test('kill -9 of the server under four writers loses no acknowledged row, four times', async () => {
    reuse()
    let server = await start()
    await ask(server.connectionString, 'create table written (writer int, n int, primary key (writer, n))')
    const acknowledged: string[] = []
    for (let round = 0; round < 4; round += 1) {
      const writers = [0, 1, 2, 3].map((writer) =>
        write(server.connectionString, writer, round, acknowledged),
      )
      await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan((round + 1) * 40)
      process.kill(server.pid, 'SIGKILL')
      await Promise.all(writers)
      server = await start()
      const rows = await ask(server.connectionString, `select writer || '/' || n as key from written`)
      const found = new Set(rows.map((row) => JSON.stringify(row)))
      expect(acknowledged.filter((key) => !found.has(JSON.stringify({ key })))).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThan(160)
  })

  test('kill -9 of our process ends the server, and the next start takes the data up', async () => {
    reuse()
    const parent = child()
    const { pid, connectionString } = await parent.answer
    await ask(connectionString, 'create table kept (id int)', 'insert into kept values (7)')
    parent.process.kill('SIGKILL')
    expect(await goneAfterMs(pid)).toBeLessThan(5_000)
    const again = await start()
    expect(await ask(again.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
  })

  test('kill -9 of our process and a start in the same moment', async () => {
    reuse()
    // The orphan still says ready for a moment: whoever adopts it then loses it.
    for (const afterMs of [0, 3, 10, 30, 100]) {
      const parent = child()
      await parent.answer
      parent.process.kill('SIGKILL')
      await wait(afterMs)
      const again = await start()
      expect(again.adopted).toBe(false)
      expect(await ask(again.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
      await again.stop()
    }
  })

  test('Ctrl-C for our process group does not reach the server', async () => {
    reuse()
    const parent = child()
    const { pid, connectionString } = await parent.answer
    process.kill(-(parent.process.pid ?? 0), 'SIGINT')
    await wait(500)
    expect(await isAlive(pid)).toBe(true)
    expect(await ask(connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('kill -9 at any moment of the first start leaves nothing that the next start stumbles over', async () => {
    for (const afterMs of [300, 700, 1_100]) {
      const parent = child()
      await wait(afterMs)
      parent.process.kill('SIGKILL')
    }
    const server = await start()
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    const left = (await readdir(dataDir)).filter((name) => !['cluster', 'owner', 'password'].includes(name))
    expect(left).toEqual([])
  })
})

describe('what is found in the data directory', () => {
  test('a postmaster.pid whose pid is another program is removed, and the other program lives', async () => {
    reuse()
    const server = await start()
    const path = join(dataDir, 'cluster', 'postmaster.pid')
    const lines = await readFile(path, 'utf8')
    await server.stop()
    const other = spawn('sleep', ['60'])
    cleanUp.push(() => Promise.resolve(other.kill()))
    await writeFile(path, lines.replace(/^\d+/, String(other.pid)))
    const socketDir = new URL(server.connectionString).searchParams.get('host') ?? ''
    await writeFile(join(socketDir, '.s.PGSQL.5432.lock'), lines.replace(/^\d+/, String(other.pid)))
    const log: string[] = []
    const again = await start({ onLog: (line) => log.push(line) })
    expect(again.adopted).toBe(false)
    expect(await ask(again.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(log.join('\n')).toContain(`names ${other.pid}, which is another program`)
    expect(other.exitCode).toBe(null)
  })

  test('a half-made cluster is set aside and remade', async () => {
    await mkdir(join(dataDir, 'cluster', 'base', '1'), { recursive: true })
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '18\n')
    const server = await start()
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await readdir(dataDir)).filter((name) => name.startsWith('unfinished-'))).toHaveLength(1)
  })

  test('a damaged cluster that held data, one of another version and a lost password are refused untouched', async () => {
    reuse()
    await (await start()).stop()
    const control = join(dataDir, 'cluster', 'global', 'pg_control')
    await rename(control, `${control}.away`)
    expect(await refusal()).toContain('was in use and is damaged (global/pg_control is missing)')
    await rename(`${control}.away`, control)
    const version = join(dataDir, 'cluster', 'PG_VERSION')
    await writeFile(version, '17\n')
    expect(await refusal()).toContain('was made by PostgreSQL 17, the installed programs are 18')
    await writeFile(version, '18\n')
    await rename(join(dataDir, 'password'), join(dataDir, 'password.away'))
    expect(await refusal()).toContain('password is missing although the cluster exists')
    await rename(join(dataDir, 'password.away'), join(dataDir, 'password'))
    expect(await refusal()).toBe('started')
  })

  test('a setting the server refuses is told with its own words', async () => {
    reuse()
    expect(await refusal({ settings: { max_connections: 'many' } })).toContain('max_connections')
  })
})

describe('users', () => {
  test('as an ordinary user', async () => {
    const own = join(home, 'own')
    await mkdir(own)
    await chmod(home, 0o755)
    const prefix = await ordinaryUser()
    if (prefix[0] === 'setpriv') await chown(own, 65_534, 65_534)
    const user = child({ dataDir: join(own, 'data') }, prefix)
    const answer = await user.answer
    expect(answer).toMatchObject({ adopted: false })
    expect(answer.uid).not.toBe(0)
    expect(await ask(answer.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    await endChild(user)
    expect(await isAlive(answer.pid)).toBe(false)
  })

  test.runIf(hasNamespaces)('as a uid without a name, as containers have it', async () => {
    const user = child({}, ['unshare', '--user', '--map-user=54321', '--map-group=54321', '--'])
    const answer = await user.answer
    expect(answer.uid).toBe(54_321)
    expect(await ask(answer.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test.runIf(isRoot)('as root below a 0700 directory, in a user namespace', async () => {
    reuse()
    await chmod(home, 0o700)
    const server = await start()
    expect(await ask(server.connectionString, 'select 1 as one')).toEqual([{ one: 1 }])
    expect((await lstat(join(dataDir, 'cluster'))).uid).toBe(0)
  })

  test.runIf(isRoot)(
    'as root below a 0700 directory without user namespaces: as nobody, and back',
    async () => {
      await chmod(home, 0o700)
      const first = await start({ rootAs: 'nobody' })
      await ask(first.connectionString, 'create table kept (id int)', 'insert into kept values (7)')
      expect((await lstat(join(dataDir, 'cluster'))).uid).toBe(65_534)
      expect((await lstat(`/proc/${first.pid}`)).uid).toBe(65_534)
      const adopter = await start({ rootAs: 'nobody' })
      expect(adopter).toMatchObject({ adopted: true, pid: first.pid })
      await first.stop()
      const second = await start()
      expect(await ask(second.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
      await second.stop()
      const third = await start({ rootAs: 'nobody' })
      expect(await ask(third.connectionString, 'select id from kept')).toEqual([{ id: 7 }])
    },
  )

  test.runIf(isRoot)('kill -9 of our process ends the server of nobody, too', async () => {
    reuse()
    const parent = child({ rootAs: 'nobody' })
    const { pid } = await parent.answer
    parent.process.kill('SIGKILL')
    expect(await goneAfterMs(pid)).toBeLessThan(5_000)
  })
})

/** Inserts one row after the other until the server is killed; only what was answered counts. */
async function write(url: string, writer: number, round: number, acknowledged: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  try {
    await client.connect()
    for (let n = round * 100_000; ; n += 1) {
      await client.query('insert into written values ($1, $2)', [writer, n])
      acknowledged.push(`${writer}/${n}`)
    }
  } catch {
    await client.end().catch(() => undefined)
  }
}
