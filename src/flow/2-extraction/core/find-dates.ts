import type { Span } from './text-layout.ts'

/** A date as printed. `candidates` are YYYY-MM-DD: one, or day-first and month-first when both are possible. */
export type PrintedDate = Span & {
  readonly printed: string
  readonly candidates: readonly string[]
  /** How a date with slashes or hyphens must be ordered, when its own numbers decide it. */
  readonly order: 'dmy' | 'mdy' | 'either' | 'fixed'
}

/**
 * Finds the dates of a line: ISO, 1.12.2026, 01/12/2026, 1 December 2026, Dec 1, 2026, 1. Dezember, 1er décembre, 1 de enero.
 * @param key folded text in lower case without accents   @returns in order, impossible dates left out
 * Errors: none; linear.
 */
export function findDates(key: string): readonly PrintedDate[] {
  if (!/\d/.test(key)) return []
  const found = forms.flatMap(({ pattern, read }, rank) =>
    [...key.matchAll(pattern)].flatMap((match) => {
      const date = read(match)
      return date === null
        ? []
        : [{ start: match.index, end: match.index + match[0].length, printed: match[0], rank, ...date }]
    }),
  )
  // Where two forms overlap, the one that starts earlier is the whole date; at the same place the stricter form.
  const kept: PrintedDate[] = []
  for (const { rank: _, ...date } of found.toSorted((a, b) => a.start - b.start || a.rank - b.rank)) {
    if (date.start >= (kept.at(-1)?.end ?? 0)) kept.push(date)
  }
  return kept
}

type ReadDate = Pick<PrintedDate, 'candidates' | 'order'>
type Form = { readonly pattern: RegExp; readonly read: (match: RegExpExecArray) => ReadDate | null }

const monthWords: ReadonlyMap<string, number> = new Map(
  [
    'january jan januar janner janvier janv enero ene gennaio gen januari',
    'february feb februar febr fevrier fevr fev febrero febbraio februari',
    'march mar marz maerz mrz mars marzo maart mrt',
    'april apr avril avr abril abr aprile',
    'may mai mayo maggio mag mei',
    'june jun juni juin junio giugno giu',
    'july jul juli juillet juil julio luglio lug',
    'august aug aout agosto ago augustus',
    'september sep sept septembre septiembre set settembre',
    'october oct oktober okt octobre octubre ottobre ott',
    'november nov novembre noviembre',
    'december dec dezember dez decembre diciembre dic dicembre',
  ].flatMap((words, index) => words.split(' ').map((word) => [word, index + 1] as const)),
)
const month = `(${[...monthWords.keys()].toSorted((a, b) => b.length - a.length).join('|')})`
const blank = '[ \\t\\u00a0]'

const forms: readonly Form[] = [
  {
    pattern: /(?<![\d./-])(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d/]|[.-]\d)/g,
    read: (m) => fixed(m[1], m[3], m[4]),
  },
  {
    pattern: /(?<![\d.,/-])(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?![\d/]|[.,-]\d)/g,
    read: (m) => fixed(m[3], m[2], m[1]),
  },
  { pattern: /(?<![\d./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)/g, read: readSlashed },
  {
    pattern: new RegExp(
      `(?<![\\d.,/-])(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?(?:${blank}{1,3}(?:of|de|du)\\b)?[ \\t\\u00a0./-]{0,3}${month}\\b\\.?,?(?:${blank}{1,3}(?:de|del)\\b)?[ \\t\\u00a0,./-]{1,3}'?(\\d{4}|\\d{2})(?![\\d]|[.,:]\\d)`,
      'g',
    ),
    read: (m) => fixed(m[3], monthOf(m[2]), m[1]),
  },
  {
    pattern: new RegExp(
      `(?<![a-z])${month}\\.?${blank}{1,3}(\\d{1,2})(?:st|nd|rd|th)?,?${blank}{1,3}(\\d{4})(?![\\d]|[.,:]\\d)`,
      'g',
    ),
    read: (m) => fixed(m[3], monthOf(m[1]), m[2]),
  },
  { pattern: /(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日/g, read: (m) => fixed(m[1], m[2], m[3]) },
]

function monthOf(word: string | undefined): string {
  return String(monthWords.get(word ?? '') ?? 0)
}

function fixed(
  year: string | undefined,
  monthText: string | undefined,
  day: string | undefined,
): ReadDate | null {
  const date = isoDate(year ?? '', monthText ?? '', day ?? '')
  return date === null ? null : { candidates: [date], order: 'fixed' }
}

function readSlashed(match: RegExpExecArray): ReadDate | null {
  const dayFirst = isoDate(match[4] ?? '', match[3] ?? '', match[1] ?? '')
  const monthFirst = isoDate(match[4] ?? '', match[1] ?? '', match[3] ?? '')
  if (dayFirst !== null && monthFirst !== null) {
    if (dayFirst === monthFirst) return { candidates: [dayFirst], order: 'fixed' }
    return { candidates: [dayFirst, monthFirst], order: 'either' }
  }
  if (dayFirst !== null) return { candidates: [dayFirst], order: 'dmy' }
  return monthFirst === null ? null : { candidates: [monthFirst], order: 'mdy' }
}

/** Two-digit years are of this century: nobody is billed for 1999 today. */
function isoDate(yearText: string, monthText: string, dayText: string): string | null {
  const year = yearText.length === 2 ? `20${yearText}` : yearText
  const iso = `${year}-${monthText.padStart(2, '0')}-${dayText.padStart(2, '0')}`
  const moment = Date.parse(`${iso}T00:00:00Z`)
  // Date.parse moves 31 June to 1 July; writing it back shows that.
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(iso) ? iso : null
}
