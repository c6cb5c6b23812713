import { err, ok, type Result } from '#kernel/result.ts'

export const passwordLengthMin = 12
/** The first owner's password comes from the operator; CONTRACT.md accepts 8 characters at /token. */
export const firstOwnerPasswordLengthMin = 8
/** Argon2 hashes any length: the bound keeps one request from costing more than another. */
export const passwordLengthMax = 256

export type PasswordProblem = 'too_short' | 'too_long' | 'too_common' | 'holds_username' | 'not_text'

/**
 * What is never accepted however long: the heads of published lists of leaked passwords, and the
 * defaults that earlier programs of this kind shipped. Compared without case, digits and signs at
 * the end, so that "Password1234!" is "password".
 */
const commonStems: ReadonlySet<string> = new Set([
  'password',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'qwerty',
  'qwertyuiop',
  'qwertyuiopasdf',
  'asdfghjkl',
  'zxcvbnm',
  'letmein',
  'letmeinplease',
  'welcome',
  'welcomehome',
  'iloveyou',
  'admin',
  'administrator',
  'adminadmin',
  'adminpassword',
  'changeme',
  'changemenow',
  'changemeplease',
  'default',
  'defaultpassword',
  'secret',
  'secretpassword',
  'mysecretpassword',
  'topsecret',
  'supersecret',
  'treasurer',
  'treasury',
  'autonomoustreasurer',
  'treasureradmin',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'batman',
  'trustno',
  'master',
  'passwordpassword',
  'testtest',
  'testpassword',
  'correcthorsebatterystaple',
  'abcdefghijkl',
  'abcdefgh',
  'abcabc',
  'starwars',
  'whatever',
  'computer',
  'internet',
  'michael',
  'jordan',
  'shadow',
  'login',
  'root',
  'toor',
  'guest',
])

/**
 * Whether a new password is good enough.
 * @param parts the password, the username it belongs to, the least length in characters
 * @returns nothing, or what is wrong with it
 * Errors: the tags of PasswordProblem. Source: CONTRACT.md "POST /users/", SECURITY.md "Passwords".
 */
export function checkNewPassword(parts: {
  readonly password: string
  readonly username: string
  readonly lengthMin: number
}): Result<null, PasswordProblem> {
  const length = Array.from(parts.password).length
  if (!parts.password.isWellFormed() || parts.password.includes('\0')) return err('not_text')
  if (length < parts.lengthMin) return err('too_short')
  if (length > passwordLengthMax) return err('too_long')
  const lower = parts.password.toLowerCase()
  if (isCommon(lower)) return err('too_common')
  if (lower.includes(parts.username.toLowerCase()) && lower.length < parts.username.length + 6)
    return err('holds_username')
  return ok(null)
}

/**
 * One sentence for people about a refused password.
 * @param problem the tag   @returns the sentence
 * Errors: none (total). Source: CONTRACT.md "POST /users/".
 */
export function passwordSentence(problem: PasswordProblem, lengthMin: number): string {
  const sentences: Readonly<Record<PasswordProblem, string>> = {
    too_short: `The password needs at least ${lengthMin} characters.`,
    too_long: `The password may have at most ${passwordLengthMax} characters.`,
    too_common: 'This password is on the lists of common passwords.',
    holds_username: 'The password is little more than the username.',
    not_text: 'The password holds characters that are not text.',
  }
  return sentences[problem]
}

function isCommon(lower: string): boolean {
  const stem = lower.replace(/[^a-z@]{1,64}$/, '')
  if (commonStems.has(lower) || commonStems.has(stem) || commonStems.has(lower.replace(/[\s_-]/g, '')))
    return true
  if (/^\d+$/.test(lower)) return true
  return new Set(lower).size < 4
}
