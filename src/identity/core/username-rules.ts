import { err, ok, type Result } from '#kernel/result.ts'

export const usernameLengthMax = 100
/** ASCII only: look-alike letters of other scripts would let one person pass for another. */
const usernamePattern = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}$/

/**
 * Whether a name may be a username: letters, digits and . _ @ + - , beginning with a letter or digit.
 * @param username as given   @returns nothing, or username_invalid
 * Errors: username_invalid. Source: ADR-free rule of this file; uniqueness is the database's, without case.
 */
export function checkUsername(username: string): Result<null, 'username_invalid'> {
  return usernamePattern.test(username) ? ok(null) : err('username_invalid')
}
