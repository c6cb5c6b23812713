import { execFile } from 'node:child_process'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Tells whether a process runs. A zombie counts as dead: in a container nobody may ever reap it.
 * @param pid process id   @returns true while it runs
 * Errors: none; a process of another user counts as running. Source: kill(2), proc(5).
 */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
  const stat = await statFields(pid)
  return stat === null || stat[0] !== 'Z'
}

/**
 * When a process started, in clock ticks since boot: with the pid it names one process for ever.
 * @param pid process id   @returns ticks as text; null where the system does not tell (not Linux, or gone)
 * Errors: none. Source: proc(5), field 22 of stat.
 */
export async function startTicks(pid: number): Promise<string | null> {
  return (await statFields(pid))?.[19] ?? null
}

/**
 * Tells whether a running process is a PostgreSQL server (or a child of one) on this cluster directory.
 * @param pid process id   @param clusterDir real path of the cluster
 * @returns true when its working directory or its command line names the cluster; a server changes into it
 * Errors: none. Source: ENGINE launcher recipe 1.
 */
export async function runsOn(pid: number, clusterDir: string): Promise<boolean> {
  const words = await commandLine(pid)
  const names = words.includes(clusterDir) && words.includes('postgres')
  if (process.platform !== 'linux') return names
  try {
    const [cwd, exe] = await Promise.all([readlink(`/proc/${pid}/cwd`), readlink(`/proc/${pid}/exe`)])
    return cwd === clusterDir && basename(exe).startsWith('postgres')
  } catch {
    return names
  }
}

/**
 * Server processes that still work inside a cluster directory, also when their postmaster was killed.
 * @param clusterDir real path of the cluster   @returns their pids; empty where /proc is missing
 * Errors: none. Source: PostgreSQL refuses to start while an old child is attached to shared memory.
 */
export async function serverProcesses(clusterDir: string): Promise<readonly number[]> {
  if (process.platform !== 'linux') return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const flags = await Promise.all(
    pids.map(async (pid) => (await isAlive(pid)) && (await runsOn(pid, clusterDir))),
  )
  return pids.filter((_, index) => flags[index] === true)
}

/**
 * The system's code of an error, such as ENOENT.
 * @param error anything thrown   @returns the code, or null when it carries none
 * Errors: none. Source: Node's system errors.
 */
export function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    if (process.platform === 'win32') return ''
    return (await run('ps', ['-p', String(pid), '-o', 'command='], { timeout: 5_000 })).stdout
  } catch {
    return ''
  }
}

/** Fields of /proc/<pid>/stat after the name, which may itself contain spaces and brackets. */
async function statFields(pid: number): Promise<readonly string[] | null> {
  if (process.platform !== 'linux') return null
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
