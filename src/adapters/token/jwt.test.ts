import { createHmac, generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { manualClock } from '#adapters/clock/manual.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { instantOf } from '#kernel/time.ts'
import { accessLifeMs, createAccessTokens } from './jwt.ts'

const secret = 'an-honest-secret-of-thirty-two-bytes-or-more'

function start() {
  const at = instantOf(1_780_000_000_000)
  if (!at.ok) throw new Error('bad instant in a test')
  const clock = manualClock(at.value)
  return { clock, tokens: createAccessTokens({ secret, clock, ids: uuidV7 }) }
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function forged(header: object, payload: object, key: string, hash = 'sha256'): string {
  const input = `${base64(header)}.${base64(payload)}`
  return `${input}.${createHmac(hash, key).update(input).digest('base64url')}`
}

function payload(change: object = {}): object {
  const iat = 1_780_000_000
  return {
    sub: '00000000-0000-7000-8000-000000000001',
    sv: 1,
    jti: 'x',
    iat,
    exp: iat + 600,
    iss: 'autonomous-treasurer',
    aud: 'autonomous-treasurer-api',
    ...change,
  }
}

describe('access tokens', () => {
  test('a token issued is a token verified, for fifteen minutes', () => {
    const { clock, tokens } = start()
    const userId = uuidV7.next<'user'>()
    const { token, expiresInSeconds } = tokens.issue({ userId, sessionVersion: 3 })
    expect(expiresInSeconds).toBe(900)
    expect(tokens.verify(token)).toMatchObject({ ok: true, value: { userId, sessionVersion: 3 } })
    clock.advanceMs(accessLifeMs - 1)
    expect(tokens.verify(token).ok).toBe(true)
    clock.advanceMs(1)
    // Also from the cache: it was verified twice before.
    expect(tokens.verify(token)).toEqual({ ok: false, error: 'expired' })
  })

  test('two tokens of one moment differ (jti)', () => {
    const { tokens } = start()
    const userId = uuidV7.next<'user'>()
    expect(tokens.issue({ userId, sessionVersion: 1 }).token).not.toBe(
      tokens.issue({ userId, sessionVersion: 1 }).token,
    )
  })

  test('the forger of these tests makes valid ones when nothing is wrong', () => {
    const { tokens } = start()
    expect(tokens.verify(forged({ alg: 'HS256', typ: 'JWT' }, payload(), secret)).ok).toBe(true)
  })

  test.each(['sub', 'sv', 'jti', 'iat', 'exp', 'iss', 'aud'])('a token without %s is refused', (claim) => {
    const { tokens } = start()
    const body = Object.fromEntries(Object.entries(payload()).filter(([name]) => name !== claim))
    expect(tokens.verify(forged({ alg: 'HS256', typ: 'JWT' }, body, secret))).toEqual({
      ok: false,
      error: 'invalid',
    })
  })

  test.each([
    ['another issuer', { iss: 'somebody' }],
    ['another audience', { aud: 'somewhere' }],
    ['a list of audiences without ours', { aud: ['somewhere'] }],
    ['a subject that is no id', { sub: 'admin' }],
    ['a version that is text', { sv: '1' }],
    ['an expiry in text', { exp: '1780000600' }],
    ['a life longer than we issue', { exp: 1_780_000_000 + 86_400 }],
    ['an issue date in the future', { iat: 1_780_000_000 + 3_600, exp: 1_780_000_000 + 3_900 }],
    ['an expiry that is gone', { iat: 1_779_990_000, exp: 1_779_990_600 }],
  ])('a token with %s is refused', (_name, change) => {
    const { tokens } = start()
    expect(tokens.verify(forged({ alg: 'HS256', typ: 'JWT' }, payload(change), secret)).ok).toBe(false)
  })

  test('alg none, other algorithms, another key and HS/RS confusion are refused', () => {
    const { tokens } = start()
    const unsigned = `${base64({ alg: 'none', typ: 'JWT' })}.${base64(payload())}`
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const rsaInput = `${base64({ alg: 'RS256', typ: 'JWT' })}.${base64(payload())}`
    const rsaSignature = signBytes('sha256', Buffer.from(rsaInput), privateKey).toString('base64url')
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const bad = [
      `${unsigned}.`,
      unsigned,
      `${base64({ alg: 'NONE', typ: 'JWT' })}.${base64(payload())}.`,
      forged({ alg: 'HS384', typ: 'JWT' }, payload(), secret, 'sha384'),
      forged({ alg: 'HS512', typ: 'JWT' }, payload(), secret, 'sha512'),
      forged({ alg: 'HS256', typ: 'JWT' }, payload(), 'secret'),
      forged({ alg: 'HS256', typ: 'JWT' }, payload(), ''),
      forged({ alg: 'HS256', typ: 'JWT' }, payload(), pem),
      `${rsaInput}.${rsaSignature}`,
      'not.a.token',
      '',
      '..',
      'x'.repeat(100_000),
    ]
    expect(bad.filter((token) => tokens.verify(token).ok)).toEqual([])
  })

  test('PITFALL 12: a secret below 32 bytes is not taken', () => {
    const { clock } = start()
    expect(() => createAccessTokens({ secret: 'secret', clock, ids: uuidV7 })).toThrow(RangeError)
    expect(() => createAccessTokens({ secret: 'x'.repeat(31), clock, ids: uuidV7 })).toThrow(RangeError)
  })
})
