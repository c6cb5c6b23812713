import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { InvariantError } from '#kernel/invariant.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { startTcpGate } from '#test/support/tcp-gate.ts'
import { startEmbeddedPostgres } from './launcher/start-embedded-postgres.ts'
import { faultAsResult, openPool } from './pool.ts'
import { CommitUnknownError, ConstraintError } from './pool-failures.ts'

let it: TestDatabase
beforeAll(async () => {
  it = await testDatabase({ empty: true })
  await it.db.executeSql(`
    create table account (id int primary key, owner text not null, amount numeric(78,0) check (amount >= 0))`)
  await it.db.executeSql('create table child (id int references account (id) deferrable initially deferred)')
})
afterAll(() => it.close())

const thrownBy = (work: () => Promise<unknown>): Promise<unknown> =>
  work().then(
    () => null,
    (error: unknown) => error,
  )

describe('values', () => {
  test('money keeps all 78 digits, int8 is bigint, a moment is epoch ms, in arrays too', async () => {
    const digits = '9'.repeat(78)
    const rows = await it.db.query(
      'test_values',
      `select $1::numeric(78,0) as money, $2::int8 as large, $3::timestamptz as at, $4::numeric[] as many,
              $5::int8[] as ids, array[$3::timestamptz, null] as moments, $6::date as day, null::numeric as nothing`,
      [digits, 2n ** 62n, '2026-01-31T10:00:00.123456+01:00', [digits, 1n], [2n ** 60n], '2026-02-28'],
    )
    expect(rows).toEqual([
      {
        money: digits,
        large: 2n ** 62n,
        at: Date.UTC(2026, 0, 31, 9, 0, 0, 123),
        many: [digits, '1'],
        ids: [2n ** 60n],
        moments: [Date.UTC(2026, 0, 31, 9, 0, 0, 123), null],
        day: '2026-02-28',
        nothing: null,
      },
    ])
  })

  test('statements are prepared under their name and times are UTC', async () => {
    await it.db.query('test_prepared', 'select 1 as one')
    const all = await Promise.all(
      Array.from({ length: 5 }, () => it.db.query('test_names', `select name from pg_prepared_statements`)),
    )
    expect(JSON.stringify(all)).toContain('test_names')
    const zone = await it.db.query('test_zone', `select current_setting('timezone') as zone`)
    expect(zone).toEqual([{ zone: 'UTC' }])
  })

  test('one name for two texts is a bug', () => {
    expect(() => it.db.query('test_prepared', 'select 2 as two')).toThrow(InvariantError)
  })
})

describe('errors', () => {
  test.each([
    ['unique', `insert into account values (1, 'a', 1), (1, 'b', 1)`, 'account_pkey'],
    ['check', `insert into account values (2, 'a', -1)`, 'account_amount_check'],
    ['not_null', `insert into account values (3, null, 1)`, 'owner'],
  ])('a %s violation is recognisable', async (kind, sql, constraint) => {
    const error = await thrownBy(() => it.db.executeSql(sql))
    expect(error).toBeInstanceOf(ConstraintError)
    expect(error).toMatchObject({ kind, constraint, table: 'account' })
  })

  test('a deferred violation shows at commit and nothing is stored', async () => {
    const error = await thrownBy(() =>
      it.db.transaction((tx) => tx.executeSql('insert into child values (404)')),
    )
    expect(error).toMatchObject({ kind: 'foreign_key', table: 'child' })
    expect((await it.db.executeSql('select * from child')).rows).toEqual([])
  })

  test('wrong SQL is a bug, not an outage', async () => {
    const error = await thrownBy(() => it.db.executeSql('selekt 1'))
    expect(error).not.toBeInstanceOf(Fault)
    expect(String(error)).toContain('syntax error')
  })

  test('a statement beyond its time is a retryable Fault and the connection lives on', async () => {
    const db = openPool({
      connectionString: it.connectionString,
      applicationName: 't',
      max: 1,
      statementTimeoutMs: 200,
    })
    const pid = await db.query('test_pid', 'select pg_backend_pid() as pid')
    const answer = await faultAsResult(() => db.executeSql('select pg_sleep(5)'))
    expect(answer).toMatchObject({ ok: false, error: { code: 'DATABASE_UNAVAILABLE', retryable: true } })
    expect(await db.query('test_pid', 'select pg_backend_pid() as pid')).toEqual(pid)
    await db.close()
  })

  test('callers beyond the bound get OVERLOADED, those who wait too long DATABASE_UNAVAILABLE', async () => {
    const db = openPool({
      connectionString: it.connectionString,
      applicationName: 't',
      max: 1,
      acquireTimeoutMs: 300,
      waitingMax: 1,
    })
    await db.executeSql('select 1')
    const holding = db.executeSql('select pg_sleep(1)')
    const waiting = faultAsResult(() => db.executeSql('select 1'))
    const refused = await faultAsResult(() => db.executeSql('select 1'))
    expect(refused).toMatchObject({ ok: false, error: { code: 'OVERLOADED' } })
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'DATABASE_UNAVAILABLE' } })
    await holding
    await db.close()
  })
})

describe('transactions', () => {
  test('commit on return, rollback on throw', async () => {
    await it.db.transaction((tx) =>
      tx.query('test_insert', 'insert into account values ($1, $2, $3)', [10, 'x', 5n]),
    )
    const error = await thrownBy(() =>
      it.db.transaction(async (tx) => {
        await tx.query('test_insert', 'insert into account values ($1, $2, $3)', [11, 'x', 5n])
        throw new RangeError('changed my mind')
      }),
    )
    expect(error).toBeInstanceOf(RangeError)
    const rows = await it.db.query('test_ids', 'select id from account where id in (10, 11)')
    expect(rows).toEqual([{ id: 10 }])
  })

  test('going on after a failed statement is a bug, never a silent rollback', async () => {
    const error = await thrownBy(() =>
      it.db.transaction(async (tx) => {
        await tx.executeSql(`insert into account values (20, 'x', 1)`)
        await thrownBy(() => tx.executeSql(`insert into account values (20, 'x', 1)`))
      }),
    )
    expect(error).toBeInstanceOf(InvariantError)
    expect((await it.db.executeSql('select 1 from account where id = 20')).rows).toEqual([])
  })

  test('a transaction cannot be used after its end', async () => {
    const kept = await it.db.transaction((tx) => Promise.resolve(tx))
    await expect(async () => kept.executeSql('select 1')).rejects.toThrow(InvariantError)
  })

  test('a connection that breaks during commit leaves the outcome unknown, and says so', async () => {
    const proxy = await cuttingProxy(it.connectionString)
    const db = openPool({ connectionString: proxy.url, applicationName: 't', max: 1 })
    const error = await thrownBy(() =>
      db.transaction(async (tx) => {
        await tx.executeSql(`insert into account values (30, 'x', 1)`)
        proxy.cutAnswers()
      }),
    )
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    expect(error instanceof Fault && error.walk((cause) => cause instanceof CommitUnknownError)).toBeTruthy()
    await expect
      .poll(async () => (await it.db.executeSql('select 1 from account where id = 30')).rows.length)
      .toBe(1)
    await db.close()
    await proxy.close()
  })
})

describe('connections', () => {
  test('PITFALL 17: a dropped connection heals by itself', async () => {
    const faults: Fault[] = []
    const db = openPool({
      connectionString: it.connectionString,
      applicationName: 'pitfall17',
      max: 3,
      onFault: (fault) => faults.push(fault),
    })
    await Promise.all([1, 2, 3].map(() => db.executeSql('select pg_sleep(0.05)')))
    const killed = await it.db.executeSql(
      `select pg_terminate_backend(pid, 5000) as done from pg_stat_activity where application_name = 'pitfall17'`,
    )
    expect(killed.rows).toEqual([{ done: true }, { done: true }, { done: true }])
    await expect.poll(() => faults.length).toBe(3)
    expect(await db.isAvailable()).toBe(true)
    expect(await db.query('test_again', 'select 1 as one')).toEqual([{ one: 1 }])
    await db.close()
  })

  test('PITFALL 17: a connection killed under a running statement is replaced', async () => {
    const db = openPool({ connectionString: it.connectionString, applicationName: 'pitfall17b', max: 1 })
    await db.executeSql('select 1')
    const running = faultAsResult(() => db.executeSql('select pg_sleep(20)'))
    await expect
      .poll(async () => {
        const text = `select pg_terminate_backend(pid) from pg_stat_activity
                      where application_name = 'pitfall17b' and query like '%pg_sleep%'`
        return (await it.db.executeSql(text)).rows.length
      })
      .toBeGreaterThan(0)
    expect(await running).toMatchObject({
      ok: false,
      error: { code: 'DATABASE_UNAVAILABLE', retryable: true },
    })
    expect((await db.executeSql('select 1 as one')).rows).toEqual([{ one: 1 }])
    await db.close()
  })

  test('PITFALL 17: a connection that breaks while its session opens is a Fault, never an uncaught error', async () => {
    const uncaught: unknown[] = []
    const note = (error: unknown): void => void uncaught.push(error)
    const before = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException').on('uncaughtException', note)
    const cutter = await startTcpGate(it.connectionString, { cutOn: 'set_config' })
    const db = openPool({ connectionString: cutter.url, applicationName: 'cut', max: 3 })
    try {
      const asked = [1, 2, 3].map(() => faultAsResult(() => db.executeSql('select 1')))
      const refusal = { ok: false, error: { code: 'DATABASE_UNAVAILABLE', retryable: true } }
      expect(await Promise.all(asked)).toMatchObject([refusal, refusal, refusal])
      await db.close()
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect([cutter.cuts(), uncaught]).toEqual([3, []])
    } finally {
      process.removeAllListeners('uncaughtException')
      for (const listener of before) process.on('uncaughtException', listener)
      await cutter.stop()
    }
  })

  test('an absent server is a Fault and not available', async () => {
    const db = openPool({ connectionString: 'postgresql://u:p@127.0.0.1:1/none', applicationName: 't' })
    expect(await faultAsResult(() => db.executeSql('select 1'))).toMatchObject({
      ok: false,
      error: { code: 'DATABASE_UNAVAILABLE' },
    })
    expect(await db.isAvailable()).toBe(false)
    await db.close()
  })

  test('close waits for what runs', async () => {
    const db = openPool({ connectionString: it.connectionString, applicationName: 't', max: 1 })
    const running = db.executeSql('select pg_sleep(0.3), 7 as seven')
    await expect.poll(() => db.counts().open).toBe(1)
    await db.close()
    expect((await running).rows[0]).toMatchObject({ seven: 7 })
  })
})

test('TLS when the URL asks: the certificate is checked, also for sslmode=require', async () => {
  const home = await mkdtemp(join(tmpdir(), 'treasurer-tls-'))
  const [key, cert] = [join(home, 'server.key'), join(home, 'server.crt')]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync('openssl', [...request, ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  chmodSync(key, 0o600)
  const settings = { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key }
  const started = await startEmbeddedPostgres({ dataDir: join(home, 'data'), transport: 'tcp', settings })
  if (!started.ok) throw started.error
  const ask = async (query: string): Promise<unknown> => {
    const db = openPool({
      connectionString: `${started.value.connectionString}${query}`,
      applicationName: 'tls',
    })
    const text = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
    const answer = await faultAsResult(async () => (await db.executeSql(text)).rows)
    await db.close()
    return answer
  }
  const root = `&sslrootcert=${encodeURIComponent(cert)}`
  expect(await ask('')).toEqual({ ok: true, value: [{ ssl: false }] })
  expect(await ask(`?sslmode=verify-full${root}`)).toEqual({ ok: true, value: [{ ssl: true }] })
  expect(await ask(`?sslmode=require${root}`)).toEqual({ ok: true, value: [{ ssl: true }] })
  expect(await ask('?sslmode=require')).toMatchObject({ ok: false, error: { code: 'DATABASE_UNAVAILABLE' } })
  await started.value.stop()
  await rm(home, { recursive: true })
})

/** Passes bytes on, and on demand forwards what we send but cuts the line instead of passing the answer. */
async function cuttingProxy(url: string) {
  const target = new URL(url)
  const socketDir = target.searchParams.get('host')
  const port = Number(target.searchParams.get('port') ?? target.port)
  let cutting = false
  const server = createServer((near) => {
    const far = socketDir === null ? connect(port, target.hostname) : connect(`${socketDir}/.s.PGSQL.${port}`)
    near.pipe(far)
    far.on('data', (bytes: Buffer) => (cutting ? near.destroy() : near.write(bytes)))
    for (const side of [near, far]) {
      side.on('error', () => undefined)
      side.on('close', () => (side === near ? far : near).end())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const own = new URL(url)
  own.search = ''
  own.hostname = '127.0.0.1'
  own.port = String(typeof address === 'object' ? address?.port : 0)
  return {
    url: own.toString(),
    cutAnswers: () => {
      cutting = true
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
