import {
  createCipheriv,
  createDecipheriv,
  pbkdf2,
  randomUUID,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
import { keccak256 } from 'viem'
import { z } from 'zod'
import { err, ok, type Result } from '#kernel/result.ts'

/** Why a keystore cannot be opened. */
export type KeystoreError = 'not_a_keystore' | 'wrong_password' | 'too_costly' | 'unsupported_kdf'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const deriveByPbkdf2 = promisify(pbkdf2)

/** Standard strength of geth and of the V3 format: 256 MiB and about a second for each guess. */
const strong = { n: 262_144, r: 8, p: 1, dklen: 32 } as const
// What a file may ask of us: 1 GiB of memory. A file that asks for more is an attack or a mistake.
const scryptBytesMax = 1_024 * 1_024 * 1_024
const pbkdf2RoundsMax = 10_000_000

const hexOf = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-fA-F]{${2 * bytes}}$`))
const saltSchema = z.string().regex(/^(?:[0-9a-fA-F]{2}){8,64}$/)
const cryptoSchema = z.intersection(
  z.object({
    cipher: z.literal('aes-128-ctr'),
    cipherparams: z.object({ iv: hexOf(16) }),
    ciphertext: hexOf(32),
    mac: hexOf(32),
  }),
  z.discriminatedUnion('kdf', [
    z.object({
      kdf: z.literal('scrypt'),
      kdfparams: z.object({
        n: z
          .int()
          .min(2)
          .max(2 ** 24),
        r: z.int().min(1).max(64),
        p: z.int().min(1).max(16),
        dklen: z.literal(32),
        salt: saltSchema,
      }),
    }),
    z.object({
      kdf: z.literal('pbkdf2'),
      kdfparams: z.object({
        c: z.int().min(1).max(pbkdf2RoundsMax),
        prf: z.literal('hmac-sha256'),
        dklen: z.literal(32),
        salt: saltSchema,
      }),
    }),
  ]),
)
type Crypto = z.infer<typeof cryptoSchema>

// Older programs wrote the section as "Crypto".
const keystoreSchema = z.union([
  z.object({ version: z.literal(3), crypto: cryptoSchema }),
  z
    .object({ version: z.literal(3), Crypto: cryptoSchema })
    .transform((old) => ({ version: old.version, crypto: old.Crypto })),
])

/**
 * Encrypts a private key as a V3 keystore (scrypt, AES-128-CTR, Keccak-256 MAC).
 * @param key 32 bytes   @param password any text   @param random source of random bytes   @param address for people
 * @returns the file's text. Errors: node:crypto's when memory is short. Source: Web3 Secret Storage, version 3.
 */
export async function encryptKeystore(
  key: Uint8Array,
  password: string,
  parts: { readonly random: (bytes: number) => Uint8Array; readonly address: string },
): Promise<string> {
  const salt = Buffer.from(parts.random(32))
  const iv = Buffer.from(parts.random(16))
  const kdfparams = { ...strong, salt: salt.toString('hex') }
  const secret = await derive(password, salt, strong.dklen, {
    N: strong.n,
    r: strong.r,
    p: strong.p,
    maxmem: 2 * scryptBytesMax,
  })
  const cipher = createCipheriv('aes-128-ctr', secret.subarray(0, 16), iv)
  const ciphertext = Buffer.concat([cipher.update(key), cipher.final()])
  const keystore = {
    version: 3,
    id: randomUUID(),
    address: parts.address.replace(/^0x/, '').toLowerCase(),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      kdf: 'scrypt',
      kdfparams,
      mac: macOf(secret, ciphertext).toString('hex'),
    },
  }
  return `${JSON.stringify(keystore, null, 2)}\n`
}

/**
 * Opens a V3 keystore.
 * @param text the file   @param password its password
 * @returns the 32 bytes of the key
 * Errors: not_a_keystore, too_costly (asks for over 1 GiB of memory), unsupported_kdf (scrypt with r=1 and n above 2^15,
 * which OpenSSL refuses), wrong_password. Source: Web3 Secret Storage, version 3.
 */
export async function decryptKeystore(
  text: string,
  password: string,
): Promise<Result<Uint8Array, KeystoreError>> {
  const parsed = keystoreSchema.safeParse(jsonOf(text))
  if (!parsed.success) return err('not_a_keystore')
  const { crypto } = parsed.data
  const derived = await secretOf(crypto, password)
  if (!derived.ok) return derived
  const secret = derived.value
  const ciphertext = Buffer.from(crypto.ciphertext, 'hex')
  if (!timingSafeEqual(macOf(secret, ciphertext), Buffer.from(crypto.mac, 'hex')))
    return err('wrong_password')
  const decipher = createDecipheriv(
    'aes-128-ctr',
    secret.subarray(0, 16),
    Buffer.from(crypto.cipherparams.iv, 'hex'),
  )
  return ok(new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()])))
}

async function secretOf(crypto: Crypto, password: string): Promise<Result<Buffer, KeystoreError>> {
  const salt = Buffer.from(crypto.kdfparams.salt, 'hex')
  if (crypto.kdf === 'pbkdf2')
    return ok(await deriveByPbkdf2(password, salt, crypto.kdfparams.c, 32, 'sha256'))
  const { n, r, p } = crypto.kdfparams
  if (128 * n * r * p > scryptBytesMax) return err('too_costly')
  try {
    return ok(await derive(password, salt, 32, { N: n, r, p, maxmem: 2 * scryptBytesMax }))
  } catch {
    return err('unsupported_kdf')
  }
}

function macOf(secret: Buffer, ciphertext: Buffer): Buffer {
  return Buffer.from(keccak256(Buffer.concat([secret.subarray(16, 32), ciphertext])).slice(2), 'hex')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
