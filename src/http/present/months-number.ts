import { formatMonths } from '#treasury/core/runway.ts'
import { exactNumber, type RawJson } from '../raw-json.ts'

/** Months on the wire. @param tenths 187n for 18.7, null for infinite @returns a number with one decimal, or null. Errors: none. */
export function monthsNumber(tenths: bigint | null): RawJson | null {
  return tenths === null ? null : exactNumber(formatMonths(tenths))
}
