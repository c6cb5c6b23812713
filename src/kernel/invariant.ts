/**
 * Throws when a condition the program relies on does not hold: a bug, never bad input.
 * @param condition what must be true   @param message what is wrong when it is not, in words
 * Errors: InvariantError. Source: STYLE rule 5.
 */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}

/**
 * Marks a branch that the types say cannot be reached.
 * @param value the impossible value   @returns never
 * Errors: InvariantError naming the value's kind. Source: STYLE rule 4.
 */
export function never(value: never): never {
  throw new InvariantError(`unreachable: ${nameOf(value)}`)
}

/** A bug in this program. Answers 500, is logged with its stack and is never shown to a client. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Only the kind: the value may hold amounts (JSON cannot write a bigint) or personal data (not for logs). */
function nameOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'kind' in value) return `kind ${String(value.kind)}`
  return typeof value === 'string' ? value : typeof value
}
