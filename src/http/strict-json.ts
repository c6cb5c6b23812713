import { isUtf8 } from 'node:buffer'
import { err, ok, type Result } from '#kernel/result.ts'

/** Our deepest body has four levels; a thousand would overflow the stack of anything that walks it. */
export const jsonDepthMax = 20
/** The largest honest body is one text; a million small values would be seconds of work. */
export const jsonValuesMax = 10_000

export type JsonProblem =
  | 'not_utf8'
  | 'not_json'
  | 'too_deep'
  | 'too_many_values'
  | 'duplicate_key'
  | 'nul_character'
  | 'lone_surrogate'
  | 'forbidden_key'

/**
 * Reads a JSON body strictly: UTF-8, bounded depth and number of values, no duplicate keys, no `__proto__`, and every
 * string is text (no NUL, no lone surrogate). All else is kept exactly.
 * @param bytes the body   @returns the value, or what is wrong
 * Errors: the tags of JsonProblem. Source: SECURITY.md "Input".
 */
export function parseStrictJson(bytes: Buffer): Result<unknown, JsonProblem> {
  if (!isUtf8(bytes)) return err('not_utf8')
  const text = bytes.toString('utf8')
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const tally = { values: 0, keys: 0 }
  const problem = inspect(parsed.value, 0, tally)
  if (problem !== null) return err(problem)
  // JSON.parse keeps the last of two equal keys: fewer keys in the value than in the text means there were two.
  if (tally.keys !== countKeys(text)) return err('duplicate_key')
  return parsed
}

/** One sentence about each problem. */
export const jsonSentences: Readonly<Record<JsonProblem, string>> = {
  not_utf8: 'The body is not UTF-8.',
  not_json: 'The body is not valid JSON.',
  too_deep: `The body is nested more than ${jsonDepthMax} levels deep.`,
  too_many_values: `The body has more than ${jsonValuesMax} values.`,
  duplicate_key: 'The body has the same key twice in one object.',
  nul_character: 'The body has a NUL character in a text.',
  lone_surrogate: 'The body has half of a surrogate pair in a text.',
  forbidden_key: 'The body has a key that is never accepted.',
}

/**
 * What is wrong with a text from outside, if anything.
 * @param text any text   @returns the problem, or null
 * Errors: none. Source: SECURITY.md "NUL and lone surrogates refused".
 */
export function textProblem(text: string): 'nul_character' | 'lone_surrogate' | null {
  if (text.includes('\0')) return 'nul_character'
  return text.isWellFormed() ? null : 'lone_surrogate'
}

function parse(text: string): Result<unknown, JsonProblem> {
  try {
    const value: unknown = JSON.parse(text)
    return ok(value)
  } catch {
    // The parser's message quotes the body; the client knows it already.
    return err('not_json')
  }
}

function inspect(value: unknown, depth: number, tally: { values: number; keys: number }): JsonProblem | null {
  tally.values += 1
  if (tally.values > jsonValuesMax) return 'too_many_values'
  if (typeof value === 'string') return textProblem(value)
  if (typeof value !== 'object' || value === null) return null
  if (depth >= jsonDepthMax) return 'too_deep'
  if (Array.isArray(value)) {
    for (const item of value) {
      const problem = inspect(item, depth + 1, tally)
      if (problem !== null) return problem
    }
    return null
  }
  for (const [key, item] of Object.entries(value)) {
    tally.keys += 1
    if (key === '__proto__') return 'forbidden_key'
    const problem = textProblem(key) ?? inspect(item, depth + 1, tally)
    if (problem !== null) return problem
  }
  return null
}

/** Keys in a text known to be valid JSON: strings followed by a colon. Hops from quote to quote. */
function countKeys(text: string): number {
  let keys = 0
  let open = text.indexOf('"')
  while (open !== -1) {
    const close = endOfString(text, open)
    let after = close + 1
    while (isSpace(text.charCodeAt(after))) after += 1
    if (text.charCodeAt(after) === 0x3a) keys += 1
    open = text.indexOf('"', close + 1)
  }
  return keys
}

/** The closing quote: the first one after an even number of backslashes. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (close !== -1) {
    let slashes = 0
    while (text.charCodeAt(close - 1 - slashes) === 0x5c) slashes += 1
    if (slashes % 2 === 0) return close
    close = text.indexOf('"', close + 1)
  }
  return text.length
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}
