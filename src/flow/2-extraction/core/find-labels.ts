import type { Span } from './text-layout.ts'

/** A label found on a line, `[start, end)` in the text searched. */
export type FoundLabel<K extends string> = Span & { readonly kind: K; readonly words: string }

/** Finds all labels of one table in a line's key (folded, lower case, without accents), left to right. */
export type LabelFinder<K extends string> = (key: string) => readonly FoundLabel<K>[]

/**
 * Makes a finder from a table of phrases. Longer phrases win over shorter ones at the same place, so
 * "total ht" is never read as "total". A space in a phrase stands for one space, one hyphen or nothing: two spaces are a column.
 * @param table kind → phrases, comma-separated, lower case without accents
 * @returns the finder. Errors: none.
 */
export function labelFinder<K extends string>(table: Readonly<Record<K, string>>): LabelFinder<K> {
  const kinds = new Map<string, K>()
  for (const kind in table) {
    for (const phrase of table[kind].split(',')) kinds.set(phrase.trim().replace(/[ -]/g, ''), kind)
  }
  const phrases = Object.values<string>(table)
    .flatMap((list) => list.split(','))
    .map((phrase) => phrase.trim())
    .toSorted((a, b) => b.length - a.length)
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\t\\u00a0-]?'))
  const pattern = new RegExp(`(?<![a-z0-9_])(?:${phrases.join('|')})(?![a-z0-9_])`, 'g')
  return (key) =>
    [...key.matchAll(pattern)].flatMap((match) => {
      const kind = kinds.get(match[0].replace(/[ \t\u00a0-]/g, ''))
      if (kind === undefined) return []
      return [{ kind, words: match[0], start: match.index, end: match.index + match[0].length }]
    })
}
