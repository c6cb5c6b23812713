import { parseOptions } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { createArgon2Passwords } from './argon2.ts'

test('a hash verifies its own password only', async () => {
  const passwords = createArgon2Passwords()
  const stored = await passwords.hash('quiet-harbour-lantern')
  expect(await passwords.verify(stored, 'quiet-harbour-lantern')).toBe(true)
  expect(await passwords.verify(stored, 'quiet-harbour-lanterN')).toBe(false)
  expect(await passwords.verify(passwords.nobodysHash, '')).toBe(false)
})

test("PITFALL 14: nobody's hash costs what a real one costs", async () => {
  const passwords = createArgon2Passwords()
  const real = parseOptions(await passwords.hash('quiet-harbour-lantern'))
  const nobodys = parseOptions(passwords.nobodysHash)
  expect(nobodys).toEqual(real)
  expect(real).toMatchObject({ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 })
})

test('two run, twenty wait, the rest is told to come back; afterwards all is as before', async () => {
  const passwords = createArgon2Passwords()
  const tries = Array.from({ length: 30 }, () => passwords.hash('quiet-harbour-lantern'))
  expect(passwords.pending()).toBe(22)
  const settled = await Promise.allSettled(tries)
  const refused = settled.flatMap((result): readonly unknown[] =>
    result.status === 'rejected' ? [result.reason] : [],
  )
  expect(refused).toHaveLength(8)
  for (const reason of refused) {
    expect(reason).toBeInstanceOf(Fault)
    expect(reason).toMatchObject({ code: 'OVERLOADED', retryable: true })
  }
  expect(passwords.pending()).toBe(0)
  expect(await passwords.hash('quiet-harbour-lantern')).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
})

test('a hash that throws gives its place back', async () => {
  const passwords = createArgon2Passwords()
  for (let turn = 0; turn < 5; turn += 1) {
    await expect(passwords.verify('not a hash', 'x')).rejects.toThrow(/Decoding failed/)
  }
  expect(passwords.pending()).toBe(0)
})
