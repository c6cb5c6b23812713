import { en } from './en.ts'

/** The messages of the language in use. English is the only one so far; a second has to have the same shape. */
export const t = en
