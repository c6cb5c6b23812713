import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Load, Seen } from './traffic.ts'

const run = promisify(execFile)
/** A run that does not end by itself is ended this long after its time. */
const graceMs = 15_000

/**
 * Looks for wrk.
 * @param path the PATH variable   @returns the program's path, or null
 * Errors: none.
 */
export function findWrk(path: string): string | null {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, 'wrk'))
    .find(isProgram)
  return found ?? null
}

/**
 * One run of wrk with one thread.
 * @param program its path   @param load a GET, the same every time   @returns what it printed, as figures
 * Errors: throws when it cannot run or prints something unknown.
 */
export async function runWrk(program: string, load: Load): Promise<Seen> {
  const headers = Object.entries(load.traffic.headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await run(
    program,
    [
      '-t1',
      `-c${load.connections}`,
      `-d${load.seconds}s`,
      '--latency',
      ...headers,
      `${load.url}${load.traffic.path}`,
    ],
    { timeout: load.seconds * 1_000 + graceMs },
  )
  return readWrk(stdout)
}

/**
 * Reads what wrk prints.
 * @param text its output   @returns figures; answers other than 2xx and 3xx, socket errors and timeouts are errors
 * Errors: throws when a line is missing.
 */
export function readWrk(text: string): Seen {
  const figure = (pattern: RegExp): string => {
    const found = pattern.exec(text)?.[1]
    if (found === undefined) throw new Error(`wrk printed something unknown:\n${text}`)
    return found
  }
  const requests = Number(figure(/(\d+) requests in /))
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? 0)
  const sockets =
    /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? []
  return {
    requests,
    perSecond: Number(figure(/Requests\/sec:\s+([\d.]+)/)),
    p50Ms: milliseconds(figure(/\s50%\s+([\d.]+(?:us|ms|s|m))/)),
    p99Ms: milliseconds(figure(/\s99%\s+([\d.]+(?:us|ms|s|m))/)),
    errors: sockets.reduce((sum, count) => sum + Number(count), refused),
    statuses: refused === 0 ? { '2xx': requests } : { '2xx': requests - refused, other: refused },
  }
}

function milliseconds(text: string): number {
  const value = Number(text.replace(/[a-z]+$/, ''))
  const unit = text.replace(/^[\d.]+/, '')
  return unit === 'us' ? value / 1_000 : unit === 'ms' ? value : unit === 's' ? value * 1_000 : value * 60_000
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Not in this folder.
    return false
  }
}
