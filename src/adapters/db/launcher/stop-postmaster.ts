import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isAlive, runsOn } from './process-facts.ts'
import type { Site } from './site.ts'

const run = promisify(execFile)
// A fast shutdown ends sessions and writes a checkpoint; a slow disk may need seconds for it.
const fastMsMax = 15_000
// After SIGQUIT the server itself kills children that linger for 5 s.
const immediateMsMax = 10_000
const pollMs = 25

/**
 * Stops a server: fast shutdown, then immediate shutdown, each bounded. Never SIGKILL, which would leave children.
 * @param site the cluster   @param pid its postmaster
 * Errors: none; a server that outlives both is reported to the log. Source: ENGINE; PostgreSQL "Shutting Down".
 */
export async function stopPostmaster(site: Site, pid: number): Promise<void> {
  if (await ends(site, pid, 'SIGINT', fastMsMax)) return
  site.onLog(`the server ${pid} did not stop in ${fastMsMax} ms, trying an immediate shutdown`)
  if (await ends(site, pid, 'SIGQUIT', immediateMsMax)) return
  site.onLog(`the server ${pid} still runs after an immediate shutdown`)
}

/** Resolves when the process is gone. @param pid process id. Errors: none; it polls without keeping us alive. */
export async function untilGone(pid: number): Promise<void> {
  while (await isAlive(pid)) await wait(500, undefined, { ref: false })
}

async function ends(
  site: Site,
  pid: number,
  signal: 'SIGINT' | 'SIGQUIT',
  withinMs: number,
): Promise<boolean> {
  // The pid may have been given to another program since.
  if (!(await isAlive(pid)) || !(await runsOn(pid, site.clusterDir))) return true
  if (process.platform === 'win32') return pgCtlStops(site, signal, withinMs)
  const sent = send(pid, signal)
  const deadline = performance.now() + withinMs
  while (sent && performance.now() < deadline) {
    if (!(await isAlive(pid))) return true
    await wait(pollMs)
  }
  return !(await isAlive(pid))
}

function send(pid: number, signal: 'SIGINT' | 'SIGQUIT'): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** Windows has no signals; pg_ctl speaks to the server's pipe. */
async function pgCtlStops(site: Site, signal: 'SIGINT' | 'SIGQUIT', withinMs: number): Promise<boolean> {
  const mode = signal === 'SIGINT' ? 'fast' : 'immediate'
  const seconds = String(Math.ceil(withinMs / 1_000))
  const args = ['stop', '-D', site.clusterDir, '-m', mode, '-w', '-t', seconds]
  try {
    await run(join(site.native, 'bin', 'pg_ctl'), args, { timeout: withinMs + 5_000 })
    return true
  } catch {
    return false
  }
}
