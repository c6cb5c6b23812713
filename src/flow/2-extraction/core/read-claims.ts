import type { Reading } from './invoice.ts'
import { readText } from './read-text.ts'
import { verifyClaims } from './verify-claims.ts'

/**
 * The deterministic reading of a text, every claim proven: what each adapter of TextReaderPort must answer.
 * @param text at most 102,400 bytes, as checked at intake   @returns the reading
 * Errors: none, for any text. Source: EXTRACTION.md, reader 2.
 */
export function readClaims(text: string): Reading {
  return verifyClaims(text, readText(text))
}
