import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decryptKeystore, encryptKeystore } from './v3-keystore.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The published vector of the format, PBKDF2. */
const wikiPbkdf2 = {
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '6087dab2f9fdbbfaddc31a909735c1e6' },
    ciphertext: '5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46',
    kdf: 'pbkdf2',
    kdfparams: {
      c: 262_144,
      dklen: 32,
      prf: 'hmac-sha256',
      salt: 'ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd',
    },
    mac: '517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
}

/** The published vector of the format, scrypt with r=1: OpenSSL refuses these numbers. */
const wikiScrypt = {
  ...wikiPbkdf2,
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '83dbcc02d8ccb40e466191a123791e0e' },
    ciphertext: 'd172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c',
    kdf: 'scrypt',
    kdfparams: {
      dklen: 32,
      n: 262_144,
      r: 1,
      p: 8,
      salt: 'ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19',
    },
    mac: '2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097',
  },
}

/** "very-light-scrypt" of go-ethereum's test data. */
const gethLight = {
  address: '45dea0fb0bba44f4fcf290bba71fd57d7117cbb8',
  crypto: {
    cipher: 'aes-128-ctr',
    ciphertext: 'b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145',
    cipherparams: { iv: 'dc4926b48a105133d2f16b96833abf1e' },
    kdf: 'scrypt',
    kdfparams: {
      dklen: 32,
      n: 2,
      p: 1,
      r: 8,
      salt: '004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0',
    },
    mac: '39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85',
  },
  id: 'ce541d8d-c79b-40f8-9f8c-20f59616faba',
  version: 3,
}

test('the published PBKDF2 vector opens, also with the older spelling of its section', async () => {
  const opened = await decryptKeystore(JSON.stringify(wikiPbkdf2), 'testpassword')
  expect(opened.ok && hex(opened.value)).toBe(
    '7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d',
  )
  const old = { version: 3, Crypto: wikiPbkdf2.crypto }
  expect(await decryptKeystore(JSON.stringify(old), 'testpassword')).toEqual(opened)
})

test("go-ethereum's scrypt vector opens", async () => {
  const opened = await decryptKeystore(JSON.stringify(gethLight), '')
  expect(opened.ok && opened.value.length).toBe(32)
})

test('what is written opens again with the standard strength, and only with its password', async () => {
  const key = randomBytes(32)
  const text = await encryptKeystore(key, 'correct horse', {
    random: randomBytes,
    address: `0x${'AB'.repeat(20)}`,
  })
  expect(JSON.parse(text)).toMatchObject({
    version: 3,
    address: 'ab'.repeat(20),
    crypto: { kdfparams: { n: 262_144, r: 8, p: 1 } },
  })
  expect(text).not.toContain(hex(key))
  const opened = await decryptKeystore(text, 'correct horse')
  expect(opened.ok && hex(opened.value)).toBe(hex(key))
  expect(await decryptKeystore(text, 'correct horses')).toEqual({ ok: false, error: 'wrong_password' })
}, 60_000)

test('a changed ciphertext is not taken for another key', async () => {
  const changed = {
    ...gethLight,
    crypto: { ...gethLight.crypto, ciphertext: `00${gethLight.crypto.ciphertext.slice(2)}` },
  }
  expect(await decryptKeystore(JSON.stringify(changed), '')).toEqual({ ok: false, error: 'wrong_password' })
})

test('scrypt numbers that OpenSSL refuses, or that ask for too much memory, have their own answers', async () => {
  expect(await decryptKeystore(JSON.stringify(wikiScrypt), 'testpassword')).toEqual({
    ok: false,
    error: 'unsupported_kdf',
  })
  const costly = {
    ...gethLight,
    crypto: { ...gethLight.crypto, kdfparams: { ...gethLight.crypto.kdfparams, n: 2 ** 21 } },
  }
  expect(await decryptKeystore(JSON.stringify(costly), '')).toEqual({ ok: false, error: 'too_costly' })
})

test.each([
  ['no JSON', 'hello'],
  ['another version', JSON.stringify({ ...gethLight, version: 1 })],
  [
    'another cipher',
    JSON.stringify({ ...gethLight, crypto: { ...gethLight.crypto, cipher: 'aes-256-cbc' } }),
  ],
  ['a short MAC', JSON.stringify({ ...gethLight, crypto: { ...gethLight.crypto, mac: '00' } })],
  ['nothing', ''],
])('%s is not a keystore', async (_, text) => {
  expect(await decryptKeystore(text, '')).toEqual({ ok: false, error: 'not_a_keystore' })
})
