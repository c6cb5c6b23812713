import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { type TestServer, testServer } from '#test/support/http-server.ts'
import { loadWebApp } from './web-app.ts'

let folder: string
let database: TestDatabase
let app: TestServer
const script = `export const text = ${JSON.stringify('x'.repeat(5_000))}`
const page = '<!doctype html><title>Treasurer</title>'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treasurer-web-'))
  await mkdir(join(folder, 'dist', 'assets'), { recursive: true })
  await writeFile(join(folder, 'dist', 'index.html'), page)
  await writeFile(join(folder, 'dist', 'theme.js'), 'document.title')
  await writeFile(join(folder, 'dist', '.stamp'), 'not for browsers')
  await writeFile(join(folder, 'dist', 'assets', 'index-a1b2c3.js'), script)
  await writeFile(join(folder, 'secret.txt'), 'secret')
  database = await testDatabase()
  app = await testServer(database.db, {
    config: { rateLimitPerMinute: 2 },
    deps: { webApp: await loadWebApp(join(folder, 'dist')) },
  })
})
afterAll(async () => {
  await app.close()
  await database.close()
  await rm(folder, { recursive: true })
})

test('a folder that is not there is no app', async () => {
  expect(await loadWebApp(join(folder, 'nothing'))).toBeNull()
})

test('files come with their type, and those with a hash are kept for ever', async () => {
  const asset = await app.server.inject('/assets/index-a1b2c3.js')
  expect(asset.body).toBe(script)
  expect(asset.headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect((await app.server.inject('/theme.js')).headers['cache-control']).toBe('no-cache')
  expect((await app.server.inject('/')).body).toBe(page)
})

test('a browser that takes gzip gets gzip; one that has the file gets 304', async () => {
  const zipped = await app.server.inject({
    url: '/assets/index-a1b2c3.js',
    headers: { 'accept-encoding': 'br, gzip' },
  })
  expect(zipped.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(zipped.rawPayload).toString()).toBe(script)
  const etag = String(zipped.headers['etag'])
  const again = await app.server.inject({
    url: '/assets/index-a1b2c3.js',
    headers: { 'if-none-match': etag },
  })
  expect(again.statusCode).toBe(304)
  expect(again.body).toBe('')
})

test('a page of the app opens at its own address, without any limit', async () => {
  for (let turn = 0; turn < 10; turn += 1) {
    const answer = await app.server.inject({
      url: '/invoices/42?tab=checks',
      headers: { accept: 'text/html' },
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toBe(page)
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
  }
})

test.each([
  '/api/nothing',
  '/users/nothing/more',
  '/missing.png',
  '/.stamp',
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
])('%s is not the page and not a file', async (url) => {
  const answer = await app.server.inject({ url, headers: { accept: 'text/html' } })
  expect(answer.body).not.toBe('secret')
  expect(answer.body).not.toBe(page)
  expect([404, 429]).toContain(answer.statusCode)
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
})
