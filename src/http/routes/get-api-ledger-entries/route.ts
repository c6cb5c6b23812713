import { z } from 'zod'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentPosting } from '../../present/present-payment.ts'
import { sendPage } from '../../route-page.ts'
import { ledgerEntries } from '../../wire/payments.ts'
import { pageQuery } from '../../wire/shared.ts'

const query = pageQuery.extend({ account: z.string().min(1).max(120).optional() })

/**
 * GET /api/ledger/entries: postings, newest first.
 * Errors: 400, 401, 429, 503. Source: CONTRACT.md, POLICY.md Ledger.
 */
export function getApiLedgerEntries(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/ledger/entries',
    config: { access: 'read' },
    schema: { tags: ['ledger'], summary: 'Postings', querystring: query, response: { 200: ledgerEntries } },
    handler: async (request, reply) =>
      sendPage({ deps, request, reply }, request.query, {
        load: async (page) => {
          const before = page.before === null ? null : BigInt(page.before)
          const rows = await deps.treasury.ledger.entries({
            ...page,
            before,
            account: request.query.account ?? null,
          })
          return rows.ok ? { ok: true, value: rows.value.map((row) => ({ row, id: row.seq })) } : rows
        },
        present: ({ row }, context) => presentPosting(row, context),
        cursor: 'number',
      }),
  })
}
