import type { Fault } from '#kernel/fault.ts'

/** Ends a start with one clear line and exit code 1. Thrown only here in main. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure'
}

/**
 * Turns a Fault of an adapter into the line people see.
 * @param doing what was tried, e.g. "the database"   @param fault why it failed
 * @returns the error to throw
 * Errors: none.
 */
export function startFailure(doing: string, fault: Fault): StartFailure {
  return new StartFailure(`${doing}: ${fault.internal}`, { cause: fault })
}
