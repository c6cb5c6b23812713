import { type Command, InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { ask } from './ask.ts'
import type { Session } from './session.ts'
import { type Column, formatTable } from './table.ts'

/** What the server takes for one page. */
const rowsMax = 200

export type PageOptions = { readonly limit: string; readonly cursor?: string }
type Query = { readonly [name: string]: string | undefined }
type Page<Row> = { readonly data: readonly Row[]; readonly next_cursor: string | null }

/** Gives a list its options. @param command a list @returns the same. Errors: none. */
export function addPageOptions(command: Command): Command {
  return command
    .addOption(new Option('--limit <rows>', `rows, 1 to ${rowsMax}`).default('50').argParser(rowsOf))
    .addOption(new Option('--cursor <cursor>', 'go on where the last page ended'))
}

/**
 * One page of a list: a table for people, the body for programs.
 * @param session of the command   @param list where it comes from and how a row looks   @returns exit code 0
 * Errors: throws CliFailure as `ask` does.
 */
export async function showPage<Row>(
  session: Session,
  list: {
    readonly path: string
    readonly query: Query
    readonly shape: z.ZodType<Page<Row>>
    readonly columns: readonly Column[]
    readonly cells: (row: Row) => readonly string[]
    /** Said instead of a table without rows. */
    readonly none: string
  },
): Promise<0> {
  const path = `${list.path}?${queryOf(list.query)}`
  const { value, answer } = await ask(await session.client(), { method: 'GET', path }, list.shape)
  session.tell(answer.body)
  if (value.data.length === 0) session.say(list.none)
  else
    for (const line of formatTable(list.columns, value.data.map(list.cells), session.widthMax))
      session.say(line)
  if (value.next_cursor !== null) session.say(`There are more: --cursor ${value.next_cursor}`)
  return 0
}

function queryOf(query: Query): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, value)
  return given.toString()
}

function rowsOf(text: string): string {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= rowsMax) return text
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${rowsMax}.`)
}
