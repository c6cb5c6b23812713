import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { lstat, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { errorCode, isAlive } from './process-facts.ts'
import { clusterPath, commandFor } from './run-as.ts'
import { giveTo, type Site } from './site.ts'
import { startFault, words } from './start-fault.ts'

/** The database role that owns everything in the embedded cluster. */
export const clusterUser = 'treasurer'

// initdb took 1-2 s on two busy cores; a disk that needs longer than this is broken.
const initdbTimeoutMs = 120_000
const outputCharsMax = 4_000

/**
 * Makes sure that a finished cluster stands in its place. It is made beside and renamed when complete and synced,
 * so a kill at any moment leaves either none or a finished one.
 * @param site where and how
 * Errors: START_FAILED for a damaged cluster that was in use (never touched), another major version, or a failing
 * initdb. Source: ENGINE launcher recipe 5.
 */
export async function ensureCluster(site: Site): Promise<Result<null, Fault>> {
  await removeLeftovers(site)
  const state = await clusterState(site.clusterDir)
  switch (state.kind) {
    case 'finished':
      return sameMajor(site, state.major)
    case 'damaged':
      return err(
        startFault(
          `${site.clusterDir} was in use and is damaged (${state.missing} is missing); restore a backup`,
        ),
      )
    case 'unfinished': {
      const aside = join(site.dataDir, `unfinished-${randomBytes(6).toString('hex')}`)
      await rename(site.clusterDir, aside)
      site.onLog(`a half-made cluster without data was set aside as ${aside}`)
      return makeCluster(site)
    }
    case 'missing':
      return makeCluster(site)
  }
}

type ClusterState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'finished'; readonly major: string }
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'damaged'; readonly missing: string }

async function clusterState(clusterDir: string): Promise<ClusterState> {
  if (!(await exists(clusterDir))) return { kind: 'missing' }
  // base/5 is the database `postgres`, the last that initdb makes.
  for (const part of ['PG_VERSION', 'global/pg_control', 'base/1', 'base/5']) {
    if (await exists(join(clusterDir, part))) continue
    // A server writes postmaster.opts at its first start: without it nobody ever stored a row here.
    return (await exists(join(clusterDir, 'postmaster.opts')))
      ? { kind: 'damaged', missing: part }
      : { kind: 'unfinished' }
  }
  return { kind: 'finished', major: (await readFile(join(clusterDir, 'PG_VERSION'), 'utf8')).trim() }
}

function sameMajor(site: Site, major: string): Result<null, Fault> {
  const own = site.version.split('.')[0] ?? ''
  if (own === major) return ok(null)
  return err(
    startFault(`${site.clusterDir} was made by PostgreSQL ${major}, the installed programs are ${own}`),
  )
}

async function makeCluster(site: Site): Promise<Result<null, Fault>> {
  const making = join(site.dataDir, `making-${process.pid}-${randomBytes(6).toString('hex')}`)
  try {
    await mkdir(making, { mode: 0o700 })
    await giveTo(making, site.runAs)
    for (const args of [initArgs(site, making), ['--sync-only', '-D', clusterPath(site.runAs, making)]]) {
      const failure = await runInitdb(site, making, args)
      if (failure !== null) return err(startFault(`initdb: ${failure}`))
    }
    await moveIntoPlace(making, site)
    return ok(null)
  } catch (error) {
    return err(startFault(`making the cluster: ${words(error)}`, error))
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

function initArgs(site: Site, making: string): readonly string[] {
  // Only glibc is sure to know C.UTF-8; elsewhere PostgreSQL brings its own.
  const locale =
    process.platform === 'linux'
      ? ['--locale=C.UTF-8']
      : ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const password = process.platform === 'win32' ? join(site.dataDir, 'password') : '/dev/stdin'
  const auth = ['-A', 'scram-sha-256', '-U', clusterUser, `--pwfile=${password}`]
  return ['--no-sync', '-E', 'UTF8', ...locale, ...auth, '-D', clusterPath(site.runAs, making)]
}

async function moveIntoPlace(making: string, site: Site): Promise<void> {
  try {
    await rename(making, site.clusterDir)
  } catch (error) {
    const other = await clusterState(site.clusterDir)
    // Two first starts at once: the other one's cluster is finished and has the same password.
    if (other.kind === 'finished' && ['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) return
    throw error
  }
  if (process.platform === 'win32') return
  const directory = await open(site.dataDir, 'r')
  await directory.sync()
  await directory.close()
}

/**
 * Directories of starters that were killed; those of a living one stay. A killed starter's initdb may still write
 * for a moment: what cannot be removed now is removed at the next start.
 */
async function removeLeftovers(site: Site): Promise<void> {
  for (const name of await readdir(site.dataDir)) {
    const pid = Number(/^making-(\d+)-/.exec(name)?.[1] ?? Number.NaN)
    if (!Number.isNaN(pid) && pid !== process.pid && !(await isAlive(pid))) {
      const path = join(site.dataDir, name)
      await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }).catch(
        (error: unknown) => {
          site.onLog(`${path} stays for now: ${words(error)}`)
        },
      )
    }
  }
}

/** Runs initdb with the password file as its input; answers null or what went wrong. */
async function runInitdb(site: Site, workingDir: string, args: readonly string[]): Promise<string | null> {
  const command = commandFor(site, workingDir, join(site.native, 'bin', 'initdb'), args)
  const password = await open(join(site.dataDir, 'password'), 'r')
  try {
    return await new Promise((resolve) => {
      const child = spawn(command.file, [...command.args], {
        ...command.options,
        stdio: [password.fd, 'ignore', 'pipe'],
        detached: true,
        timeout: initdbTimeoutMs,
        windowsHide: true,
      })
      let output = ''
      child.stderr?.setEncoding('utf8').on('data', (text: string) => {
        output = `${output}${text}`.slice(-outputCharsMax)
      })
      child.once('error', (error) => resolve(words(error)))
      child.once('close', (code, signal) =>
        resolve(code === 0 ? null : `${code ?? signal}: ${output.trim()}`),
      )
    })
  } finally {
    await password.close()
  }
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
