import type { InvoiceFields } from '../../api/types.ts'

export type TextSegment = {
  readonly key: string
  readonly text: string
  /** Fields whose evidence covers this piece, the narrowest first; empty for plain text. */
  readonly fields: readonly (keyof InvoiceFields)[]
}

type Span = { readonly field: keyof InvoiceFields; readonly start: number; readonly end: number }

/**
 * Cuts the text wherever evidence begins or ends, so that each piece knows its fields and nothing is lost or doubled.
 * @param text the raw text of the document   @param fields claims with UTF-16 offsets `[start, end)` into it
 * @returns pieces that joined give the text again. Errors: none; evidence outside the text is left out.
 */
export function textSegments(text: string, fields: InvoiceFields): readonly TextSegment[] {
  const spans = evidenceSpans(text, fields)
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((start, index) => {
    const end = cuts[index + 1] ?? text.length
    const covering = spans.filter((span) => span.start <= start && span.end >= end)
    return { key: `${start}`, text: text.slice(start, end), fields: covering.map((span) => span.field) }
  })
}

function evidenceSpans(text: string, fields: InvoiceFields): readonly Span[] {
  const spans: Span[] = []
  for (const [field, claim] of Object.entries(fields)) {
    if (claim === null || !isField(field, fields)) continue
    for (const { start, end } of claim.evidence) {
      if (start !== null && end !== null && start >= 0 && start < end && end <= text.length)
        spans.push({ field, start, end })
    }
  }
  return spans.sort((a, b) => a.end - a.start - (b.end - b.start))
}

function isField(name: string, fields: InvoiceFields): name is keyof InvoiceFields {
  return Object.hasOwn(fields, name)
}
