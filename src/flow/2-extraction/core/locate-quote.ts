import { type FoldedText, foldText, rawSpan } from './fold-text.ts'
import type { Evidence } from './invoice.ts'
import { evidenceAt, type TextLayout } from './text-layout.ts'

/** Longest quote looked for, in characters: a reader that quotes a page has quoted nothing. */
const quoteLengthMax = 300

/**
 * Finds where a quote stands in a text. Only white space, width and invisible characters may differ.
 * @param layout the text's layout   @param quote words a reader claims to have read
 * @returns evidence with offsets of the raw text, null when the quote does not stand there
 * Errors: none; linear in the text. Source: EXTRACTION.md, "Code verifies that the quote is in the text".
 */
export function locateQuote(layout: TextLayout, quote: string): Evidence | null {
  const words = foldText(quote).text.trim().split(/\s+/)
  const wanted = words.join(' ')
  if (wanted === '' || wanted.length > quoteLengthMax) return null
  const { folded } = layout
  const [first] = words
  if (first === undefined) return null
  let tries = 0
  for (
    let at = folded.text.indexOf(first);
    at !== -1 && tries < triesMax;
    at = folded.text.indexOf(first, at + 1)
  ) {
    tries += 1
    const end = matchWords(folded, at, words)
    if (end !== null && standsAlone(folded, at, end)) return spanning(layout, at, end)
  }
  return null
}

/** A first word of one letter may stand in a text 100,000 times; a quote that needs more places is not looked for. */
const triesMax = 20_000

function matchWords(folded: FoldedText, start: number, words: readonly string[]): number | null {
  let at = start
  for (const [index, word] of words.entries()) {
    if (index > 0) {
      const before = at
      while (at < folded.text.length && at - before < 80 && /\s/.test(folded.text.charAt(at))) at += 1
      if (at === before) return null
    }
    if (!folded.text.startsWith(word, at)) return null
    at += word.length
  }
  return at
}

/** "50.00" does not stand in "150.00": a quote neither starts nor ends inside a word or a number. */
function standsAlone(folded: FoldedText, start: number, end: number): boolean {
  const cuts = (before: string, after: string): boolean =>
    /[\p{L}\p{N}]/u.test(before) &&
    /[\p{L}\p{N}]/u.test(after) &&
    !(/\p{L}/u.test(before) !== /\p{L}/u.test(after))
  const front = folded.text.charAt(start - 1)
  const back = folded.text.charAt(end)
  if (start > 0 && (cuts(front, folded.text.charAt(start)) || isInNumber(folded.text, start - 1)))
    return false
  return (
    end >= folded.text.length || !(cuts(folded.text.charAt(end - 1), back) || isInNumber(folded.text, end))
  )
}

/** A separator between two digits belongs to the number; a sign before a digit changes it. */
function isInNumber(text: string, at: number): boolean {
  const digits = /\d/
  if (/[.,']/.test(text.charAt(at)))
    return digits.test(text.charAt(at - 1)) && digits.test(text.charAt(at + 1))
  return (
    text.charAt(at) === '-' && digits.test(text.charAt(at + 1)) && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))
  )
}

/** Evidence is the box of the quote's first line; its words and offsets are those of the whole quote. */
function spanning(layout: TextLayout, start: number, end: number): Evidence {
  const box = evidenceAt(layout, { start, end })
  const raw = rawSpan(layout.folded, start, end)
  return { ...box, text: layout.folded.raw.slice(raw.start, raw.end), start: raw.start, end: raw.end }
}
