import { formatMinor, minor } from '#kernel/money.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import { contextOf } from '../../route-page.ts'
import { sendJson } from '../../send-json.ts'
import { wallet } from '../../wire/treasury.ts'

/** The coin of every EVM chain has 18 decimals. */
const coinDecimals = 18

/**
 * GET /api/wallet: the treasury's address and what the chain says it holds.
 * Errors: 401, 429, 503 (chain away). Source: CONTRACT.md.
 */
export function getApiWallet(server: HttpServer, deps: RouteDeps): void {
  server.route({
    method: 'GET',
    url: '/api/wallet',
    config: { access: 'read' },
    schema: { tags: ['treasury'], summary: 'The treasury wallet on the chain', response: { 200: wallet } },
    handler: async (_request, reply) => {
      const { symbol, decimals } = contextOf(deps)
      const facts = await deps.treasury.wallet()
      if (!facts.ok) throw facts.error
      const { address, chainId, tokenAddress, balance, gasWei, blockNumber } = facts.value
      return sendJson(reply, 200, {
        address,
        chain_id: chainId,
        token: { address: tokenAddress, symbol, decimals },
        balance: formatMinor(minor('MNEE', balance), decimals),
        gas_balance: formatMinor(minor('GAS', gasWei), coinDecimals),
        block_number: blockNumber.toString(),
      })
    },
  })
}
