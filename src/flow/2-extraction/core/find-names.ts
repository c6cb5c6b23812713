import { legalFormPattern } from './normalise-name.ts'
import type { Span, TextLine } from './text-layout.ts'

/** A cell of a line: columns are told apart by two spaces, a tab or a bar. Offsets are those of the line. */
export type Cell = Span & { readonly text: string; readonly key: string }

/** A name as printed; offsets are those of the text searched. */
export type PrintedName = Span & { readonly value: string; readonly hasLegalForm: boolean }

/** Longest vendor name taken, in characters; longer ones are a paragraph. */
const nameLengthMax = 100

/**
 * The cells of a line, blank ones left out.
 * @param line a line of the page   @returns cells left to right. Errors: none; linear.
 */
export function cellsOf(line: TextLine): readonly Cell[] {
  return [...line.text.matchAll(/[^\s|](?:[^\t|\n \u00a0]|[ \u00a0](?=[^\s|]))*/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    key: line.key.slice(match.index, match.index + match[0].length),
  }))
}

const company = new RegExp(
  String.raw`^((?:[\p{L}\p{N}][\p{L}\p{N}\p{M}&.,'’+/-]{0,40} ){0,7}?[\p{L}\p{N}&][\p{L}\p{N}\p{M}&.'’+/-]{0,40},? ${legalFormPattern}(?: & Co\.? ?KG)?)(?![\p{L}\p{N}])`,
  'u',
)
const connectors: ReadonlySet<string> = new Set(
  'and of the und et y e de la le les des du del von van der den for für & + in'.split(' '),
)

/**
 * A company's name at the start of a text: capitalised words that end in a legal form ("CloudSpace Hosting LLC").
 * @param text folded text   @returns the name, null when none stands there. Errors: none.
 */
export function companyAt(text: string): PrintedName | null {
  const match = company.exec(text.slice(0, nameLengthMax + 60))
  if (match === null) return null
  const value = (match[1] ?? '').replace(/[,;]$/, '')
  const words = value.split(' ')
  if (
    value.length > nameLengthMax ||
    !words.every((word) => /^[^\p{Ll}]|\p{Lu}/u.test(word) || connectors.has(word) || isForm(word))
  )
    return null
  if (words.length < 2 || /^\d+$/.test(words.at(-2) ?? '')) return null
  return { value, start: 0, end: value.length, hasLegalForm: true }
}

const form = new RegExp(`^${legalFormPattern}$`, 'u')

function isForm(word: string): boolean {
  return form.test(word) || word === 's.r.o.' || word === 'z' || word === 'o.o.'
}

const nextLabel =
  /[ ,;.](?:invoice|inv|total|amount|balance|date|due|number|no\.?|nr\.?|rechnung|gesamt|betrag|datum|facture|montant|net a payer|factura|importe|fecha|vat|tax|ust|iban|wallet|bill to|to|from|email|e-mail|phone|tel|address|currency|subtotal|terms|vendor|customer|buyer|kunde|client|cliente)\b[^:,;]{0,24}:/
const stopWord =
  / (?:for|dated|due|fur|pour|por|per|über|uber|vom|amount|over|of (?=\d|[€$£]))(?= |$)|\b(?:invoice|rechnung|facture|factura)\b/

/**
 * A name behind its label ("Vendor: …"): up to an address, a note in brackets, another label or the end of the cell.
 * @param text folded text behind the label   @param key its key   @returns the name, null when it is none (an amount, a date, an address)
 * Errors: none.
 */
export function nameAt(text: string, key: string): PrintedName | null {
  const start = text.length - text.trimStart().length
  const rest = text.slice(start)
  const whole = companyAt(rest)
  if (whole !== null && /^\s*(?:$|[,;.(<|–-]|\p{Ll})/u.test(rest.slice(whole.end))) return moved(whole, start)
  let end = rest.length
  const label = nextLabel.exec(key.slice(start))
  if (label !== null) end = Math.min(end, label.index)
  for (const cut of [
    /\s?[(<[{]/,
    /;\s/,
    / [–-] /,
    /, ?(?=[^,]*\d)/,
    /\s(?=0x[0-9a-f]{6})/i,
    /\.\s(?=\p{Lu})/u,
  ]) {
    const at = cut.exec(rest.slice(0, end))
    if (at !== null && at.index > 0 && !isInitial(rest, at.index)) end = Math.min(end, at.index)
  }
  const value = rest.slice(0, end).replace(/[\s,;:–-]+$/u, '')
  return isName(value) ? { value, start, end: start + value.length, hasLegalForm: false } : null
}

/**
 * A name in a sentence ("from Acme Hosting for 42.00"): capitalised words up to the first that is none.
 * @param text folded text right behind the word "from"   @param key its key   @returns the name or null. Errors: none.
 */
export function nameInSentence(text: string, key: string): PrintedName | null {
  const whole = companyAt(text)
  if (whole !== null) return whole
  const words =
    /^(?:[\p{Lu}\p{N}][\p{L}\p{N}\p{M}&.'’+-]{0,40})(?: (?:(?:&|and|of|the|und|et|de) )?[\p{Lu}][\p{L}\p{N}\p{M}&.'’+-]{0,40}){0,5}/u.exec(
      text,
    )
  if (words === null) return null
  const stop = stopWord.exec(key.slice(0, words[0].length))
  const value = words[0].slice(0, stop?.index ?? words[0].length).replace(/[.,]$/, '')
  if (!isName(value) || calendar.test(key.slice(0, value.length))) return null
  return { value, start: 0, end: value.length, hasLegalForm: false }
}

const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|monday|tuesday|wednesday|thursday|friday|saturday|sunday|q[1-4]|the|this|our|your|my|invoice|account|wallet|page|date|total|january)\b/

function isName(value: string): boolean {
  if (value.length < 2 || value.length > nameLengthMax) return false
  if (!/\p{L}.*\p{L}/u.test(value) || value.split(' ').length > 10) return false
  if (/^(?:0x[0-9a-f]{6}|https?:|www\.|[\w.+-]+@)/i.test(value)) return false
  if (/^[\d.,'\s]+\s?\p{L}{0,4}$/u.test(value)) return false
  return !/^(?:invoice|rechnung|facture|factura|date|total|amount|n\/a|none|see (?:above|below)|address|adresse|the address)\b/i.test(
    value,
  )
}

/** The point of "J. Smith" does not end a sentence. */
function isInitial(text: string, at: number): boolean {
  return text.charAt(at) === '.' && /(?:^|\s)\p{L}{1,2}$/u.test(text.slice(0, at))
}

function moved(name: PrintedName, by: number): PrintedName {
  return { ...name, start: name.start + by, end: name.end + by }
}
