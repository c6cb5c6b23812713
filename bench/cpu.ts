import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts process time in hundredths of a second everywhere we run. Source: proc(5), USER_HZ. */
const microsecondsPerTick = 10_000

type Stat = { readonly parent: number; readonly ticks: number }

/**
 * CPU time a process has used so far, all its threads together.
 * @param pid process   @returns microseconds, or null where the system does not tell (not Linux, process gone)
 * Errors: none. Source: proc(5), stat fields 14 and 15.
 */
export function cpuOf(pid: number): number | null {
  const stat = statOf(pid)
  return stat === null ? null : stat.ticks * microsecondsPerTick
}

/**
 * CPU time of a process and its children so far; children that ended meanwhile are missing.
 * @param pid the parent, e.g. the postmaster   @returns microseconds, or null where the system does not tell
 * Errors: none. Source: proc(5).
 */
export function cpuOfFamily(pid: number): number | null {
  const own = statOf(pid)
  if (own === null) return null
  let { ticks } = own
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = statOf(Number(name))
    if (stat?.parent === pid) ticks += stat.ticks
  }
  return ticks * microsecondsPerTick
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces: fields are counted after it, beginning with field 3.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    // Not Linux, or the process has ended.
    return null
  }
}
