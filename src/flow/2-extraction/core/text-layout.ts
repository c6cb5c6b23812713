import { type FoldedText, foldText, rawSpan } from './fold-text.ts'
import type { Claim, Evidence } from './invoice.ts'

/** One line of the folded text that says something; `start` and `end` are offsets in it. */
export type TextLine = {
  /** Position in `TextLayout.lines`. */
  readonly index: number
  /** Position on the page, blank lines counted. */
  readonly row: number
  readonly start: number
  readonly end: number
  readonly text: string
  readonly key: string
}

/** A text as a page: its lines, and what is needed to say where a word stands. */
export type TextLayout = {
  readonly folded: FoldedText
  /** Blank lines are left out. */
  readonly lines: readonly TextLine[]
  readonly rows: number
  readonly columnsMax: number
}

/** A stretch of the folded text, `[start, end)`. */
export type Span = { readonly start: number; readonly end: number }

/**
 * Lays a text out in lines.
 * @param raw any text   @returns lines in order without the blank ones, and the widest line's length
 * Errors: none; linear.
 */
export function layoutOf(raw: string): TextLayout {
  const folded = foldText(raw)
  const lines: TextLine[] = []
  let start = 0
  let columnsMax = 1
  let row = 0
  while (start <= folded.text.length) {
    const found = folded.text.indexOf('\n', start)
    const end = found === -1 ? folded.text.length : found
    const text = folded.text.slice(start, end)
    if (text.trim() !== '')
      lines.push({ index: lines.length, row, start, end, text, key: folded.key.slice(start, end) })
    row += 1
    columnsMax = Math.max(columnsMax, end - start)
    start = end + 1
  }
  return { folded, lines, rows: row, columnsMax }
}

/**
 * Where a stretch stands: a box of the page (y by line, x by column) and the raw words with their offsets.
 * @param layout from layoutOf   @param span within one line, not empty   @returns evidence on page 1. Errors: none.
 */
export function evidenceAt(layout: TextLayout, span: Span): Evidence {
  const { start, end } = rawSpan(layout.folded, span.start, span.end)
  const line = lineAt(layout, span.start)
  const { rows } = layout
  return {
    page: 1,
    x: (span.start - line.start) / layout.columnsMax,
    y: line.row / rows,
    w: Math.min(span.end - span.start, layout.columnsMax - (span.start - line.start)) / layout.columnsMax,
    h: 1 / rows,
    text: layout.folded.raw.slice(start, end),
    start,
    end,
  }
}

/**
 * A claim of the text reader.
 * @param layout the page   @param value what was read   @param confidence 0..100   @param spans where it stands
 * @returns the claim with one piece of evidence per span. Errors: none.
 */
export function textClaim<T>(
  layout: TextLayout,
  value: T,
  confidence: number,
  ...spans: readonly Span[]
): Claim<T> {
  return { value, confidence, source: 'text', evidence: spans.map((span) => evidenceAt(layout, span)) }
}

/**
 * The line below, when at most one blank line stands between.
 * @param layout the page   @param line one of its lines   @returns the next line that says something, or null. Errors: none.
 */
export function lineBelow(layout: TextLayout, line: TextLine): TextLine | null {
  const next = layout.lines[line.index + 1]
  return next !== undefined && next.row - line.row <= 2 ? next : null
}

/** The line a position stands in. @param layout the page @param at offset in the folded text. Errors: none. */
function lineAt(layout: TextLayout, at: number): TextLine {
  let low = 0
  let high = layout.lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((layout.lines[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return layout.lines[low] ?? { index: 0, row: 0, start: 0, end: 0, text: '', key: '' }
}
