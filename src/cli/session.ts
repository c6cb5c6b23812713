import { CliFailure, type ExitCode } from './cli-failure.ts'
import type { CliDeps, Client, ConnectOptions } from './ports.ts'
import { oneLine, printable } from './printable.ts'

/** The options that every command takes. */
export type GlobalOptions = {
  readonly url?: string
  readonly username?: string
  readonly password?: string
  readonly token?: string
  readonly json?: boolean
}

/** What a command works with: the way to the program, and how to say what came of it. */
export type Session = {
  readonly deps: CliDeps
  readonly json: boolean
  readonly connection: ConnectOptions
  /** Cells of a line; null: no limit, because no person reads along. */
  readonly widthMax: number | null
  /** Opened at the first use. */
  readonly client: () => Promise<Client>
  /** For people: one line on standard output, safe to show. Silent with `--json`. */
  readonly say: (line: string) => void
  /** For programs: one line of JSON on standard output. Silent without `--json`. */
  readonly tell: (json: string) => void
  /** One line on standard error, safe to show. */
  readonly warn: (line: string) => void
}

export type Action = (session: Session) => Promise<ExitCode>
/** Runs the action of the command that was given. */
export type Run = (action: Action) => Promise<void>

/**
 * Carries a command out and turns every end into an exit code and at most one line on standard error.
 * @param deps of the command line   @param options given for every command   @param action the command
 * @returns the exit code
 * Errors: none: bugs end as a line with code 2, too.
 */
export async function perform(deps: CliDeps, options: GlobalOptions, action: Action): Promise<ExitCode> {
  const connection = {
    url: options.url ?? null,
    username: options.username ?? null,
    password: options.password ?? null,
    token: options.token ?? null,
  }
  const json = options.json === true
  const warn = (line: string): void => void deps.stderr.write(`${printable(line)}\n`)
  const tell = (text: string): void => void (json ? deps.stdout.write(`${oneLine(text)}\n`) : null)
  let opened: Promise<Client> | null = null
  const session: Session = {
    deps,
    json,
    connection,
    widthMax: deps.stdout.isTTY === true ? (deps.stdout.columns ?? null) : null,
    client: () => (opened ??= deps.connect(connection)),
    say: (line) => void (json ? null : deps.stdout.write(`${printable(line)}\n`)),
    tell,
    warn,
  }
  try {
    return await action(session)
  } catch (error) {
    if (error instanceof CliFailure && error.body !== null) tell(error.body)
    warn(`error: ${error instanceof Error ? error.message : 'something went wrong'}`)
    return error instanceof CliFailure ? error.exitCode : 2
  } finally {
    await closeQuietly(opened)
  }
}

async function closeQuietly(opened: Promise<Client> | null): Promise<void> {
  try {
    await (await opened)?.close()
  } catch {
    // The way that could not be opened has been reported; one that does not close cleanly changes nothing any more.
  }
}
