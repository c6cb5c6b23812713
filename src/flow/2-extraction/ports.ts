import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import type { Reading } from './core/invoice.ts'

/** A second, independent reader (the LLM). Answers within its own time limit, retries inside. */
export type ReaderPort = {
  readonly read: (text: string) => Promise<Result<Reading, Fault>>
}
