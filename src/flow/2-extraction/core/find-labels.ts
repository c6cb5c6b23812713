import type { Span } from './text-layout.ts'

/** A label found on a line, `[start, end)` in the text searched. */
export type FoundLabel<K extends string> = Span & { readonly kind: K; readonly words: string }

/** Finds all labels of one table in a line's key (folded, lower case, without accents), left to right. */
export type LabelFinder<K extends string> = (key: string) => readonly FoundLabel<K>[]

/**
 * Makes a finder from a table of phrases. Longer phrases win over shorter ones at the same place, so
 * "total ht" is never read as "total". A space in a phrase stands for one space, one hyphen or nothing: two
 * spaces are a column.
 * @param table kind → phrases, comma-separated, lower case without accents
 * @returns the finder. Errors: none.
 */
export function labelFinder<K extends string>(table: Readonly<Record<K, string>>): LabelFinder<K> {
  const kinds = new Map<string, K>()
  for (const kind in table) {
    for (const phrase of table[kind].split(',')) kinds.set(bare(phrase.trim()), kind)
  }
  const buckets = bucketsOf(Object.values<string>(table).flatMap((list) => list.split(',')))
  return (key) => {
    const found: FoundLabel<K>[] = []
    let end = 0
    for (const boundary of key.matchAll(wordStart)) {
      const pattern =
        boundary.index < end ? undefined : buckets.get(key.slice(boundary.index, boundary.index + 2))
      if (pattern === undefined) continue
      pattern.lastIndex = boundary.index
      const words = pattern.exec(key)?.[0]
      const kind = words === undefined ? undefined : kinds.get(bare(words))
      if (words === undefined || kind === undefined) continue
      end = boundary.index + words.length
      found.push({ kind, words, start: boundary.index, end })
    }
    return found
  }
}

const wordStart = /(?<![a-z0-9_])[a-z]/g

function bare(words: string): string {
  return words.replace(/[ \t\u00a0-]/g, '')
}

/** Phrases by their first two letters, so that a word costs one look-up and not a try of every phrase. */
function bucketsOf(phrases: readonly string[]): ReadonlyMap<string, RegExp> {
  const sorted = phrases.map((phrase) => phrase.trim()).toSorted((a, b) => b.length - a.length)
  const sources = new Map<string, readonly string[]>()
  for (const phrase of sorted) {
    const source = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\t\\u00a0-]?')
    const start = phrase.slice(0, 2)
    sources.set(start, [...(sources.get(start) ?? []), source])
  }
  return new Map(
    [...sources].map(([start, list]) => [start, new RegExp(`(?:${list.join('|')})(?![a-z0-9_])`, 'y')]),
  )
}
