import { mixedWords } from './confusables.ts'
import type { ReadFlag } from './invoice.ts'

/**
 * Notices characters that a person does not see, and words that mix scripts to look like others.
 * @param raw any text   @returns flags hidden_characters and mixed_scripts where they apply
 * Errors: none; linear. Joiners inside scripts that need them, emoji, a leading byte order mark, soft hyphens and
 * direction marks beside right-to-left letters are ordinary writing. Source: EXTRACTION.md, "Hostile documents".
 */
export function detectHidden(raw: string): readonly ReadFlag[] {
  const flags: ReadFlag[] = []
  const hidden = firstHidden(raw)
  if (hidden !== null) {
    const point = (hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    flags.push({
      code: 'hidden_characters',
      detail: `The text contains characters nobody sees (U+${point}).`,
    })
  }
  const [word] = mixedWords(raw)
  if (word !== undefined) {
    flags.push({ code: 'mixed_scripts', detail: `The word "${word}" mixes letters of different scripts.` })
  }
  return flags
}

const suspicious =
  /\u034f|[\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u180e\u115f\u1160\u3164\uffa0\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u{e0000}-\u{e0fff}]/gu
const directionMarks = /^[\u200e\u200f\u061c\u202a\u202b\u202c\u2066-\u2069]$/
const overrides = /^[\u202d\u202e]$/
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u
const joined =
  /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Telugu}\p{Script=Kannada}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\ufe0f/u

function firstHidden(raw: string): string | null {
  const hasRightToLeft = rightToLeft.test(raw)
  for (const match of raw.matchAll(suspicious)) {
    const character = match[0]
    if (character === '\ufeff' && match.index === 0) continue
    if (character === '\u2028' || character === '\u2029') continue
    if (directionMarks.test(character) && !overrides.test(character) && hasRightToLeft) continue
    if (
      (character === '\u200c' || character === '\u200d') &&
      joined.test(raw.slice(Math.max(0, match.index - 2), match.index))
    )
      continue
    return character
  }
  return null
}
