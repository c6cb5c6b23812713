import { expect, test } from 'vitest'
import { InvariantError } from '#kernel/invariant.ts'
import { parseTimestamptz } from './pool-types.ts'

test.each([
  ['2026-01-31 09:00:00+00', Date.UTC(2026, 0, 31, 9)],
  ['2026-01-31 09:00:00.1+00', Date.UTC(2026, 0, 31, 9, 0, 0, 100)],
  ['2026-01-31 09:00:00.999999+00', Date.UTC(2026, 0, 31, 9, 0, 0, 999)],
  ['2026-01-31 14:30:00+05:30', Date.UTC(2026, 0, 31, 9)],
  ['2026-01-31 05:30:00-03:30', Date.UTC(2026, 0, 31, 9)],
  ['1900-01-01 00:19:32+00:19:32', Date.UTC(1900, 0, 1)],
])('timestamptz %s is read to the millisecond', (text, epochMs) => {
  expect(parseTimestamptz(text)).toBe(epochMs)
})

test.each(['infinity', '0044-03-15 00:00:00+00 BC', '31/01/2026 09:00:00 UTC', ''])(
  '%j is refused',
  (text) => {
    expect(() => parseTimestamptz(text)).toThrow(InvariantError)
  },
)
