import { closeSync, fstatSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export type LineSink = {
  readonly write: (line: string) => void
  /** Writes what is waiting, now. */
  readonly flush: () => void
  readonly close: () => void
  /** Lines that could not be kept (disk full). */
  readonly dropped: () => number
}

/** A line waits this long at most: one write call for many lines instead of one each. */
const flushEveryMs = 50
const waitingCharactersMax = 64 * 1_024
/** With a full disk lines wait in memory up to here, then the oldest go. */
const heldCharactersMax = 1_024 * 1_024

/**
 * A log file `name`, rotated by size to `name.1`, `name.2` …; the oldest beyond `filesMax` is overwritten.
 * Several processes may share it: each notices when another has rotated. Never throws: a full disk costs lines, not
 * the service.
 * @param options path, bytesMax per file, filesMax older files kept
 * @returns the sink
 * Errors: none after opening; opening throws the system error when the folder cannot be written.
 * Source: CONTRACT.md "LOG_DIR".
 */
export function openRotatingFile(options: {
  readonly path: string
  readonly bytesMax: number
  readonly filesMax: number
}): LineSink {
  mkdirSync(dirname(options.path), { recursive: true })
  let fd = openSync(options.path, 'a', 0o600)
  let waiting: string[] = []
  let characters = 0
  let dropped = 0
  let open = true
  const reopen = (): void => {
    const fresh = openSync(options.path, 'a', 0o600)
    closeSync(fd)
    fd = fresh
  }
  const flush = (): void => {
    if (!open || waiting.length === 0) return
    const text = waiting.join('')
    try {
      if (!isSameFile(fd, options.path)) reopen()
      if (fstatSync(fd).size + text.length > options.bytesMax && fstatSync(fd).size > 0) {
        shift(options.path, options.filesMax)
        reopen()
      }
      writeAll(fd, text)
      waiting = []
      characters = 0
    } catch {
      // Nowhere to report it: the log is what failed. Lines are kept for the next try, within the bound.
      while (characters > heldCharactersMax && waiting.length > 0) {
        characters -= waiting.shift()?.length ?? 0
        dropped += 1
      }
    }
  }
  const timer = setInterval(flush, flushEveryMs)
  timer.unref()
  return {
    write: (line) => {
      if (!open) return
      waiting.push(line)
      characters += line.length
      if (characters >= waitingCharactersMax) flush()
    },
    flush,
    close: () => {
      if (!open) return
      clearInterval(timer)
      flush()
      open = false
      closeSync(fd)
    },
    dropped: () => dropped,
  }
}

function isSameFile(fd: number, path: string): boolean {
  const named = statSync(path, { throwIfNoEntry: false })
  if (named === undefined) return false
  const own = fstatSync(fd)
  return named.ino === own.ino && named.dev === own.dev
}

function shift(path: string, filesMax: number): void {
  for (let number = filesMax - 1; number >= 1; number -= 1) {
    const older = statSync(`${path}.${number}`, { throwIfNoEntry: false })
    if (older !== undefined) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
  }
  if (filesMax >= 1) renameSync(path, `${path}.1`)
}

/** writeSync may write a part only. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(fd, bytes, offset)
}
