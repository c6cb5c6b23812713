/**
 * Finds markup that would run in a browser: script tags, event handlers inside a tag, `javascript:` URLs.
 * Plain tags and words pass ("<b>Total</b>", "JavaScript: the good parts").
 * @param text any text   @returns what it is, in words, or null
 * Errors: none; linear in the length of the text. Source: CONTRACT.md, "Injection rule".
 */
export function findMarkup(text: string): string | null {
  if (scriptTag.test(text)) return 'a script tag'
  if (holdsHandler(text)) return 'an event handler in a tag'
  if (holdsScriptUrl(decodeReferences(text))) return 'a javascript: URL'
  return null
}

const scriptTag = /<\/?script(?:[\s/>]|$)/i
/** Not English: "only =", "once =" and the like are words, `onerror=` is a handler. */
const handler = /(?:[\s/"'])on(?!ly\b|ce\b|line\b|site\b|e\b|going\b|board\b|to\b)[a-z]{3,24}\s{0,9}=/gi

/** Longest tag looked at, in characters: bounds the work per handler, so that a wall of them stays fast. */
const tagLengthMax = 400

/** A handler counts where a tag is open: after `<name` and before the `>` that closes it. */
function holdsHandler(text: string): boolean {
  for (const match of text.matchAll(handler)) {
    if (endsInsideTag(text.slice(Math.max(0, match.index - tagLengthMax), match.index))) return true
  }
  return false
}

/** Walks as a browser does: a `>` inside a quoted attribute value does not close the tag. */
function endsInsideTag(before: string): boolean {
  let state: 'text' | 'tag' | 'value' | '"' | "'" = 'text'
  for (let index = 0; index < before.length; index += 1) {
    const character = before.charAt(index)
    if (state === 'text') {
      if (character === '<' && /[a-z!/?]/i.test(before.charAt(index + 1))) state = 'tag'
    } else if (state === '"' || state === "'") {
      if (character === state) state = 'tag'
    } else if (character === '>') state = 'text'
    else if (character === '=') state = 'value'
    else if (state === 'value' && (character === '"' || character === "'")) state = character
    else if (!/\s/.test(character)) state = 'tag'
  }
  return state !== 'text'
}

const inAttribute =
  /(?:\b(?:href|src|action|formaction|data|srcdoc|background|poster|xlink:href)\s{0,9}=|\burl\s{0,9}\(|\]\s{0,3}\(|<)\s{0,9}["'`]?\s{0,9}(?:javascript|vbscript):/i
const withCode =
  /(?<![\p{L}\p{N}])(?:javascript|vbscript):(?:\/\/|\/\*|[("'`%;]|(?:alert|eval|document|window|location|fetch|prompt|confirm|console|void|function|import|new|top|self|this|parent|atob|settimeout|msgbox)\b)/iu

function holdsScriptUrl(text: string): boolean {
  // Browsers drop tabs and line breaks inside a scheme, so they are dropped before looking.
  const joined = text.replace(/[\t\r\n\u0001-\u001f\u00ad\u200b-\u200d\u2060\ufeff]/g, '')
  return inAttribute.test(joined) || withCode.test(joined) || withCode.test(text)
}

/** Character references a browser would decode before it looks at a URL. Tags are not made of them: `&lt;b&gt;` is text. */
function decodeReferences(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(colon|tab|newline|lpar|rpar));?/gi, decodeOne)
}

function decodeOne(whole: string, decimal?: string, hex?: string, named?: string): string {
  if (named !== undefined) return namedReferences.get(named.toLowerCase()) ?? whole
  const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10)
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
}

const namedReferences: ReadonlyMap<string, string> = new Map([
  ['colon', ':'],
  ['tab', '\t'],
  ['newline', '\n'],
  ['lpar', '('],
  ['rpar', ')'],
])
