import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { OpaqueTokens } from '#identity/ports.ts'

const tokenBytes = 32
// Without letters and digits that people confuse; 24 of 54 are 138 bits.
const passwordLetters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const passwordLength = 24

/**
 * Random tokens of 256 bits (base64url) and passwords to print once.
 * @returns the port
 * Errors: none. Source: SECURITY.md "Tokens".
 */
export function createOpaqueTokens(): OpaqueTokens {
  const hashOf = (token: string): Uint8Array => createHash('sha256').update(token, 'utf8').digest()
  return {
    hashOf,
    make: () => {
      const token = randomBytes(tokenBytes).toString('base64url')
      return { token, hash: hashOf(token) }
    },
    makePassword: () =>
      Array.from({ length: passwordLength }, () =>
        passwordLetters.charAt(randomInt(passwordLetters.length)),
      ).join(''),
  }
}
