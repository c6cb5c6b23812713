import { expect, test } from 'vitest'
import { checkUsername } from './username-rules.ts'

test.each(['a', 'mara', 'mara.koval@example.org', 'ap-01', 'X_1+y', 'a'.repeat(100)])(
  '%j is a username',
  (name) => {
    expect(checkUsername(name).ok).toBe(true)
  },
)

test.each([
  '',
  ' mara',
  'mara ',
  '-mara',
  'ma ra',
  'mаra',
  'a\0b',
  'a\nb',
  "o'brien",
  '<b>',
  'a'.repeat(101),
])('%j is none', (name) => {
  expect(checkUsername(name).ok).toBe(false)
})
