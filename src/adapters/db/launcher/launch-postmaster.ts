import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { inspectPostmaster } from './postmaster-file.ts'
import { clusterPath, commandFor } from './run-as.ts'
import { listenArgs, type ServerAddress } from './server-address.ts'
import { giveTo, type Site } from './site.ts'
import { words } from './start-fault.ts'

/** How one try to start the server ended. */
export type Launch =
  | { readonly kind: 'ready'; readonly pid: number; readonly gone: Promise<void> }
  | { readonly kind: 'locked'; readonly why: string }
  | { readonly kind: 'port_taken' }
  | { readonly kind: 'failed'; readonly why: string }

const pollMs = 20
const keptLinesMax = 30
const lockedPattern = /lock file ".*" (already exists|is empty)|pre-existing shared memory block/
const portPattern = /could not (bind|create any) .*(address|socket)|Address already in use/i

/**
 * Starts the server once and waits until it says ready.
 * @param site cluster and user   @param address where it shall listen   @param options settings are passed with -c;
 *   readyTimeoutMs bounds a recovery
 * @returns ready with its pid and a promise of its end, or why not
 * Errors: none, all in the answer. It runs in a session of its own: Ctrl-C for us does not reach it.
 * Source: ENGINE launcher recipe 2 and 4.
 */
export async function launchPostmaster(
  site: Site,
  address: ServerAddress,
  options: { readonly settings: Readonly<Record<string, string>>; readonly readyTimeoutMs: number },
): Promise<Launch> {
  await giveTo(site.clusterDir, site.runAs)
  const extra = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const args = ['-D', clusterPath(site.runAs, site.clusterDir), ...listenArgs(address), ...extra]
  const command = commandFor(site, site.clusterDir, join(site.native, 'bin', 'postgres'), args)
  const child = spawn(command.file, [...command.args], {
    ...command.options,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
    windowsHide: true,
  })
  const lines = keepLines(child, site.onLog)
  const end = endOf(child)
  const outcome = await untilReady(site, child, end, options.readyTimeoutMs)
  if (outcome === 'ready' && child.pid !== undefined) {
    // The server must not keep our process alive: whoever started it stops it or ends, and it follows.
    child.unref()
    return { kind: 'ready', pid: child.pid, gone: end.promise }
  }
  if (outcome === 'timeout') child.kill('SIGQUIT')
  const text = lines.join('\n')
  if (lockedPattern.test(text)) return { kind: 'locked', why: text }
  if (portPattern.test(text)) return { kind: 'port_taken' }
  return { kind: 'failed', why: `${outcome === 'timeout' ? 'not ready in time' : end.how()}: ${text}` }
}

type End = { readonly promise: Promise<void>; readonly how: () => string | null }

function endOf(child: ChildProcess): End {
  let how: string | null = null
  const promise = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      how = words(error)
      resolve()
    })
    // `close` and not `exit`: by then every line it wrote has been read.
    child.once('close', (code, signal) => {
      how ??= `ended with ${code ?? signal}`
      resolve()
    })
  })
  return { promise, how: () => how }
}

async function untilReady(
  site: Site,
  child: ChildProcess,
  end: End,
  timeoutMs: number,
): Promise<'ready' | 'ended' | 'timeout'> {
  const deadline = performance.now() + timeoutMs
  while (performance.now() < deadline) {
    if (end.how() !== null) return 'ended'
    const state = await inspectPostmaster(join(site.clusterDir, 'postmaster.pid'), site.clusterDir)
    if (state.kind === 'ours' && state.pid === child.pid && state.status === 'ready') return 'ready'
    await Promise.race([wait(pollMs), end.promise])
  }
  return 'timeout'
}

function keepLines(child: ChildProcess, onLog: (line: string) => void): readonly string[] {
  const kept: string[] = []
  if (child.stderr === null) return kept
  createInterface({ input: child.stderr }).on('line', (line) => {
    kept.push(line)
    if (kept.length > keptLinesMax) kept.shift()
    onLog(line)
  })
  return kept
}
