import { hasMixedScripts, skeletonOf } from './confusables.ts'

/** A vendor's name in the forms it is compared in. */
export type NameKey = {
  /** Case, punctuation and spelling of the legal form made equal: "acme hosting llc". What equality means. */
  readonly full: string
  /** Without the legal form: "acme hosting". For "looks like", never for "is". */
  readonly base: string
  /** Canonical legal form, e.g. "gmbh", null when none is printed. */
  readonly legalForm: string | null
  /** `base` with look-alike letters of other scripts as Latin ones: equal skeletons of different names are a warning. */
  readonly skeleton: string
  /** Letters of two scripts in one word, or a whole name of letters that only look Latin. */
  readonly confusable: boolean
}

/**
 * Brings a vendor name to its comparable forms. Look-alike letters are reported, never silently made equal.
 * @param name as printed   @returns the keys; empty strings for a name without letters and digits
 * Errors: none. Source: EXTRACTION.md, "Unicode confusables, legal-form suffixes, mixed scripts".
 */
export function normaliseName(name: string): NameKey {
  const words = wordsOf(name)
  const { base, legalForm } = splitLegalForm(words)
  const skeleton = splitLegalForm(wordsOf(skeletonOf(name))).base
  const full = legalForm === null ? base : `${base} ${legalForm}`
  return { full, base, legalForm, skeleton, confusable: hasMixedScripts(name) || isDisguised(base, skeleton) }
}

/** Names longer than this are cut: no register holds one, and the work stays bounded. */
const nameLengthMax = 400

function wordsOf(name: string): string {
  return name
    .slice(0, nameLengthMax)
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/&|\+/g, ' and ')
    .replace(/(?<=(?:^|[^\p{L}])\p{L})\.(?=\s?\p{L}(?!\p{L}))/gu, '')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .trim()
}

/** Letters that end a company's name, in the spelling printed: used to see where a name ends. */
export const legalFormPattern = String.raw`(?:GmbH ?& ?Co\.? ?(?:KGaA|KG|OHG)|UG \(haftungsbeschr[aä]nkt\)|GmbH|GMBH|Gmbh|gmbh|mbH|KGaA|AG|KG|OHG|UG|GbR|SE|e\. ?K\.|e\.V\.|LLC|L\.L\.C\.|Llc|llc|Pty\.? Ltd\.?|Co\.,? Ltd\.?|Ltd\.?|LTD\.?|ltd\.?|Limited|LIMITED|Inc\.?|INC\.?|inc\.?|Incorporated|Corp\.?|CORP\.?|Corporation|PLC|Plc|plc|LLP|S\.? ?[àÀaA]\.? ?[rR]\.[lL]\.|SARL|SÀRL|Sàrl|Sarl|SASU|SAS|EURL|S\.A\.S\.|S\.A\.|SA|S\.L\.U\.|S\.L\.|SLU|SL|S\.r\.l\.|Srl|SRL|SpA|S\.p\.A\.|B\.V\.|BV|N\.V\.|NV|Oy|OY|AB|AS|ApS|A\/S|Kft\.?|s\.r\.o\.|Sp\. z o\.o\.|d\.o\.o\.|Lda\.?|Ltda\.?)`

/** Spellings of legal forms after folding → the one form they are compared in. Longest first. */
const legalForms: readonly (readonly [string, string])[] = (
  [
    ['gmbh and co kgaa', 'gmbh co kgaa'],
    ['gmbh and co kg', 'gmbh co kg'],
    ['gmbh and co ohg', 'gmbh co ohg'],
    ['ug haftungsbeschrankt', 'ug'],
    ['gesellschaft mit beschrankter haftung', 'gmbh'],
    ['limited liability company', 'llc'],
    ['public limited company', 'plc'],
    ['aktiengesellschaft', 'ag'],
    ['pty limited', 'pty ltd'],
    ['pty ltd', 'pty ltd'],
    ['co limited', 'ltd'],
    ['co ltd', 'ltd'],
    ['sp z oo', 'sp z oo'],
    ['sp z o o', 'sp z oo'],
    ['limited', 'ltd'],
    ['incorporated', 'inc'],
    ['corporation', 'corp'],
    ...'gmbh mbh kgaa ag kg ohg ug gbr se ek ev llc ltd inc corp plc llp lp sarl sasu sas eurl sa slu sl srl spa bv nv oy ab as aps a/s kft sro doo lda ltda'
      .split(' ')
      .map((form) => [form, form] as const),
  ] as const
).toSorted((a, b) => b[0].length - a[0].length)

function splitLegalForm(words: string): { readonly base: string; readonly legalForm: string | null } {
  const found = legalForms.find(([spelling]) => words.endsWith(` ${spelling}`))
  if (found === undefined) return { base: words, legalForm: null }
  return { base: words.slice(0, words.length - found[0].length - 1), legalForm: found[1] }
}

/** No Latin letter in the name, yet every letter has a Latin twin: written to look like another name. */
function isDisguised(base: string, skeleton: string): boolean {
  const letters = base.replace(/[^\p{L}]/gu, '')
  return letters.length >= 2 && !/\p{Script=Latin}/u.test(letters) && /^[a-z0-9 /]+$/.test(skeleton)
}
