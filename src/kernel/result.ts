/** An expected outcome that may fail: `ok` tells which. Bugs throw instead (see invariant.ts). */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

/** Wraps a success. @param value what was asked for @returns a Result that is ok. Errors: none. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

/** Wraps an expected failure. @param error a tagged reason @returns a Result that is not ok. Errors: none. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}
