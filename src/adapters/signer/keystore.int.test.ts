import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toHex } from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { type KeySource, openWallet } from './keystore.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'treasurer-wallet-'))
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const open = (source: KeySource, more: { readonly chainId?: number; readonly production?: boolean } = {}) =>
  openWallet({
    source,
    chainId: more.chainId ?? 31_337,
    production: more.production ?? false,
    digest: sha256Digest,
  })

test('two processes that start at once make one key, encrypted, in files only the owner reads, and find it again', async () => {
  const home = join(dir, 'own')
  const both = await Promise.all([
    open({ kind: 'generated', dir: home }),
    open({ kind: 'generated', dir: home }),
  ])
  const wallets = both.map((opened) => {
    if (!opened.ok) throw opened.error
    return opened.value
  })
  expect(wallets.filter((wallet) => wallet.created).length).toBe(1)
  expect(wallets[0]?.signer.address).toBe(wallets[1]?.signer.address)
  expect((await readdir(home)).toSorted()).toEqual(['wallet.json', 'wallet.password'])
  for (const name of ['wallet.json', 'wallet.password']) {
    expect((await stat(join(home, name))).mode & 0o777).toBe(0o600)
  }
  const again = await open({ kind: 'generated', dir: home })
  expect(again).toMatchObject({
    ok: true,
    value: { created: false, warning: null, signer: { address: wallets[0]?.signer.address } },
  })
  const keystore = join(home, 'wallet.json')
  const password = (await readFile(join(home, 'wallet.password'), 'utf8')).trim()
  expect(password.length).toBe(43)
  const given = await open({ kind: 'keystore', keystore, password }, { chainId: 1_946, production: true })
  expect(given).toMatchObject({
    ok: true,
    value: { signer: { address: wallets[0]?.signer.address }, warning: null },
  })
  const inline = await open({
    kind: 'keystore',
    keystore: await readFile(keystore, 'utf8'),
    password: 'wrong',
  })
  expect(inline).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
  expect(inline.ok ? '' : inline.error.internal).toContain('the password of WALLET_KEYSTORE is wrong')
  await rm(join(home, 'wallet.password'))
  const locked = await open({ kind: 'generated', dir: home })
  expect(locked.ok ? '' : locked.error.internal).toContain('wallet.password is missing')
}, 120_000)

test('a raw key works on the local chain, warns elsewhere, and is refused in production', async () => {
  const hex = generatePrivateKey()
  const address = privateKeyToAccount(hex).address
  expect(await open({ kind: 'private_key', hex })).toMatchObject({
    ok: true,
    value: { warning: null, signer: { address } },
  })
  const bare = await open({ kind: 'private_key', hex: ` ${hex.slice(2)}\n` }, { chainId: 1_946 })
  expect(bare.ok && bare.value.warning).toContain('raw private key')
  const refused = await open({ kind: 'private_key', hex }, { production: true })
  expect(refused).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
})

test("anvil's well-known keys are allowed on the local chain and nowhere else", async () => {
  for (const addressIndex of [0, 9]) {
    const known = mnemonicToAccount('test test test test test test test test test test test junk', {
      addressIndex,
    })
    const hex = toHex(known.getHdKey().privateKey ?? new Uint8Array())
    expect(await open({ kind: 'private_key', hex })).toMatchObject({
      ok: true,
      value: { signer: { address: known.address } },
    })
    const refused = await open({ kind: 'private_key', hex }, { chainId: 1_946 })
    expect(refused.ok ? '' : refused.error.internal).toContain('everybody knows')
    expect(refused.ok ? '' : refused.error.internal).not.toContain(hex.slice(2))
  }
})

test('what cannot be opened says why in one sentence, without the secret', async () => {
  const broken = join(dir, 'broken.json')
  await writeFile(broken, '{}')
  const secret = 'f00dfeed'.repeat(8)
  const attempts: readonly (readonly [KeySource, string])[] = [
    [{ kind: 'private_key', hex: `${secret}00` }, 'not 64 hexadecimal digits'],
    [{ kind: 'private_key', hex: '0'.repeat(64) }, 'not a number the curve allows'],
    [{ kind: 'keystore', keystore: join(dir, 'absent.json'), password: secret }, 'ENOENT'],
    [{ kind: 'keystore', keystore: broken, password: secret }, 'not a version 3 keystore'],
  ]
  for (const [source, why] of attempts) {
    const opened = await open(source)
    expect(opened).toMatchObject({ ok: false, error: { code: 'CONFIG_INVALID' } })
    expect(opened.ok ? '' : opened.error.internal).toContain(why)
    expect(opened.ok ? '' : opened.error.internal + opened.error.public).not.toContain(secret)
  }
})
