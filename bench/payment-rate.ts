import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { z } from 'zod'
import { testChain } from '#test/support/chain.ts'
import { startRpcProxy } from '#test/support/rpc-proxy.ts'
import { invoiceSource } from './invoices.ts'
import { runLoad } from './load.ts'
import { untilSettled } from './measure.ts'
import { statusText } from './results.ts'
import { startWorld, type World } from './world.ts'

/** Payments from their request to three confirmations on a local chain, with every call to the node counted. */
export type PaymentRate = {
  /** Answers within the time of the load; those under way at its end become payments, too. */
  readonly answered: number
  readonly final: number
  readonly answeredPerSecond: number
  readonly finalPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly errors: number
  readonly statuses: string
  readonly rpcRequestsPerPayment: number
  readonly rpcCallsPerPayment: number
  readonly callsByMethod: Readonly<Record<string, number>>
}

const connections = 32
const blockMs = 100
const balanceTokens = 1_000_000_000n
const finalRow = z.object({ count: z.int(), seconds: z.number().nullable() })

/**
 * Measures payments in a world of its own: a chain with a counting proxy before it, a server that knows only the proxy.
 * @param root the checkout   @param seconds of load   @returns rates over the time from the first to the last final payment
 * Errors: throws when anything does not start or payments do not become final in time. Source: issue 2, item 10.
 */
export async function measurePaymentRate(root: string, seconds: number): Promise<PaymentRate> {
  const key = generatePrivateKey()
  const chain = await testChain({
    treasury: privateKeyToAddress(key),
    balance: balanceTokens,
    blockTimeMs: blockMs,
    gasWei: 10n ** 24n,
  })
  try {
    const proxy = await startRpcProxy(chain.url)
    try {
      const env = {
        RPC_URL: proxy.url,
        CHAIN_ID: String(chain.local.chainId),
        MNEE_TOKEN_ADDRESS: chain.token,
        WALLET_PRIVATE_KEY: key,
        CONFIRMATIONS: '3',
      }
      const world = await startWorld({ root, env, nodeArgs: [] })
      try {
        return await measureIn(world, seconds, proxy.seen)
      } finally {
        await world.stop()
      }
    } finally {
      await proxy.stop()
    }
  } finally {
    await chain.stop()
  }
}

async function measureIn(
  world: World,
  seconds: number,
  seen: () => readonly (readonly string[])[],
): Promise<PaymentRate> {
  const next = invoiceSource('pay')
  const before = seen().length
  const load = await runLoad(
    {
      url: world.server.url,
      connections,
      seconds,
      traffic: {
        method: 'POST',
        path: '/api/process-invoice',
        headers: { authorization: world.authorization, 'content-type': 'application/json' },
        body: () => JSON.stringify({ raw_text: next() }),
        statuses: [200, 202],
      },
    },
    null,
  )
  await untilSettled(world.db)
  const requests = seen().slice(before)
  const rows = await world.db.query(
    'bench_final_payments',
    `select count(*)::int as count, extract(epoch from max(updated_at) - min(updated_at))::float8 as seconds
     from payments where state = 'final'`,
  )
  const final = finalRow.parse(rows[0])
  const calls = requests.flat()
  const methods = Map.groupBy(calls, (method) => method)
  return {
    answered: load.requests,
    final: final.count,
    answeredPerSecond: load.perSecond,
    finalPerSecond: final.seconds === null || final.seconds === 0 ? 0 : final.count / final.seconds,
    p50Ms: load.p50Ms,
    p99Ms: load.p99Ms,
    errors: load.errors + Math.max(0, load.requests - final.count),
    statuses: statusText(load.statuses),
    rpcRequestsPerPayment: requests.length / Math.max(1, final.count),
    rpcCallsPerPayment: calls.length / Math.max(1, final.count),
    callsByMethod: Object.fromEntries([...methods].map(([method, all]) => [method, all.length])),
  }
}
