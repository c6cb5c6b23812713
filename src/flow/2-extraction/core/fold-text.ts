/**
 * A text prepared for reading, with the way back. `text` and `key` have the same length; unit i of both stems
 * from `raw.slice(starts[i], ends[i])`.
 */
export type FoldedText = {
  readonly raw: string
  /** Compatibility forms, digits of every script and odd spaces made plain; invisible characters dropped. */
  readonly text: string
  /** The same in lower case without accents: what labels are matched against. */
  readonly key: string
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

/**
 * Folds a text so that labels and numbers are matched in one form, keeping the offsets of the raw text.
 * @param raw any text   @returns the folded text; line breaks stay, "\r\n" and "\f" become "\n"
 * Errors: none; linear. Source: EXTRACTION.md, "Arabic-Indic digits", "Unicode confusables".
 */
export function foldText(raw: string): FoldedText {
  const text: string[] = []
  const key: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const match of raw.matchAll(cluster)) {
    const start = match.index
    if (plainRun.test(match[0])) {
      text.push(match[0])
      key.push(match[0].toLowerCase())
      for (let at = start; at < start + match[0].length; at += 1) {
        starts.push(at)
        ends.push(at + 1)
      }
      continue
    }
    for (const unit of foldCluster(match[0])) {
      text.push(unit)
      key.push(keyOf(unit))
      starts.push(start)
      ends.push(start + match[0].length)
    }
  }
  return {
    raw,
    text: text.join(''),
    key: key.join(''),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
  }
}

/**
 * The offsets in the raw text of a stretch of the folded text.
 * @param folded from foldText   @param start first unit   @param end after the last unit, > start
 * @returns `[start, end)` in UTF-16 units of the raw text. Errors: none.
 */
export function rawSpan(
  folded: FoldedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  return { start: folded.starts[start] ?? 0, end: folded.ends[end - 1] ?? folded.raw.length }
}

/** A run of ASCII, or one character with its combining marks (at most 8), so that "e" + acute folds to one "é". */
const cluster = /[\x20-\x7e\t\n]+(?!\p{M})|\r\n|[^\p{M}]\p{M}{0,8}|\p{M}/gsu
const plainRun = /^[\x20-\x7e\t\n]+$/
const plain = /^[\x20-\x7e]$/

function foldCluster(raw: string): readonly string[] {
  if (raw === '\r\n' || raw === '\r' || raw === '\f' || raw === '\u2028' || raw === '\u2029') return ['\n']
  const mapped = separators.get(raw)
  if (mapped !== undefined) return [mapped]
  if (/^[\p{Cc}\p{Default_Ignorable_Code_Point}]/u.test(raw)) return []
  if (/^\p{Zs}/u.test(raw)) return [hardSpace]
  if (/^\p{Nd}/u.test(raw)) return [digitOf(raw)]
  if (/^\p{Pd}/u.test(raw)) return ['-']
  // One composed character may fold to several ("㎡", "ﬁ"): each unit points back to the same place.
  return raw
    .normalize('NFKC')
    .split('')
    .map((unit) => separators.get(unit) ?? unit)
}

/** Spaces that hold a number together (no-break, thin, narrow) stay apart from the ordinary one. */
const hardSpace = '\u00a0'

const separators: ReadonlyMap<string, string> = new Map([
  ['\u066b', '.'],
  ['\u066c', "'"],
  ['\u060c', ','],
  ['\u2019', "'"],
  ['\u2018', "'"],
  ['\u02bc', "'"],
  ['\u00b4', "'"],
  ['\u2212', '-'],
  ['\uff0c', ','],
  ['\uff0e', '.'],
  ['\u3000', ' '],
  ['\u00a0', hardSpace],
  ['\u2044', '/'],
  ['\u00ba', 'º'],
  ['\u00aa', 'ª'],
])

/** Decimal digits of every script stand in runs of ten that start at a zero. */
function digitOf(raw: string): string {
  const point = raw.codePointAt(0) ?? 0
  let zero = point
  for (let steps = 0; steps < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1)); steps += 1) zero -= 1
  if (point >= 0x1d7ce && point <= 0x1d7ff) return String((point - 0x1d7ce) % 10)
  return String(point - zero)
}

function keyOf(unit: string): string {
  if (plain.test(unit)) return unit.toLowerCase()
  const bare = unit.normalize('NFD').charAt(0).toLowerCase()
  return bare.length === 1 ? bare : unit
}
