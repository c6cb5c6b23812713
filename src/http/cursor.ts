import { err, ok, type Result } from '#kernel/result.ts'

/** What the rows of a list are told apart by: ids, or numbers that fit the database's bigint. */
const patterns = {
  id: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  number: /^\d{1,18}$/,
} as const
export type CursorKind = keyof typeof patterns

/**
 * Where the next page begins.
 * @param lastId id of the last row of this page   @returns an opaque text for `cursor`
 * Errors: none. Source: CONTRACT.md, cursor paging.
 */
function cursorAfter(lastId: string): string {
  return Buffer.from(lastId, 'utf8').toString('base64url')
}

/**
 * Reads a cursor that this server gave out.
 * @param cursor from the query, undefined for the first page   @param kind what the list's rows are told apart by
 * @returns the id of the last row seen, or null
 * Errors: bad_cursor for anything else, also for a cursor of another kind of list.
 */
export function readCursor(
  cursor: string | undefined,
  kind: CursorKind,
): Result<string | null, 'bad_cursor'> {
  if (cursor === undefined) return ok(null)
  const id = Buffer.from(cursor, 'base64url').toString('utf8')
  return patterns[kind].test(id) && cursorAfter(id) === cursor ? ok(id) : err('bad_cursor')
}

/**
 * One page of a list: asks for one row more than wanted to know whether there is another page.
 * @param rows at most limit + 1   @param limit page size   @returns the page's rows and the next cursor or null
 * Errors: none.
 */
export function pageOf<T extends { readonly id: string | bigint }>(
  rows: readonly T[],
  limit: number,
): { readonly rows: readonly T[]; readonly next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last !== undefined ? cursorAfter(String(last.id)) : null }
}
