import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkNewPassword, passwordLengthMin, passwordSentence } from './password-rules.ts'

function check(password: string, username = 'mara', lengthMin = passwordLengthMin) {
  return checkNewPassword({ password, username, lengthMin })
}

test.each([
  ['short-12345', 'too_short'],
  ['Password1234!', 'too_common'],
  ['adminpassword', 'too_common'],
  ['correct horse battery staple', 'too_common'],
  ['123456789012', 'too_common'],
  ['abababababab', 'too_common'],
  ['mara-mara-12', null],
  ['administrator', 'too_common'],
  ['kind\0of a password', 'not_text'],
  ['kind of a \ud800 password', 'not_text'],
  ['x'.repeat(200) + 'abcd'.repeat(20), 'too_long'],
  ['quiet-harbour-lantern', null],
  ['tiché-přístaviště', null],
] as const)('%j is %s', (password, problem) => {
  const checked = check(password)
  expect(checked.ok ? null : checked.error).toBe(problem)
})

test('a password that is the username and a little more is refused', () => {
  const checked = check('treasury-desk-01', 'treasury-desk')
  expect(checked).toEqual({ ok: false, error: 'holds_username' })
})

test('characters are counted as people see them, not as UTF-16 units', () => {
  expect(check('🐙🐟🐚🦀🐬🦈').ok).toBe(false)
  expect(check('🐙🐟🐚🦀🐬🦈🐳🐋🦭🐡🦐🦑').ok).toBe(true)
})

test('nothing shorter than the least length is ever accepted', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 11 }), (password) => {
      if (Array.from(password).length < passwordLengthMin) expect(check(password).ok).toBe(false)
    }),
  )
})

test('every problem has a sentence', () => {
  expect(passwordSentence('too_short', 12)).toContain('12')
  expect(passwordSentence('holds_username', 12)).toContain('username')
})
