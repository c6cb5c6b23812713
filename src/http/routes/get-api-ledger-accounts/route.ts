import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { presentAmount } from '../../present/present-payment.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { ledgerAccounts } from '../../wire/payments.ts'

/**
 * GET /api/ledger/accounts: the chart of accounts with balances; per asset they sum to zero.
 * Errors: 401, 429, 503. Source: CONTRACT.md, POLICY.md Ledger.
 */
export function getApiLedgerAccounts(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/ledger/accounts',
    config: { access: 'read' },
    schema: { tags: ['ledger'], summary: 'Accounts and balances', response: { 200: ledgerAccounts } },
    handler: async (_request, reply) => {
      const context = contextOf(deps)
      const rows = await deps.treasury.ledger.accounts()
      if (!rows.ok) throw rows.error
      return sendJson(reply, 200, {
        data: rows.value.map((row) => ({
          code: row.code,
          kind: row.kind,
          asset: row.asset,
          balance: presentAmount(row.asset, row.balance, context),
          held: presentAmount(row.asset, row.held, context),
        })),
      })
    },
  })
}
