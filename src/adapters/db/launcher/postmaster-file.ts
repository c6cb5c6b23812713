import { readFile, unlink } from 'node:fs/promises'
import { isAlive, runsOn } from './process-facts.ts'

/** What a postmaster.pid (or a socket's .lock file, which has the same lines) says about the world now. */
export type PostmasterState =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'ours'
      readonly pid: number
      readonly port: number
      readonly socketDir: string
      readonly status: string
    }
  | { readonly kind: 'dead'; readonly pid: number }
  | { readonly kind: 'foreign'; readonly pid: number }

/**
 * Reads a lock file of PostgreSQL and looks at the process it names.
 * @param path the lock file   @param clusterDir real path of the cluster it belongs to
 * @returns none without a readable file; ours when a server on this cluster holds it; dead when that process is
 *   gone; foreign when the pid now belongs to another program
 * Errors: none. Source: ENGINE launcher recipe 1; PostgreSQL miscinit.c for the lines.
 */
export async function inspectPostmaster(path: string, clusterDir: string): Promise<PostmasterState> {
  const lines = await readLines(path)
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 1) return { kind: 'none' }
  if (!(await isAlive(pid))) return { kind: 'dead', pid }
  if (!(await runsOn(pid, clusterDir))) return { kind: 'foreign', pid }
  return {
    kind: 'ours',
    pid,
    port: Number(lines[3] ?? 0),
    socketDir: lines[4] ?? '',
    status: (lines[7] ?? '').trim(),
  }
}

/**
 * Removes a lock file whose process is dead or another program; leaves every other one alone.
 * @param path the lock file   @param clusterDir real path of the cluster
 * Errors: none; the file is read again just before so that a server started meanwhile keeps its lock.
 * Source: ENGINE launcher recipe 1.
 */
export async function removeStaleLock(path: string, clusterDir: string): Promise<void> {
  const state = await inspectPostmaster(path, clusterDir)
  if (state.kind === 'ours' || state.kind === 'none') return
  await unlink(path).catch(() => undefined)
}

async function readLines(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n')
  } catch {
    return []
  }
}
