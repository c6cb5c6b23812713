/**
 * A text with look-alike letters of other scripts as the Latin letters they imitate, for comparing appearances only.
 * @param text any text   @returns NFKC lower case, Cyrillic, Greek, Armenian and Cherokee twins replaced
 * Errors: none. Source: Unicode TR 39, the letters that matter for Latin names.
 */
export function skeletonOf(text: string): string {
  let folded = ''
  for (const character of text.normalize('NFKC')) {
    const lower = character.toLowerCase()
    folded += capitals.get(character) ?? twins.get(lower) ?? lower
  }
  return folded
}

/**
 * Whether one word mixes Latin with letters that imitate Latin ones ("Аcme" with a Cyrillic А).
 * @param text any text   @returns true when a word of three letters or more does
 * Errors: none. Units such as "µm", "kΩ" and single Greek letters of mathematics do not count.
 */
export function hasMixedScripts(text: string): boolean {
  return mixedWords(text).length > 0
}

/** The words that mix scripts, at most ten. @param text any text @returns words as printed. Errors: none. */
export function mixedWords(text: string): readonly string[] {
  const found: string[] = []
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0]
    if (!/\p{Script=Latin}/u.test(word) || !imitating.test(word.replace(scientific, ''))) continue
    found.push(word)
    if (found.length === 10) break
  }
  return found
}

const wordPattern = /[\p{L}\p{M}]{3,80}/gu
const imitating = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u
const scientific = /[µμΩωΔπ\u2126]/gu

/** Greek capitals look like other Latin letters than their small forms do. */
const capitals: ReadonlyMap<string, string> = new Map(
  'Αa Βb Εe Ζz Ηh Ιi Κk Μm Νn Οo Ρp Τt Υy Χx'
    .split(' ')
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const),
)

const twins: ReadonlyMap<string, string> = new Map(
  (
    'аa вb сc ԁd еe ёe ғf һh іi їi јj кk ӏl мm нh оo рp ԛq гr ѕs тt уy ѵv ԝw хx ѡw зз ьb пп ' +
    'αa εe ηn ιi κk νv οo ρp τt υu χx ϲc ϳj ' +
    'ոn սu օo հh ցg յj զq ւi աw ' +
    'ꮯc ꭰd ꭱr ꭲi ꭺa ꮖi ꮮl ꮪs ꮃw ' +
    'ɑa ɡg ɩi ɪi ʏy ʟl ɴn ʀr ꜱs ıi ƖL'
  )
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [from, to] = Array.from(pair)
      return [from ?? '', to ?? ''] as const
    })
    .filter(([from, to]) => /^[a-z]$/.test(to) && from !== to),
)
