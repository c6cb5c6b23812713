import { err, ok, type Result } from '#kernel/result.ts'
import type { ReadFlag, Reading } from './core/invoice.ts'
import { mergeReadings } from './core/merge-readings.ts'
import { readText } from './core/read-text.ts'
import { verifyClaims } from './core/verify-claims.ts'
import type { ReaderPort } from './ports.ts'

/** The document cannot be decided on: what is missing, and everything that was found (HTTP 422). */
export type ReadDocumentError = {
  readonly kind: 'unreadable'
  readonly missing: readonly ('amount_due' | 'seller_name')[]
  readonly reading: Reading
}

/**
 * Reads one text: the deterministic reader, and at the same time the second one when it is configured.
 * A second reader that does not deliver is the flag `second_reader_missing` (a person looks), never an approval.
 * @param ports `llm` null when no key is set   @param document the text as checked at intake
 * @returns the reading, merged from all readers that took part
 * Errors: unreadable when no amount or no vendor is certain, with the reading. Source: EXTRACTION.md, "Order of readers".
 */
export async function readDocument(
  ports: { readonly llm: ReaderPort | null },
  document: { readonly text: string },
): Promise<Result<Reading, ReadDocumentError>> {
  const asked = ports.llm?.read(document.text)
  const deterministic = verifyClaims(document.text, readText(document.text))
  const reading = asked === undefined ? deterministic : withSecond(deterministic, await asked)
  const missing = (['amount_due', 'seller_name'] as const).filter((name) => reading.fields[name] === null)
  return missing.length === 0 ? ok(reading) : err({ kind: 'unreadable', missing, reading })
}

function withSecond(first: Reading, second: Awaited<ReturnType<ReaderPort['read']>>): Reading {
  if (second.ok) return mergeReadings(first, second.value)
  const flag: ReadFlag = {
    code: 'second_reader_missing',
    detail: `The second reader did not answer: ${second.error.public}`,
  }
  return { ...first, flags: [...first.flags, flag] }
}
