import pg from 'pg'
import { invariant } from '#kernel/invariant.ts'
import { type Instant, instantOf } from '#kernel/time.ts'

const oid = { int8: 20, numeric: 1700, date: 1082, timestamp: 1114, timestamptz: 1184 } as const
const arrayOid = { int8: 1016, numeric: 1231, date: 1182, timestamp: 1115, timestamptz: 1185 } as const
// Typed as a number: the library's list of types lacks text[], its parsers do not.
const textArrayOid: number = 1009

// Years beyond 9999 and the eras of PostgreSQL are outside every date this program handles.
const timestampPattern =
  /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?$/

/**
 * Reads a timestamptz as PostgreSQL prints it.
 * @param text e.g. 2026-01-31 09:00:00.123456+00   @returns epoch ms, microseconds cut off
 * Errors: InvariantError for infinity, BC and any other style than ISO. Source: STYLE rule 9.
 */
export function parseTimestamptz(text: string): Instant {
  const match = timestampPattern.exec(text)
  invariant(match !== null, `not an ISO timestamptz: ${text}`)
  const [, year, month, day, hour, minute, second, fraction = '', sign, ...offset] = match
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'))
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    ms,
  )
  const [hours, minutes, seconds] = offset.map((part) => Number(part ?? 0))
  const offsetMs = ((hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1_000
  const at = instantOf(sign === '-' ? utc + offsetMs : utc - offsetMs)
  invariant(at.ok, `timestamptz out of range: ${text}`)
  return at.value
}

type Parse = (text: string) => unknown

function same(text: string): string {
  return text
}

/** The parser that splits an array literal into texts and nulls; the library's own for numeric[] makes floats. */
function eachOf(parse: Parse): Parse {
  const split: unknown = pg.types.getTypeParser(textArrayOid, 'text')
  invariant(typeof split === 'function', 'pg parses arrays of text')
  return (text) => {
    const items: unknown = Reflect.apply(split, null, [text])
    invariant(Array.isArray(items), `not an array literal: ${text}`)
    return items.map((item: unknown) => (typeof item === 'string' ? parse(item) : null))
  }
}

const parsers: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [oid.int8, BigInt],
  [oid.numeric, same],
  [oid.date, same],
  [oid.timestamp, same],
  [oid.timestamptz, parseTimestamptz],
  [arrayOid.int8, eachOf(BigInt)],
  [arrayOid.numeric, eachOf(same)],
  [arrayOid.date, eachOf(same)],
  [arrayOid.timestamp, eachOf(same)],
  [arrayOid.timestamptz, eachOf(parseTimestamptz)],
])

/**
 * How values leave the database: int8 is bigint, numeric is its digits as text, timestamptz is an Instant, date and
 * timestamp stay text; everything else as pg does it. Money never passes through a float.
 * Source: ARCHITECTURE known trap 4.
 */
export const databaseTypes: pg.CustomTypesConfig = {
  getTypeParser: (id: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parsers.get(id)
    const theirs: unknown = pg.types.getTypeParser(id, format === 'binary' ? 'binary' : 'text')
    return own ?? theirs
  },
}
