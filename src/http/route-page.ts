import type { FastifyReply, FastifyRequest } from 'fastify'
import { chainUnknown } from '#flow/token-unknown.ts'
import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'
import { type CursorKind, pageOf, readCursor } from './cursor.ts'
import type { RouteDeps } from './deps.ts'
import type { PresentContext } from './present/present-payment.ts'
import { sendJson } from './send-json.ts'

type Row = { readonly id: string | bigint }

/**
 * Answers one page of a list: reads the cursor, asks for one row more, presents, sends.
 * @param route deps, request and reply   @param query limit and cursor   @param list how to load and present rows
 * Errors: problem VALIDATION_ERROR for a foreign cursor; thrown Fault. Source: CONTRACT.md, cursor paging.
 */
export async function sendPage<R extends Row>(
  route: { readonly deps: RouteDeps; readonly request: FastifyRequest; readonly reply: FastifyReply },
  query: { readonly limit: number; readonly cursor?: string | undefined },
  list: {
    readonly load: (page: {
      readonly limit: number
      readonly before: string | null
    }) => Promise<Result<readonly R[], Fault>>
    readonly present: (row: R, context: PresentContext) => object
    /** Ids when not given. */
    readonly cursor?: CursorKind
  },
): Promise<void> {
  const { deps, request, reply } = route
  const cursor = readCursor(query.cursor, list.cursor ?? 'id')
  if (!cursor.ok) {
    const detail = 'cursor: is not one that this server gave out'
    deps.problems.send(request, reply, { code: 'VALIDATION_ERROR', detail })
    return
  }
  const context = deps.treasury.context()
  if (context === null) throw chainUnknown()
  const rows = await list.load({ limit: query.limit + 1, before: cursor.value })
  if (!rows.ok) throw rows.error
  const page = pageOf(rows.value, query.limit)
  return sendJson(reply, 200, {
    data: page.rows.map((row) => list.present(row, context)),
    next_cursor: page.next,
  })
}

/** The context, or the Fault that says why there is none yet. Errors: Fault CHAIN_UNAVAILABLE. */
export function contextOf(deps: RouteDeps): PresentContext {
  const context = deps.treasury.context()
  if (context === null) throw chainUnknown()
  return context
}
