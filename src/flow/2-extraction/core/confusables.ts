/**
 * A text with look-alike letters of other scripts as the Latin letters they imitate, for comparing appearances only.
 * @param text any text   @returns NFKC lower case, Cyrillic, Greek, Armenian and Cherokee twins replaced
 * Errors: none. Source: Unicode TR 39, the letters that matter for Latin names.
 */
export function skeletonOf(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase()
  let folded = ''
  for (const character of plain) folded += twins.get(character) ?? character
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

const twins: ReadonlyMap<string, string> = new Map(
  (
    'аa вb сc ԁd еe ёe ғf һh іi їi јj кk ӏl мm нh оo рp ԛq гr ѕs тt уy ѵv ԝw хx ѡw зз ьb пп ' +
    'αa βb γy δd εe ζz ηn ιi κk λl μu νv οo ρp σo τt υu χx ωw ϲc ϳj ' +
    'ոn սu օo հh ցg յj զq ւi աw ' +
    'ꮯc ꭰd ꭱr ꭲi ꭺa ꮖi ꮮl ꮪs ꮃw ' +
    'ɑa ɡg ɩi ɪi ʏy ʟl ɴn ʀr ꜱs ıi ƖL'
  )
    .split(' ')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [from, to] = [...pair]
      return [from ?? '', to ?? ''] as const
    })
    .filter(([from, to]) => /^[a-z]$/.test(to) && from !== to),
)
