import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import type { Reading } from './core/invoice.ts'

/** A second, independent reader (the LLM). Answers within its own time limit, retries inside. */
export type ReaderPort = {
  readonly read: (text: string) => Promise<Result<Reading, Fault>>
}

/** What became of one text. Given up means the text broke a bound every text has; trying again cannot help. */
export type TextRead =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'given_up'; readonly why: 'time' | 'memory' | 'crash' }

/**
 * The deterministic reader, `readClaims`, where it stalls nobody and within bounds of time and memory.
 * Fault OVERLOADED when too many texts wait, READER_UNAVAILABLE when there is nobody to read.
 */
export type TextReaderPort = {
  readonly read: (text: string) => Promise<Result<TextRead, Fault>>
}
