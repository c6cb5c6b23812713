import { z } from 'zod'
import type { User } from '#identity/core/principal.ts'
import { roles } from '#identity/core/roles.ts'
import { type Id, parseId } from '#kernel/ids.ts'
import { invariant } from '#kernel/invariant.ts'

const userRow = z.object({
  id: z.string(),
  username: z.string(),
  role: z.enum(roles),
  active: z.boolean(),
  session_version: z.int(),
})

/** The columns `userOf` reads, for every select of this room. */
export const userColumns = 'id, username, role, active, session_version'

/**
 * Reads a row of users.
 * @param row with the columns of userColumns   @returns the user
 * Errors: ZodError when the table is not as migrated. Source: migration 0001.
 */
export function userOf(row: unknown): User {
  const read = userRow.parse(row)
  return {
    id: idOf<'user'>(read.id),
    username: read.username,
    role: read.role,
    active: read.active,
    sessionVersion: read.session_version,
  }
}

/**
 * Reads a uuid column.
 * @param value as the driver gives it   @returns the id
 * Errors: InvariantError when it is no uuid. Source: migration 0001.
 */
export function idOf<K extends string>(value: string): Id<K> {
  const id = parseId<K>(value)
  invariant(id.ok, 'a uuid column holds a uuid')
  return id.value
}
