import { openLog } from '#adapters/log/pino.ts'
import { type App, compose } from './compose.ts'
import type { Config } from './config.ts'
import { StartFailure } from './start-failure.ts'

/** Draining takes seconds; a stop that hangs must not hold a process manager for ever. */
const stopMsMax = 25_000
/** Ctrl-C reaches the group and is handed on by npm's script: two signals this close are one wish. */
const sameWishMs = 2_000

/**
 * Runs the server until a signal comes, then drains and ends.
 * @param config the configuration   @param version of this program   @param worker true: the back door alone
 * @returns exit code
 * Errors: none thrown; a failed start prints one clear line and answers 1. Source: CONTRACT.md, Commands.
 */
export async function serve(config: Config, version: string, worker: boolean): Promise<number> {
  const signal = waitForSignal()
  let opened: ReturnType<typeof openLog>
  try {
    opened = openLog({
      level: config.LOG_LEVEL,
      directory: config.logDir,
      stdout: true,
      secrets: secretsOf(config),
    })
  } catch (error) {
    return fail(`LOG_DIR cannot be written: ${error instanceof Error ? error.message : 'unknown error'}`)
  }
  const { log, close } = opened
  for (const warning of config.warnings) log.warn({}, warning)
  try {
    const app = await compose(config, log, version)
    try {
      if (!worker) await listen(config, app)
      else log.info({}, 'worker is running')
      const name = await signal
      log.info({ signal: name }, 'stopping: what is under way is finished')
    } finally {
      await bounded(app.stop(), () =>
        log.error({}, 'stopping took too long; what remains is picked up at the next start'),
      )
    }
    log.info({}, 'stopped')
    return 0
  } catch (error) {
    if (error instanceof StartFailure) {
      log.error({ err: error.cause ?? error }, error.message)
      return fail(error.message)
    }
    log.error({ err: error }, 'the start failed')
    return fail(`The start failed: ${error instanceof Error ? error.message : 'unknown error'}`)
  } finally {
    close()
  }
}

async function listen(config: Config, app: App): Promise<void> {
  try {
    await app.server.listen({ port: config.PORT, host: config.HOST })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'EADDRINUSE')
      throw new StartFailure(`PORT ${config.PORT} is in use by another program: set PORT to a free one`)
    throw new StartFailure(`cannot listen on ${config.HOST}:${config.PORT} (${code})`, { cause: error })
  }
  const address = app.server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.PORT
  // Passkeys and secure cookies work on the name localhost, not on the number 127.0.0.1.
  const host = config.HOST === '127.0.0.1' || config.HOST === '0.0.0.0' ? 'localhost' : config.HOST
  const lines = ['', `  Autonomous Treasurer is ready: http://${host}:${port}`]
  if (app.owner.kind === 'created') {
    lines.push(`  Username: ${app.owner.username}`)
    lines.push(
      app.owner.passwordToPrint === null
        ? '  Password: the one in ADMIN_PASSWORD'
        : `  Password: ${app.owner.passwordToPrint}`,
    )
    if (app.owner.passwordToPrint !== null)
      lines.push('  The password is shown this once and stored nowhere.')
  }
  process.stdout.write(`${lines.join('\n')}\n\n`)
}

function waitForSignal(): Promise<string> {
  let first = Number.NEGATIVE_INFINITY
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(name, () => {
        const now = performance.now()
        if (first === Number.NEGATIVE_INFINITY) {
          first = now
          resolve(name)
        } else if (now - first > sameWishMs) {
          // Asked again: whoever waits has lost patience; the database and the saga recover from anything.
          process.exit(1)
        }
      })
    }
  })
}

async function bounded(stopping: Promise<void>, onLate: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      onLate()
      resolve()
    }, stopMsMax)
  })
  await Promise.race([stopping, late])
  clearTimeout(timer)
}

function secretsOf(config: Config): readonly string[] {
  return [
    config.JWT_SECRET,
    config.WALLET_PRIVATE_KEY,
    config.WALLET_KEYSTORE_PASSWORD,
    config.ADMIN_PASSWORD,
    config.OPENAI_API_KEY,
    config.SMTP_PASSWORD,
  ].filter((secret) => secret !== undefined)
}

function fail(line: string): number {
  process.stderr.write(`${line}\n`)
  return 1
}
