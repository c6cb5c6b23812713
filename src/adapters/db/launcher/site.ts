import { randomBytes } from 'node:crypto'
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import {
  copyBinaries,
  findPostgresBinaries,
  type PostgresBinaries,
  restoreLibraryLinks,
} from './postgres-binaries.ts'
import { canTieToParent, chooseUser, nobodyId, nobodyReaches, type RunAs, type ServerUser } from './run-as.ts'
import { startFault, words } from './start-fault.ts'

/** Everything that is settled before a program of PostgreSQL runs. Directories are real paths. */
export type Site = ServerUser & {
  readonly dataDir: string
  readonly clusterDir: string
  readonly native: string
  readonly version: string
  readonly tieToParent: boolean
  readonly password: string
  readonly onLog: (line: string) => void
}

/**
 * Prepares the data directory, the programs and the user.
 * @param options dataDir is made when missing (0700); rootAs 'nobody' skips the user namespace
 * @returns the site
 * Errors: START_FAILED with the reason. Source: ENGINE launcher recipe 3.
 */
export async function openSite(options: {
  readonly dataDir: string
  readonly rootAs: 'namespace' | 'nobody'
  readonly onLog: (line: string) => void
}): Promise<Result<Site, Fault>> {
  const found = await findPostgresBinaries({ platform: process.platform, arch: process.arch })
  if (!found.ok) return found
  try {
    await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
    const dataDir = await realpath(options.dataDir)
    const placed = await placeBinaries(found.value, { dataDir, rootAs: options.rootAs })
    if (!placed.ok) return placed
    const { user, binaries } = placed.value
    const password = await readOrMakePassword(dataDir, user.runAs)
    if (!password.ok) return password
    const tieToParent = await canTieToParent()
    const clusterDir = join(dataDir, 'cluster')
    const { native, version } = binaries
    return ok({
      dataDir,
      clusterDir,
      native,
      version,
      ...user,
      tieToParent,
      password: password.value,
      onLog: options.onLog,
    })
  } catch (error) {
    return err(startFault(`data directory ${options.dataDir}: ${words(error)}`, error))
  }
}

/**
 * Hands a tree to the user the server runs as. The top goes last, so a killed walk is done again.
 * @param path a directory   @param runAs that user
 * Errors: throws the system's error. Source: PostgreSQL refuses a cluster of another owner.
 */
export async function giveTo(path: string, runAs: RunAs): Promise<void> {
  if (process.getuid?.() !== 0 || (await stat(path)).uid === ownerOf(runAs)) return
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await giveFile(join(entry.parentPath, entry.name), runAs)
  }
  await giveFile(path, runAs)
}

/** Only root gives files away; everybody else owns them already. */
async function giveFile(path: string, runAs: RunAs): Promise<void> {
  if (process.getuid?.() === 0) await chown(path, ownerOf(runAs), ownerOf(runAs))
}

/** Root's own files: inside the namespace they belong to the server's user. */
function ownerOf(runAs: RunAs): number {
  return runAs === 'nobody' ? nobodyId : 0
}

type Placed = { readonly user: ServerUser; readonly binaries: PostgresBinaries }

async function placeBinaries(
  found: PostgresBinaries,
  wish: { readonly dataDir: string; readonly rootAs: 'namespace' | 'nobody' },
): Promise<Result<Placed, Fault>> {
  const linked = await restoreLibraryLinks(found.native)
  const copied = linked ? ok(found) : await copyBinaries(found, tmpdir())
  if (!copied.ok) return copied
  const binaries = copied.value
  const root = process.getuid?.() === 0
  const chosen = await chooseUser({ native: binaries.native, dataDir: wish.dataDir })
  const user: ServerUser = root && wish.rootAs === 'nobody' ? { ...chosen, runAs: 'nobody' } : chosen
  if (user.runAs !== 'nobody' || (await nobodyReaches(binaries.native))) return ok({ user, binaries })
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp'])) {
    const copy = await copyBinaries(found, parent)
    if (copy.ok && (await nobodyReaches(copy.value.native))) return ok({ user, binaries: copy.value })
  }
  const why = 'running as root, but neither a user namespace nor the user nobody (65534) can run the server; '
  return err(startFault(`${why}start as an ordinary user, or set DATABASE_URL`))
}

/** One password for the life of the cluster. `link` lets exactly one of several starters win. */
async function readOrMakePassword(dataDir: string, runAs: RunAs): Promise<Result<string, Fault>> {
  const path = join(dataDir, 'password')
  const known = await readFile(path, 'utf8').catch(() => null)
  if (known === null) {
    const cluster = await lstat(join(dataDir, 'cluster', 'global', 'pg_control')).catch(() => null)
    if (cluster !== null)
      return err(startFault(`${path} is missing although the cluster exists; restore that file`))
    const fresh = `${path}.${randomBytes(6).toString('hex')}`
    const file = await open(fresh, 'wx', 0o600)
    await file.writeFile(`${randomBytes(24).toString('base64url')}\n`)
    await file.sync()
    await file.close()
    await link(fresh, path).catch(() => undefined)
    await rm(fresh)
  }
  await chmod(path, 0o600)
  // initdb reads the file as the server's user.
  await giveFile(path, runAs)
  const password = (await readFile(path, 'utf8')).trim()
  return password.length >= 16
    ? ok(password)
    : err(startFault(`${path} holds no password; restore that file`))
}
