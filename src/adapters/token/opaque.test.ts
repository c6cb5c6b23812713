import { expect, test } from 'vitest'
import { createOpaqueTokens } from './opaque.ts'

test('tokens are long, different and found again by their hash', () => {
  const opaque = createOpaqueTokens()
  const made = Array.from({ length: 200 }, () => opaque.make())
  expect(new Set(made.map(({ token }) => token)).size).toBe(200)
  for (const { token, hash } of made) {
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(hash).toHaveLength(32)
    expect(Buffer.from(opaque.hashOf(token)).equals(Buffer.from(hash))).toBe(true)
  }
})

test('a printed password has 24 characters that nobody confuses', () => {
  const passwords = Array.from({ length: 200 }, () => createOpaqueTokens().makePassword())
  expect(new Set(passwords).size).toBe(200)
  for (const password of passwords) expect(password).toMatch(/^[a-km-zA-HJ-NP-Z2-9]{24}$/)
})
