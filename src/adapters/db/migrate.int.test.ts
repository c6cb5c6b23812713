import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { migrate, migrationsPending } from './migrate.ts'

let it: TestDatabase
let folder: string
beforeEach(async () => {
  it = await testDatabase({ empty: true })
  folder = await mkdtemp(join(tmpdir(), 'treasurer-migrations-'))
  await file(
    '0001_add_note.sql',
    'create table note (id int primary key);\ncreate index note_again on note (id);\n',
  )
  await file('0002_add_text.sql', 'alter table note add column text text;\n')
})
afterEach(async () => {
  await it.close()
  await rm(folder, { recursive: true })
})

const file = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
const run = () => migrate({ connectionString: it.connectionString, folder })
const reasonOf = (answer: Awaited<ReturnType<typeof run>>): string =>
  answer.ok ? 'ok' : answer.error.internal

test('files are applied once, in order, and pending tells what is left', async () => {
  expect(await migrationsPending(it.db, folder)).toEqual({
    ok: true,
    value: ['0001_add_note', '0002_add_text'],
  })
  expect(await run()).toEqual({ ok: true, value: ['0001_add_note', '0002_add_text'] })
  expect(await run()).toEqual({ ok: true, value: [] })
  await file(
    '0003_add_more.sql',
    'create function twice(n int) returns int language sql as $$ select n * 2; $$;',
  )
  expect(await migrationsPending(it.db, folder)).toEqual({ ok: true, value: ['0003_add_more'] })
  expect(await run()).toEqual({ ok: true, value: ['0003_add_more'] })
  expect(await migrationsPending(it.db, folder)).toEqual({ ok: true, value: [] })
  expect((await it.db.executeSql('select twice(21) as n')).rows).toEqual([{ n: 42 }])
})

test('several processes may start at once: each file runs once', async () => {
  const answers = await Promise.all([run(), run(), run(), run()])
  const applied = answers.flatMap((answer) => (answer.ok ? answer.value : ['failed']))
  expect(applied).toEqual(['0001_add_note', '0002_add_text'])
})

test('an applied file that was edited stops the start with one clear line; other line ends do not', async () => {
  await run()
  await file('0002_add_text.sql', 'alter table note add column text text;\r\n')
  expect(await run()).toEqual({ ok: true, value: [] })
  await file('0002_add_text.sql', 'alter table note add column text varchar;\n')
  const answer = await run()
  expect(answer).toMatchObject({ ok: false, error: { code: 'START_FAILED', retryable: false } })
  expect(reasonOf(answer)).toContain('0002_add_text.sql was changed after it was applied')
  expect(reasonOf(answer)).not.toContain('\n')
})

test('a failing file leaves nothing behind, neither its statements nor those before it', async () => {
  await file('0003_bad.sql', 'create table half (id int); select 1/0;')
  expect(reasonOf(await run())).toContain('0003_bad.sql failed: division by zero')
  expect(await migrationsPending(it.db, folder)).toMatchObject({
    value: ['0001_add_note', '0002_add_text', '0003_bad'],
  })
  await file('0003_bad.sql', 'create table half (id int);')
  expect(await run()).toMatchObject({ ok: true, value: ['0001_add_note', '0002_add_text', '0003_bad'] })
})

test('a database of a newer version, a late number, twins, wrong names and a missing folder are refused', async () => {
  await file('0004_later.sql', 'select 1')
  await run()
  await file('0003_late.sql', 'select 1')
  expect(reasonOf(await run())).toContain('0003_late.sql comes before 0004_later')
  await rm(join(folder, '0003_late.sql'))
  await rm(join(folder, '0004_later.sql'))
  expect(reasonOf(await run())).toContain('the database has 0004_later, which this version does not know')
  await file('0002_twin.sql', 'select 1')
  expect(reasonOf(await run())).toContain('two migrations have the number of 0002_twin.sql')
  await file('5_wrong.sql', 'select 1')
  expect(reasonOf(await run())).toContain('5_wrong.sql is not named NNNN_sentence.sql')
  expect(
    reasonOf(await migrate({ connectionString: it.connectionString, folder: `${folder}/none` })),
  ).toContain('cannot be read')
})

test('an absent server is a Fault of the database', async () => {
  const answer = await migrate({ connectionString: 'postgresql://u:p@127.0.0.1:1/none', folder })
  expect(answer).toMatchObject({ ok: false, error: { code: 'DATABASE_UNAVAILABLE', retryable: true } })
})
