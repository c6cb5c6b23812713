import { execFile, type SpawnOptions } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Under which user the server runs; PostgreSQL refuses root. */
export type RunAs = 'self' | 'user_namespace' | 'nobody'

/** A user, and the uid that a namespace shows to the server; initdb wants one that /etc/passwd knows. */
export type ServerUser = { readonly runAs: RunAs; readonly namespaceUid: number }

/** A program ready for spawn. */
export type Command = {
  readonly file: string
  readonly args: readonly string[]
  readonly options: Pick<SpawnOptions, 'cwd' | 'uid' | 'gid' | 'env'>
}

/** The overflow user of every Unix; used without an entry in /etc/passwd. */
export const nobodyId = 65_534

const probeTimeoutMs = 10_000
// Fixed, so that PGDATA, PGPORT or a language of the caller never reach the server; messages stay English.
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

/**
 * Chooses the user for the server: our own; for root, or a uid without a name as containers have it, a user
 * namespace where it works and reaches both places; else nobody for root.
 * @param needs directory of the programs and a directory that must be writable
 * @returns how to run. Errors: none. Source: ENGINE launcher recipe 3.
 */
export async function chooseUser(needs: {
  readonly native: string
  readonly dataDir: string
}): Promise<ServerUser> {
  const namespaceUid = await namedUid()
  const root = process.getuid?.() === 0
  if (!root && hasName()) return { runAs: 'self', namespaceUid }
  const check = 'test -x "$1" && test -w "$2"'
  const words = ['sh', '-c', check, 'sh', join(needs.native, 'bin', 'postgres'), needs.dataDir]
  if (await succeeds('unshare', [...namespaceArgs(namespaceUid), ...words])) {
    return { runAs: 'user_namespace', namespaceUid }
  }
  return { runAs: root ? 'nobody' : 'self', namespaceUid }
}

/**
 * Tells whether nobody can run the programs where they are.
 * @param native directory of the programs   @returns false when a directory above is closed
 * Errors: none. Source: ENGINE launcher recipe 3.
 */
export function nobodyReaches(native: string): Promise<boolean> {
  return succeeds(join(native, 'bin', 'postgres'), ['--version'], { uid: nobodyId, gid: nobodyId, cwd: '/' })
}

/**
 * Tells whether this machine can end a child when its parent dies.
 * @returns true with util-linux's setpriv. Errors: none. Source: ENGINE launcher recipe 4.
 */
export function canTieToParent(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(false)
  return succeeds('setpriv', ['--pdeathsig', 'INT', '--', 'true'])
}

/**
 * Builds the command for one of the server's programs.
 * @param how user, and whether the kernel shall send SIGINT when we die   @param clusterDir its working directory
 * @param program absolute path   @param args its arguments, with `clusterPath(how.runAs, …)` for the cluster
 * @returns a command for spawn. Errors: none. Source: ENGINE launcher recipe 3 and 4.
 */
export function commandFor(
  how: ServerUser & { readonly tieToParent: boolean },
  clusterDir: string,
  program: string,
  args: readonly string[],
): Command {
  // Credentials first, the tie last: a change of user clears the parent-death signal.
  const tied = how.tieToParent
    ? ['setpriv', '--pdeathsig', 'INT', '--', program, ...args]
    : [program, ...args]
  const words =
    how.runAs === 'user_namespace' ? ['unshare', ...namespaceArgs(how.namespaceUid), ...tied] : tied
  const user = how.runAs === 'nobody' ? { uid: nobodyId, gid: nobodyId } : {}
  const env = process.platform === 'win32' ? {} : { env: environment }
  return { file: words[0] ?? program, args: words.slice(1), options: { cwd: clusterDir, ...user, ...env } }
}

/**
 * How the server names its cluster. Nobody cannot walk through a 0700 directory above it, but a process always
 * reaches its own working directory.
 * @param runAs user   @param clusterDir real path   @returns the path to give with -D
 * Errors: none. Source: proc(5), tried with PostgreSQL 18.
 */
export function clusterPath(runAs: RunAs, clusterDir: string): string {
  return runAs === 'nobody' && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir
}

async function succeeds(
  file: string,
  args: readonly string[],
  options: { readonly uid?: number; readonly gid?: number; readonly cwd?: string } = {},
): Promise<boolean> {
  try {
    await run(file, [...args], { ...options, timeout: probeTimeoutMs })
    return true
  } catch {
    return false
  }
}

function namespaceArgs(uid: number): readonly string[] {
  return ['--user', `--map-user=${uid}`, `--map-group=${uid}`, '--']
}

/** initdb refuses a uid that has no entry in /etc/passwd: nobody where it has one, else the first but root. */
async function namedUid(): Promise<number> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const uids = text.split('\n').map((line) => Number(line.split(':')[2] ?? 0))
  return uids.includes(nobodyId) ? nobodyId : (uids.find((uid) => uid > 0) ?? nobodyId)
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}
