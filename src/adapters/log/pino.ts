import { join } from 'node:path'
import pino from 'pino'
import type { Log } from '#http/ports.ts'
import { type LineSink, openRotatingFile } from './rotating-file.ts'
import { createScrubber } from './scrub.ts'

const fileBytesMaxDefault = 20 * 1_024 * 1_024
const filesMaxDefault = 5
/** With a reader of stdout that stands still, lines beyond this are dropped rather than memory filled. */
const stdoutBytesMax = 8 * 1_024 * 1_024
const errorLevel = 50

type LogOptions = {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  /** LOG_DIR; null writes to stdout only. */
  readonly directory: string | null
  readonly stdout: boolean
  /** Exact values to strike out of every line. */
  readonly secrets: readonly string[]
  readonly bytesMax?: number
  readonly filesMax?: number
}

/**
 * JSON lines to stdout, `treasurer.log` and, from error on, `treasurer_errors.log`.
 * @param options level, folder, secrets   @returns the log, and close() which writes everything out before it returns
 * Errors: throws the system error when the folder cannot be written. Source: CONTRACT.md "LOG_LEVEL, LOG_DIR".
 */
export function openLog(options: LogOptions): { readonly log: Log; readonly close: () => void } {
  const scrub = createScrubber(options.secrets)
  const sinks = openSinks(options)
  const target = {
    // pino writes the level of the line here before it calls write.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string): void {
      const clean = scrub(line)
      sinks.stdout?.write(clean)
      sinks.all?.write(clean)
      if (this.lastLevel >= errorLevel) {
        sinks.errors?.write(clean)
        // An error may be the last thing this process says.
        sinks.all?.flush()
        sinks.errors?.flush()
      }
    },
  }
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: pino.stdSerializers.errWithCause, error: pino.stdSerializers.errWithCause },
    },
    target,
  )
  const close = (): void => {
    process.off('exit', close)
    sinks.all?.close()
    sinks.errors?.close()
    sinks.stdout?.close()
  }
  process.on('exit', close)
  return { log: logOf(logger), close }
}

type Sinks = {
  readonly stdout: LineSink | null
  readonly all: LineSink | null
  readonly errors: LineSink | null
}

function openSinks(options: LogOptions): Sinks {
  const limits = {
    bytesMax: options.bytesMax ?? fileBytesMaxDefault,
    filesMax: options.filesMax ?? filesMaxDefault,
  }
  const file = (name: string): LineSink | null =>
    options.directory === null ? null : openRotatingFile({ path: join(options.directory, name), ...limits })
  return {
    stdout: options.stdout ? openStdout() : null,
    all: file('treasurer.log'),
    errors: file('treasurer_errors.log'),
  }
}

function openStdout(): LineSink {
  const stream = pino.destination({
    dest: 1,
    sync: false,
    minLength: 4_096,
    periodicFlush: 50,
    maxLength: stdoutBytesMax,
  })
  let dropped = 0
  stream.on('drop', () => {
    dropped += 1
  })
  // A closed pipe (`| head`) is the reader's choice, no reason to end.
  stream.on('error', () => undefined)
  return {
    write: (line) => {
      stream.write(line)
    },
    flush: () => stream.flush(),
    close: () => {
      try {
        stream.flushSync()
      } catch {
        // Not open yet, or closed by its reader: nothing is left to do for these lines.
      }
    },
    dropped: () => dropped,
  }
}

function logOf(logger: pino.Logger): Log {
  return {
    debug: (fields, message) => logger.debug(fields, message),
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  }
}
