import { err, ok, type Result } from '#kernel/result.ts'
import { findMarkup } from './find-markup.ts'
import { findSql } from './find-sql.ts'

/** Longest text taken, in UTF-8 bytes: CONTRACT.md, `POST /api/process-invoice`. */
export const rawTextBytesMax = 102_400

/** Why a text is not taken. `too_large` answers 413, all others 400; `detail` may be shown to the sender. */
export type IntakeError = {
  readonly kind: 'empty' | 'too_large' | 'nul_byte' | 'lone_surrogate' | 'sql_statement' | 'active_markup'
  readonly detail: string
}

/**
 * Checks a submitted text before anything reads it. The text itself is never changed.
 * @param rawText as decoded from JSON   @returns the same text and its size in UTF-8 bytes
 * Errors: empty (also white space only), too_large, nul_byte, lone_surrogate, sql_statement, active_markup.
 * Source: CONTRACT.md, process-invoice table and "Injection rule".
 */
export function checkRawText(
  rawText: string,
): Result<{ readonly text: string; readonly bytes: number }, IntakeError> {
  const bytes = utf8Bytes(rawText)
  if (bytes > rawTextBytesMax) {
    return refuse('too_large', `the text is larger than ${rawTextBytesMax} bytes`)
  }
  if (rawText.includes('\0')) return refuse('nul_byte', 'the text contains a NUL byte')
  if (!rawText.isWellFormed()) return refuse('lone_surrogate', 'the text is not valid Unicode')
  if (blankPattern.test(rawText)) return refuse('empty', 'the text is empty')
  const statement = findSql(rawText)
  if (statement !== null) return refuse('sql_statement', `the text contains a ${statement} statement`)
  const markup = findMarkup(rawText)
  if (markup !== null) return refuse('active_markup', `the text contains ${markup}`)
  return ok({ text: rawText, bytes })
}

/** White space and characters without a glyph: a text of nothing else says nothing. */
const blankPattern = /^[\s\p{Cf}\p{Cc}\u3164\u115f\u1160]*$/u

function refuse(kind: IntakeError['kind'], detail: string): Result<never, IntakeError> {
  return err({ kind, detail })
}

function utf8Bytes(text: string): number {
  // A UTF-16 unit is at least one byte, so a longer string needs no counting.
  if (text.length > rawTextBytesMax) return text.length
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
