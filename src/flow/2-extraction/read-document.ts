import type { Fault } from '#kernel/fault.ts'
import { ok, type Result } from '#kernel/result.ts'
import { emptyReading } from './core/empty-reading.ts'
import type { ReadFlag, Reading } from './core/invoice.ts'
import { mergeReadings } from './core/merge-readings.ts'
import type { ReaderPort, TextReaderPort } from './ports.ts'

/** What all readers together made of a document, and what became of the second one. */
export type DocumentRead = {
  readonly reading: Reading
  readonly secondReader: 'not_configured' | 'agrees' | 'disagrees' | 'missing'
}

/**
 * Reads one text: the deterministic reader, then the second one when it is configured.
 * A second reader that does not deliver is the flag `second_reader_missing` (a person looks), never an approval.
 * A text the first reader gave up is not shown to the second: a claim nobody could prove would be all there is.
 * @param ports `llm` null when no key is set   @param document the text as checked at intake
 * @returns the reading merged from all readers that took part, empty when the text was given up
 * Errors: Fault when the deterministic reader is overloaded or not there. Source: EXTRACTION.md, "Order of readers".
 */
export async function readDocument(
  ports: { readonly text: TextReaderPort; readonly llm: ReaderPort | null },
  document: { readonly text: string },
): Promise<Result<DocumentRead, Fault>> {
  const first = await ports.text.read(document.text)
  if (!first.ok) return first
  if (first.value.kind === 'given_up') {
    return ok({ reading: emptyReading, secondReader: ports.llm === null ? 'not_configured' : 'missing' })
  }
  const { reading } = first.value
  if (ports.llm === null) return ok({ reading, secondReader: 'not_configured' })
  return ok(withSecond(reading, await ports.llm.read(document.text)))
}

function withSecond(first: Reading, second: Result<Reading, Fault>): DocumentRead {
  if (second.ok) {
    const reading = mergeReadings(first, second.value)
    const disagrees = reading.flags.some(({ code }) => code === 'readers_disagree')
    return { reading, secondReader: disagrees ? 'disagrees' : 'agrees' }
  }
  const flag: ReadFlag = {
    code: 'second_reader_missing',
    detail: `The second reader did not answer: ${second.error.public}`,
  }
  return { reading: { ...first, flags: [...first.flags, flag] }, secondReader: 'missing' }
}
