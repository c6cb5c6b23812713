/** A mail as written: plain text, the subject one line. */
export type Notice = { readonly subject: string; readonly text: string }

/** Longer subjects are cut by mail programs anyway, and the amount stands in front. */
export const subjectCharsMax = 150
const valueCharsMax = 1_000
/** Control and format characters (CR, LF, NUL, right-to-left marks), line and paragraph separators. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/**
 * Makes text from outside harmless in a header or a line of its own: nothing in it can begin another header or line, or
 * turn what follows around.
 * @param text any text   @param charsMax code points kept, the rest becomes an ellipsis
 * @returns one line, white space single and trimmed
 * Errors: none (total). Source: SECURITY.md, Input: mail-header injection.
 */
export function oneLine(text: string, charsMax: number): string {
  // Two units a character and as many again for white space that goes away: longer text is cut before the work.
  const flat = text
    .slice(0, charsMax * 4)
    .toWellFormed()
    .replace(unprintable, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const chars = Array.from(flat)
  return chars.length <= charsMax ? chars.join('') : `${chars.slice(0, charsMax - 1).join('')}…`
}

/**
 * Puts a mail together: what happened to the money, the facts, what comes next.
 * @param parts subject and values in any text; a fact whose value is null is left out   @returns the mail
 * Errors: none (total). Source: WEB.md, "Every sentence says what happened to the money and what comes next".
 */
export function writeNotice(parts: {
  readonly subject: string
  readonly happened: string
  readonly facts: readonly (readonly [label: string, value: string | null])[]
  readonly next: string
}): Notice {
  const facts = parts.facts.flatMap(([label, value]) =>
    value === null ? [] : [`${label}: ${oneLine(value, valueCharsMax)}`],
  )
  return {
    subject: oneLine(parts.subject, subjectCharsMax),
    text: [
      parts.happened,
      '',
      ...facts,
      ...(facts.length === 0 ? [] : ['']),
      `What comes next: ${parts.next}`,
      '',
    ].join('\n'),
  }
}
