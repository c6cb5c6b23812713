import { expect, test } from 'vitest'
import { formatDay, formatMoment, formatMonth } from './when.ts'

test('a calendar day is the same day in every time zone', () => {
  expect(formatDay('2027-07-06')).toBe('6 Jul 2027')
  expect(formatMonth('2026-05-01')).toBe('May')
  expect(formatMonth('2026-05-01', 'long')).toBe('May 2026')
})

test('a text that is no date is shown as it is', () => {
  expect(formatDay('soon')).toBe('soon')
  expect(formatMoment('soon')).toBe('soon')
})
