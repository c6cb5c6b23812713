import { expect, test } from 'vitest'
import { createScrubber } from './scrub.ts'

const key = `0x${'4f3a'.repeat(16)}`
const scrub = createScrubber([key, 'smtp "pass" word', 'short'])

test('known secrets are struck out, with and without 0x, and as they stand in JSON', () => {
  expect(scrub(JSON.stringify({ a: key, b: key.slice(2), c: 'smtp "pass" word' }))).toBe(
    '{"a":"[redacted]","b":"[redacted]","c":"[redacted]"}',
  )
})

test.each([
  ['{"msg":"Authorization: Bearer abcdefghijklmnop"}', '{"msg":"Authorization: Bearer [redacted]"}'],
  ['{"t":"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLXNpZ25hdHVyZQ"}', '{"t":"[redacted]"}'],
  ['{"url":"postgres://me:hunter2hunter2@db/x"}', '{"url":"postgres://me:[redacted]@db/x"}'],
  [`{"msg":"private key: ${'ab'.repeat(32)} was bad"}`, '{"msg":"private key: [redacted] was bad"}'],
  ['{"password":"a\\"b\\\\","x":1}', '{"password":"[redacted]","x":1}'],
  [
    '{"Set-Cookie":["a=b","c=d"],"token":{"symbol":"MNEE"}}',
    '{"Set-Cookie":"[redacted]","token":{"symbol":"MNEE"}}',
  ],
  [
    String.raw`{"body":"{\"password\":\"hunter2\",\"a\":1}"}`,
    String.raw`{"body":"{\"password\":\"[redacted]\",\"a\":1}"}`,
  ],
  ['{"token_address":"0x12","key":"k"}', '{"token_address":"0x12","key":"k"}'],
  [`{"msg":"WALLET_PRIVATE_KEY=0x${'ab'.repeat(32)}"}`, '{"msg":"WALLET_PRIVATE_KEY=[redacted]"}'],
])('%s becomes %s', (line, clean) => {
  expect(scrub(line)).toBe(clean)
})

test('hashes of transactions, ordinary words and short values stay readable', () => {
  const line = `{"msg":"sent","hash":"0x${'ab'.repeat(32)}","note":"short words, a key point, basic idea"}`
  expect(scrub(line)).toBe(line)
})

test('long lines without an end are scrubbed in linear time', () => {
  const line = `private key ${'a '.repeat(50_000)} eyJ${'a'.repeat(50_000)} Bearer ${'b'.repeat(50_000)}`
  const started = performance.now()
  scrub(line)
  expect(performance.now() - started).toBeLessThan(200)
})
