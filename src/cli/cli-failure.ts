/** 0: done. 1: refused, by the server or before asking it. 2: wrong usage, or nobody to ask. */
export type ExitCode = 0 | 1 | 2

/** Ends a command with one line for people. `body` is the server's own answer, for `--json`. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure'
  readonly exitCode: 1 | 2
  readonly body: string | null

  constructor(exitCode: 1 | 2, line: string, body: string | null = null) {
    super(line)
    this.exitCode = exitCode
    this.body = body
  }
}

/** The worse of two ends. @param a exit code @param b exit code @returns the larger. Errors: none. */
export function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b
}
