import { randomBytes } from 'node:crypto'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { localChainId } from '#flow/5-payment/core/chain-facts.ts'
import type { SignerPort } from '#flow/5-payment/ports.ts'
import type { Digest } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { createKeySigner } from './key-signer.ts'
import { walletFault } from './signer-fault.ts'
import { decryptKeystore, encryptKeystore } from './v3-keystore.ts'
import { isWellKnown } from './well-known-keys.ts'

/** Where the treasury key comes from. `keystore` is a path, or the JSON itself. */
export type KeySource =
  | { readonly kind: 'generated'; readonly dir: string }
  | { readonly kind: 'keystore'; readonly keystore: string; readonly password: string }
  | { readonly kind: 'private_key'; readonly hex: string }

/** An open wallet. `warning` is for the log, loud. `created` tells that the key was made by this start. */
export type Wallet = {
  readonly signer: SignerPort
  readonly created: boolean
  readonly warning: string | null
}

const keystoreBytesMax = 64 * 1_024

/**
 * Opens the treasury key, or makes one: a random key, encrypted, with a random password in a file beside it (mode 0600).
 * @param options source; the chain it will sign for; whether this is production; content hash of certificates
 * @returns the wallet. Errors: Fault CONFIG_INVALID: unreadable, wrong password, well-known key off the local chain,
 * raw key in production. Source: PAYMENTS "Keys".
 */
export async function openWallet(options: {
  readonly source: KeySource
  readonly chainId: number
  readonly production: boolean
  readonly digest: Digest
}): Promise<Result<Wallet, Fault>> {
  const { source, chainId, digest } = options
  const isLocal = chainId === localChainId
  if (source.kind === 'private_key' && options.production) {
    return err(
      walletFault(
        'a raw private key is refused in production; use WALLET_KEYSTORE and WALLET_KEYSTORE_PASSWORD',
      ),
    )
  }
  const opened = await openKey(source)
  if (!opened.ok) return opened
  const { key, created } = opened.value
  const signer = createKeySigner(key, { chainId, digest })
  if (!signer.ok) return signer
  if (!isLocal && isWellKnown(signer.value.address)) {
    return err(
      walletFault(
        `${signer.value.address} is a development key that everybody knows; it is allowed only on chain ${localChainId}`,
      ),
    )
  }
  const raw = source.kind === 'private_key' && !isLocal
  const warning = raw
    ? 'The treasury key is a raw private key in the environment. Use an encrypted keystore for real money.'
    : null
  return ok({ signer: signer.value, created, warning })
}

type OpenedKey = { readonly key: Uint8Array; readonly created: boolean }

async function openKey(source: KeySource): Promise<Result<OpenedKey, Fault>> {
  try {
    switch (source.kind) {
      case 'private_key':
        return keyOfHex(source.hex)
      case 'keystore': {
        const isJson = source.keystore.trimStart().startsWith('{')
        const text = isJson ? source.keystore : await readBounded(source.keystore)
        return await decrypted(text, source.password, 'WALLET_KEYSTORE')
      }
      case 'generated':
        return await ownKey(source.dir)
    }
  } catch (error) {
    // A path may be shown, the content of a file never.
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    return err(walletFault(`its file cannot be read or written (${code})`))
  }
}

function keyOfHex(hex: string): Result<OpenedKey, Fault> {
  const match = /^(?:0x)?([0-9a-fA-F]{64})$/.exec(hex.trim())
  if (match?.[1] === undefined) return err(walletFault('WALLET_PRIVATE_KEY is not 64 hexadecimal digits'))
  return ok({ key: new Uint8Array(Buffer.from(match[1], 'hex')), created: false })
}

async function decrypted(text: string, password: string, name: string): Promise<Result<OpenedKey, Fault>> {
  const key = await decryptKeystore(text, password)
  if (key.ok) return ok({ key: key.value, created: false })
  const why = {
    not_a_keystore: `${name} is not a version 3 keystore`,
    wrong_password: `the password of ${name} is wrong`,
    too_costly: `${name} asks for more memory than 1 GiB`,
    unsupported_kdf: `${name} uses scrypt numbers that cannot be computed here; encrypt it anew with n=262144, r=8, p=1`,
  }
  return err(walletFault(why[key.error]))
}

/**
 * Password first, keystore second: a crash in between leaves a password without a key, and nothing was paid to it.
 * Of two processes that start at once one makes the key and both use it.
 */
async function ownKey(dir: string): Promise<Result<OpenedKey, Fault>> {
  const keystorePath = join(dir, 'wallet.json')
  const passwordPath = join(dir, 'wallet.password')
  await mkdir(dir, { recursive: true, mode: 0o700 })
  const existing = await readBounded(keystorePath).catch(ignoreAbsent)
  if (existing !== undefined) {
    const password = await readBounded(passwordPath).catch(ignoreAbsent)
    if (password === undefined)
      return err(walletFault(`${passwordPath} is missing; without it ${keystorePath} cannot be opened`))
    return decrypted(existing, password.trim(), keystorePath)
  }
  const key = randomKey()
  const signer = createKeySigner(key, { chainId: localChainId, digest: neverAsked })
  if (!signer.ok) return signer
  await createPrivate(passwordPath, `${randomBytes(32).toString('base64url')}\n`)
  const password = (await readBounded(passwordPath)).trim()
  const text = await encryptKeystore(key, password, { random: randomBytes, address: signer.value.address })
  await createPrivate(keystorePath, text)
  const written = await readBounded(keystorePath)
  return written === text ? ok({ key, created: true }) : decrypted(written, password, keystorePath)
}

/** Only the address is asked of that signer. */
const neverAsked: Digest = { ofText: () => '', ofRecord: () => '' }

/** Zero and numbers above the curve's order are no keys; the chance is 2^-128, the loop is bounded all the same. */
function randomKey(): Uint8Array {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const key = randomBytes(32)
    if (createKeySigner(key, { chainId: localChainId, digest: neverAsked }).ok) return new Uint8Array(key)
  }
  throw new Error('the random source is broken')
}

async function readBounded(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    if ((await file.stat()).size > keystoreBytesMax) return ''
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Complete or not there, and never over an existing file: a key that is replaced is money lost. */
async function createPrivate(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(temporary, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(temporary)
  }
}

function ignoreAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
