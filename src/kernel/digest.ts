/** JSON as RFC 8259 has it, without numbers outside the safe integers: amounts travel as digit strings. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * Content hashes. Both give SHA-256 as 64 lower-case hex digits; `ofRecord` hashes the RFC 8785
 * canonical form, so that key order and white space never change the hash.
 */
export type Digest = {
  readonly ofText: (text: string) => string
  readonly ofRecord: (record: Json) => string
}
