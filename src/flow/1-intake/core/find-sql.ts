/**
 * Finds an SQL statement that stands in a text the way an attack writes it: the words alone never count
 * ("Drop table cloth", "Update driver set"), they need SQL punctuation around or inside them.
 * @param text any text   @returns the statement's name, e.g. "DROP TABLE", or null
 * Errors: none; linear in the length of the text. Source: CONTRACT.md, "Injection rule".
 */
export function findSql(text: string): string | null {
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const found: Found = {
        before: text.slice(Math.max(0, match.index - contextMax), match.index),
        words: match[0],
        tail: match.groups?.['tail'] ?? '',
        after: text.slice(match.index + match[0].length, match.index + match[0].length + contextMax),
      }
      if (rule.isStatement(found)) return rule.name
    }
  }
  return null
}

type Found = {
  readonly before: string
  readonly words: string
  readonly tail: string
  readonly after: string
}
type Rule = {
  readonly name: string
  readonly pattern: RegExp
  readonly isStatement: (found: Found) => boolean
}

/** How far around a match punctuation is looked for. Bounds the work per match. */
const contextMax = 160

// A gap is white space or a comment; both are bounded so that a wall of either costs linear time.
const gap = String.raw`(?:\s|\*/|/\*[^*]{0,60}\*/|--[^\n]{0,60}\n){1,40}`
const maybeGap = String.raw`(?:\s|/\*[^*]{0,60}\*/){0,40}`
// A word starts here, or behind MySQL's executable comment `/*!50000`.
const open = String.raw`(?:/\*!\d{0,6}\s?|(?<![\p{L}\p{N}_]))`
const name = '["\'`\\[]?[\\p{L}\\p{N}_$.@#\\-]{1,64}["\'`\\]]?'
const keyword =
  'select|drop|delete|insert|update|exec|execute|create|alter|truncate|shutdown|union|declare|waitfor|commit'

const rules: readonly Rule[] = [
  {
    name: 'DROP',
    pattern: build(
      `${open}drop${gap}(?:table|database|schema)\\b(?:${gap}if${gap}exists\\b)?${gap}${name}(?:${gap}(?:cascade|restrict)\\b)?`,
    ),
    isStatement: (found) =>
      holdsComment(found) || /\sif\s{1,9}exists\s/i.test(found.words) || isFenced(found),
  },
  {
    name: 'DELETE',
    pattern: build(
      `${open}delete${gap}from${gap}${name}(?<tail>${gap}where${gap}[^;\\n]{0,60}?(?:[=<>]|\\blike${gap}['"]|\\bin\\s{0,9}\\(|\\bis\\s{1,9}(?:not\\s{1,9})?null\\b))?`,
    ),
    isStatement: (found) => found.tail !== '' || holdsComment(found) || isFenced(found),
  },
  {
    name: 'UPDATE',
    pattern: build(
      `${open}update${gap}(?:(?:only|low_priority|ignore)${gap})?${name}(?:${gap}(?:as${gap})?[\\p{L}_]{1,20})?${gap}set${gap}${name}${maybeGap}=${maybeGap}(?<tail>n?'[^']{0,60}|"[^"]{0,60}|[^\\s,;'"]{1,60})`,
    ),
    isStatement: isUpdate,
  },
  {
    name: 'INSERT',
    pattern: build(
      `${open}insert${gap}into${gap}${name}(?<tail>${maybeGap}(?:\\([^()]{0,200}\\))?${maybeGap}(?:values${maybeGap}\\(|default${gap}values|select${gap}|set${gap}[\\p{L}_]{1,40}\\s{0,9}=))?`,
    ),
    isStatement: (found) => found.tail.trim() !== '' || holdsComment(found) || isFenced(found),
  },
  {
    name: 'EXEC',
    pattern: build(
      `${open}exec(?:ute)?(?:${maybeGap}\\(${maybeGap}(?<tail>n?['"]|@|(?:xp|sp)_|char\\(|concat\\(|select\\b)|${gap}(?:immediate${gap}['"]|(?:\\[?[\\p{L}_]{1,30}\\]?\\.{1,2}){0,3}(?:xp|sp)_[\\p{L}_]{2,40})|${maybeGap}\\([^()\\n]{1,80}\\))`,
    ),
    isStatement: (found) =>
      found.tail !== '' || /(?:immediate|xp_|sp_)/i.test(found.words) || isFenced(found),
  },
  {
    name: 'UNION SELECT',
    pattern: build(`${open}union(?:${gap}(?:all|distinct))?${gap}select\\b(?<tail>[^;\\n]{0,120})`),
    isStatement: isUnion,
  },
]

function build(source: string): RegExp {
  return new RegExp(source, 'giu')
}

/** A comment between two words of a statement is something no invoice writes. */
function holdsComment(found: Found): boolean {
  return /\/\*|\*\//.test(found.words)
}

/** Punctuation that leaves the value before (quote, bracket, semicolon) and punctuation that ends a statement. */
function isFenced(found: Found): boolean {
  const leaves = leavesValue(found.before)
  if (endsStrongly(found.after)) return true
  return leaves && (isRestEmpty(found.after) || /^\s{0,9}(?:--|\/\*|#)/.test(found.after))
}

function leavesValue(before: string): boolean {
  return /(?:['"`)]|;|\*\/|%27|%3b)\s{0,9}$/i.test(before)
}

const strongEnd = new RegExp(
  String.raw`^\s{0,9}['")\]]{0,3}\s{0,9}(?:;\s{0,9}(?:$|--|/\*|#|['"]|(?:${keyword})\b)|;[ \t]{0,9}\n|(?:--|/\*|#)[ \t+'"]{0,9}(?:$|\n|\*/))`,
  'iu',
)

function endsStrongly(after: string): boolean {
  return strongEnd.test(after)
}

function isRestEmpty(after: string): boolean {
  return after.trim() === ''
}

/** "Update driver set v2 = 45.00 MNEE" is a line of an invoice; an assignment of SQL goes on as SQL. */
function isUpdate(found: Found): boolean {
  if (/^n?['"]/i.test(found.tail) || holdsComment(found)) return true
  if (/^\s{0,9}(?:where\b|,\s{0,9}[\p{L}_]{1,40}\s{0,9}=)/iu.test(found.after)) return true
  if (endsStrongly(found.after)) return true
  const goesToEnd = isRestEmpty(found.after) || /^[ \t]{0,9}\n/.test(found.after)
  const startsLine = /(?:^|\n)[ \t]{0,9}$/.test(found.before)
  const looksLikePrice = /^\d{1,12}[.,]\d{2,}$/.test(found.tail)
  return goesToEnd && !looksLikePrice && (leavesValue(found.before) || startsLine)
}

/** Columns no shop sells (`*`, NULL, @@version, a call, a literal), or plain ones behind a closing quote. */
function isUnion(found: Found): boolean {
  const columns =
    /^\s{1,40}(.{0,80}?)(?:\s{1,9}from\s{1,9}[\p{L}_"'`[][\p{L}\p{N}_.$"'`\]]{0,60}(.{0,60})|\s{0,9}(?:--|#|\/\*).{0,40}|\s{0,9}\)?\s{0,9})$/iu.exec(
      found.tail,
    )
  if (holdsComment(found)) return true
  if (/^\s{1,40}(?:\*|@@|null\b|[a-z_]{2,20}\(|['"]|0x[0-9a-f])/iu.test(found.tail)) return true
  if (columns === null) return false
  const list = columns[1] ?? ''
  const rest = columns[2] ?? null
  const leaves = leavesValue(found.before) || /(?:^|[=(\n])\s{0,9}-?\d{1,12}\s{1,9}$/.test(found.before)
  const restIsSql = rest === null || /^\s{0,9}(?:$|--|#|\/\*|where\b|limit\b|order\s|\)|['"])/iu.test(rest)
  if (/^\d{1,6}(?:\s{0,3},\s{0,3}\d{1,6}){0,30}$/.test(list)) return true
  const isComment = /(?:--|#)[\s+'"]{0,9}$/.test(found.tail)
  const ends = endsStrongly(found.after) && found.after.trimStart().startsWith(';')
  return (rest !== null || isComment) && restIsSql && (leaves || isComment || ends)
}
