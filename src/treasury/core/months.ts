import { dayMs, type Instant, instantOf, isoOf, plusMs } from '#kernel/time.ts'

/**
 * The UTC month a moment lies in.
 * @param at a moment   @returns its first day, e.g. "2026-01-01"
 * Errors: none. Source: POLICY.md "complete UTC months".
 */
export function monthOf(at: Instant): string {
  return `${isoOf(at).slice(0, -'01T00:00:00.000Z'.length)}01`
}

/** The UTC day a moment lies in. @param at a moment @returns e.g. "2026-01-31". Errors: none. */
export function dayOf(at: Instant): string {
  return isoOf(at).slice(0, -'T00:00:00.000Z'.length)
}

/**
 * The months that are over at a moment; the month it lies in is not one of them.
 * @param at a moment   @param count how many months, 0..1200   @returns first days, oldest first
 * Errors: none; fewer months come back at the start of the time range. Source: POLICY.md "trailing burn".
 */
export function completeMonthsBefore(at: Instant, count: number): readonly string[] {
  const months: string[] = []
  for (let back = Math.min(count, monthsMax); back >= 1; back -= 1) {
    const moved = plusMonths(at, -back)
    if (moved !== null) months.push(monthOf(moved))
  }
  return months
}

/**
 * The same day and time of day some calendar months later; a day the month lacks becomes its last day.
 * @param at a moment   @param count months, -1200..1200   @returns the moved moment, null out of range
 * Errors: none. Source: ISO 8601 calendar, proleptic Gregorian, UTC.
 */
export function plusMonths(at: Instant, count: number): Instant | null {
  if (!Number.isInteger(count) || Math.abs(count) > monthsMax) return null
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + count)
  const next = new Date(date)
  next.setUTCMonth(next.getUTCMonth() + 1)
  const lastDay = Math.round((next.getTime() - date.getTime()) / dayMs)
  const moved = instantOf(date.getTime())
  if (!moved.ok || Number.isNaN(lastDay)) return null
  return plusMs(moved.value, (Math.min(day, lastDay) - 1) * dayMs)
}

/** A hundred years: beyond it no forecast of a business means anything, and every loop here ends. */
const monthsMax = 1200
