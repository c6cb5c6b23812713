import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)
const probeTimeoutMs = 5_000
const pollMs = 10

/**
 * Names one process for ever: pids are used again, a pid with its start time is not.
 * @param pid process id   @returns text to compare; null when no such process runs (a zombie does not run)
 * Errors: none. Source: proc(5) fields 3 and 22 of stat; ps(1) elsewhere.
 */
export async function processBirth(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
    }
    const { stdout } = await run('ps', ['-p', String(pid), '-o', 'lstart='], { timeout: probeTimeoutMs })
    return stdout.trim() || null
  } catch {
    return null
  }
}

/**
 * Reads the command line of a process.
 * @param pid process id   @returns words joined by spaces; empty when it cannot be read
 * Errors: none. Source: proc(5); ps(1) elsewhere.
 */
export async function commandLine(pid: number): Promise<string> {
  try {
    if (process.platform === 'linux')
      return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    return (await run('ps', ['-p', String(pid), '-o', 'command='], { timeout: probeTimeoutMs })).stdout
  } catch {
    return ''
  }
}

/**
 * Ends a process: asks first, so that it can save what it has, then kills.
 * @param pid process id   @param patienceMs how long it may take after being asked
 * @returns true when it is gone. Errors: none. Source: anvil writes its state on SIGINT.
 */
export async function endProcess(pid: number, patienceMs: number): Promise<boolean> {
  const birth = await processBirth(pid)
  if (birth === null) return true
  const steps = [
    { signal: 'SIGINT', waitMs: patienceMs },
    { signal: 'SIGKILL', waitMs: 2_000 },
  ] as const
  for (const step of steps) {
    signal(pid, step.signal)
    for (let waitedMs = 0; waitedMs < step.waitMs; waitedMs += pollMs) {
      if ((await processBirth(pid)) !== birth) return true
      await sleep(pollMs)
    }
  }
  return false
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // Gone in the meantime: the loop above sees it.
  }
}
