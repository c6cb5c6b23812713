import type { z } from 'zod'
import { userPage } from '#http/wire/identity.ts'
import { ask } from './ask.ts'
import { CliFailure } from './cli-failure.ts'
import type { Client } from './ports.ts'

type User = z.infer<typeof userPage>['data'][number]

/** 200 rows a page: 10,000 users. An installation with more has other tools. */
const pagesMax = 50

/**
 * Finds a user by name; names are unique without case.
 * @param client the way to the server   @param name as typed   @returns the user
 * Errors: throws CliFailure 1 when there is none, else as `ask` does. Source: CONTRACT.md "GET/PATCH /users".
 */
export async function findUser(client: Client, name: string): Promise<User> {
  const wanted = name.toLowerCase()
  let cursor: string | null = null
  for (let page = 0; page < pagesMax; page += 1) {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { value } = await ask(client, { method: 'GET', path: `/users?limit=200${query}` }, userPage)
    const found = value.data.find(({ username }) => username.toLowerCase() === wanted)
    if (found !== undefined) return found
    if (value.next_cursor === null) throw new CliFailure(1, `there is no user "${name}"`)
    cursor = value.next_cursor
  }
  throw new CliFailure(1, `"${name}" is not among the first ${pagesMax * 200} users`)
}
