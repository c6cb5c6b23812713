import { v7 } from 'uuid'
import type { Id, IdSource } from '#kernel/ids.ts'

/** UUID version 7 (RFC 9562): newer ids sort later, so that indexes grow at one end. Errors: none. */
export const uuidV7: IdSource = { next: <K extends string>() => v7() as Id<K> }
