import { invariant } from './invariant.ts'
import { err, ok, type Result } from './result.ts'

declare const instantBrand: unique symbol

/** A moment: integer milliseconds since 1970-01-01T00:00:00Z. Only a Clock or a parser makes one. */
export type Instant = number & { readonly [instantBrand]: true }

/** Where time comes from. `now` is wall time; `monotonicMs` never goes backwards and has no epoch. */
export type Clock = {
  readonly now: () => Instant
  readonly monotonicMs: () => number
}

export const secondMs = 1_000
export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** ECMA-262: times further from the epoch than this have no date. */
const epochMsMax = 8.64e15

/**
 * Reads epoch milliseconds as an Instant.
 * @param epochMs integer milliseconds   @returns the Instant, or not_an_instant outside ±8.64e15 or for fractions
 * Errors: not_an_instant. Source: ECMA-262 time range.
 */
export function instantOf(epochMs: number): Result<Instant, 'not_an_instant'> {
  if (!Number.isSafeInteger(epochMs) || Math.abs(epochMs) > epochMsMax) return err('not_an_instant')
  return ok((epochMs + 0) as Instant)
}

/**
 * Moves a moment, stopping at the ends of the time range, so that a far deadline stays a date.
 * @param at start   @param byMs milliseconds, fractions cut off   @returns the moved Instant
 * Errors: InvariantError when byMs is not a number. Source: ECMA-262 time range.
 */
export function plusMs(at: Instant, byMs: number): Instant {
  invariant(!Number.isNaN(byMs), 'a moment moves by a number of milliseconds')
  return (Math.min(epochMsMax, Math.max(-epochMsMax, at + Math.trunc(byMs))) + 0) as Instant
}

/** ISO-8601 UTC with milliseconds, as on the wire. @param at an Instant @returns e.g. 2026-01-31T09:00:00.000Z. Errors: none. */
export function isoOf(at: Instant): string {
  return new Date(at).toISOString()
}
