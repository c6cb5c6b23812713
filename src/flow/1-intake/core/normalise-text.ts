/**
 * The words of a text without its looks, for "same content" comparisons (a near-duplicate in another spacing).
 * The replay of an identical submit does not use this: it compares the exact text.
 * @param text any text   @returns NFKC, case folded, runs of white space and invisible characters as one space
 * Errors: none. Source: EXTRACTION.md, "duplicates with changed spacing".
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
