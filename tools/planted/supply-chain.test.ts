import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkLicences, isAllowed } from '../checks/licences.ts'
import { checkLockfile } from '../checks/lockfile.ts'
import { checkSecrets, fingerprint } from '../checks/secrets.ts'
import { plant, repository, rulesOf } from './plant.ts'

const good = { version: '1.2.3', integrity: 'sha512-x', license: 'MIT' }

function plantPackages(
  locked: Readonly<Record<string, unknown>>,
  manifest: object = { dependencies: { a: '1.2.3' } },
) {
  const packages = { '': {}, 'node_modules/a': good, ...locked }
  return plant({
    'package.json': JSON.stringify(manifest),
    'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
  })
}

/** A checkout with these files, known to git by being there; a value is put together here, so that it is in no file of ours. */
function plantCommitted(files: Readonly<Record<string, string>>): string {
  const root = plant(files)
  execFileSync('git', ['init', '-q'], { cwd: root })
  return root
}

const key = `0x${'9f3c1ab2'.repeat(8)}`
const secrets: readonly (readonly [rule: string, what: string, text: string])[] = [
  ['raw-key', 'a raw key', `key: ${key}`],
  ['raw-key', 'a raw key in capitals', `'${key.toUpperCase().replace('0X', '0x')}'`],
  ['cloud-key', 'a cloud key', `id=${'AKIA'}${'Q2W3E4R5T6Y7U8I9'}`],
  ['api-key', 'the key of a model', `${'sk-'}${'a1B2c3D4'.repeat(5)}`],
  ['api-key', 'a repository token', `${'ghp_'}${'a1B2c3D4e5F6'.repeat(3)}`],
  ['pem-key', 'a private key in PEM', `${'-----BEGIN EC'} PRIVATE KEY-----\nMHcCAQEEIB0123456789abcdef\n`],
  ['password-in-url', 'a password in a URL', `postgres://${'app:hunter2hunter2'}@db.example:5432/x`],
]
const harmless = [
  `${key}ab is longer than a key`,
  `0x${'0'.repeat(63)}1`,
  'postgres://postgres@127.0.0.1:5432/postgres',
  ['postgres://app:$', '{DB_PASSWORD}@db/x'].join(''),
  `${'postgres://app:<password>'}@db/x`,
  'at http://127.0.0.1:8000/x?mail=a@b.example',
].join('\n')

describe('secrets', () => {
  test('addresses, hashes of other lengths and placeholders pass', () => {
    const { looked, problems } = checkSecrets(plantCommitted({ 'a.md': harmless, 'b.ts': 'x' }), [])
    expect(problems).toEqual([])
    expect(looked).toBe(2)
  })

  test.for(secrets)('%s: %s is found, and not printed', ([rule, , text]) => {
    const { problems } = checkSecrets(plantCommitted({ 'docs/a.md': `first line\n${text}\n` }), [])
    expect(rulesOf(problems)).toEqual([rule])
    expect(problems[0]?.where).toBe('docs/a.md:2')
    expect(problems[0]?.message).not.toContain(text.slice(-12))
  })

  test('what git ignores stays on the machine and is not read', () => {
    const root = plantCommitted({ '.gitignore': '.env\n', '.env': `WALLET_PRIVATE_KEY=${key}\n` })
    expect(checkSecrets(root, [])).toEqual({ looked: 1, problems: [] })
  })

  test('a reviewed value passes in its own file only, and its entry must still be needed', () => {
    const known = [{ path: 'a.md', fingerprint: fingerprint(key), why: 'planted' }]
    expect(checkSecrets(plantCommitted({ 'a.md': key }), known).problems).toEqual([])
    const moved = checkSecrets(plantCommitted({ 'b.md': key }), known)
    expect(rulesOf(moved.problems)).toEqual(['raw-key', 'stale-exception'])
  })
})

describe('licences', () => {
  test.for(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'GPL-2.0-only OR (MIT AND Zlib)', 'MPL-2.0'])(
    '%s is allowed',
    (text) => {
      expect(isAllowed(text)).toBe(true)
    },
  )

  test.for([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'BUSL-1.1',
    'MIT AND GPL-3.0-only',
    '(MIT OR Apache-2.0) AND AGPL-3.0-only',
    'SEE LICENSE IN FILE',
    '(MIT',
    '',
  ])('"%s" is refused', (text) => {
    expect(isAllowed(text)).toBe(false)
  })

  test('a package with a foreign licence, or with none, is found by name', () => {
    const { version, integrity } = good
    const root = plantPackages({
      'node_modules/b': { ...good, license: 'AGPL-3.0-only' },
      'node_modules/c': { version, integrity },
    })
    expect(checkLicences(root).problems.map(({ where }) => where)).toEqual([
      'node_modules/b',
      'node_modules/c',
    ])
  })
})

describe('lockfile', () => {
  test('a pinned tree passes, every package of it looked at', () => {
    expect(checkLockfile(plantPackages({ 'node_modules/b': good }))).toEqual({ looked: 2, problems: [] })
  })

  const { version, license } = good
  const exact = { dependencies: { a: '1.2.3' } }
  const broken: readonly (readonly [
    rule: string,
    locked: Readonly<Record<string, unknown>>,
    manifest: object,
  ])[] = [
    ['lockfile-integrity', { 'node_modules/b': { version, license } }, exact],
    ['lockfile-host', { 'node_modules/b': { ...good, resolved: 'https://host.example/b.tgz' } }, exact],
    ['lockfile-link', { 'node_modules/b': { ...good, link: true } }, exact],
    ['install-script', { 'node_modules/b': { ...good, hasInstallScript: true } }, exact],
    ['lockfile-stale', {}, { devDependencies: { a: '1.2.4' } }],
    ['exact-version', {}, { dependencies: { a: '^1.2.3' } }],
  ]
  test.for(broken)('%s is found', ([rule, locked, manifest]) => {
    expect(rulesOf(checkLockfile(plantPackages(locked, manifest)).problems)).toContain(rule)
  })

  test('an install script that was allowed or refused by name passes', () => {
    const manifest = { ...exact, allowScripts: { b: true, c: false } }
    const scripted = { ...good, hasInstallScript: true }
    const root = plantPackages(
      { 'node_modules/b': scripted, 'node_modules/x/node_modules/c': scripted },
      manifest,
    )
    expect(checkLockfile(root).problems).toEqual([])
  })
})

test('these checks see the real lockfile of this repository', () => {
  const { looked, problems } = checkLockfile(repository)
  expect(problems).toEqual([])
  expect(looked).toBe(
    readFileSync(join(repository, 'package-lock.json'), 'utf8').match(/"integrity"/g)?.length,
  )
})
