import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Digest } from '#kernel/digest.ts'
import { invariant } from '#kernel/invariant.ts'

/** SHA-256 over text and over RFC 8785 canonical JSON. Errors: InvariantError when a record has no JSON form. */
export const sha256Digest: Digest = {
  ofText: hexOf,
  ofRecord: (record) => {
    const text = canonicalize(record)
    invariant(text !== undefined, 'a hashed record has a JSON form')
    return hexOf(text)
  },
}

function hexOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
