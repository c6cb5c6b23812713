import type { Json } from '#kernel/digest.ts'
import type { Reading } from './2-extraction/core/invoice.ts'

/**
 * A reading as it is stored. Its members are JSON already; this names the keys once.
 * @param reading what was read   @returns the same as JSON
 * Errors: none (total).
 */
export function readingToJson(reading: Reading): Json {
  return {
    fields: { ...reading.fields },
    flags: reading.flags.map((flag) => ({ ...flag })),
    checks: reading.checks.map((check) => ({ ...check })),
    readers: [...reading.readers],
  }
}
