import { z } from 'zod'

/** One Transfer out of the treasury. */
export type Outgoing = {
  readonly to: string
  readonly amount: bigint
  readonly hash: string
  readonly blockHash: string
  readonly blockNumber: bigint
}

/** Looks at the node past the product: own requests, own decoding. */
export type ChainReader = {
  readonly head: () => Promise<bigint>
  readonly blockHash: (number: bigint) => Promise<string>
  /** Every Transfer of the token out of an address in blocks after `after`, oldest first. */
  readonly outgoing: (after: bigint) => Promise<readonly Outgoing[]>
  readonly balance: () => Promise<bigint>
}

const answerMsMax = 10_000
// Keccak-256 of Transfer(address,address,uint256), written in two halves: it is no key.
const transferTopic = ['0xddf252ad1be2c89b69c2b068fc378daa', '952ba7f163c4a11628f55a4df523b3ef'].join('')
const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform((hex) => BigInt(hex))
const logs = z.array(
  z.object({
    transactionHash: z.string(),
    blockHash: z.string(),
    blockNumber: quantity,
    data: z.string(),
    topics: z.tuple([z.string(), z.string(), z.string()]),
    removed: z.literal(false).optional(),
  }),
)

/**
 * A reader of one token and one holder.
 * @param rpcUrl the node   @param of token and treasury, 0x and 40 digits
 * @returns the reader. Errors: throws when the node does not answer or says something else.
 */
export function createChainReader(
  rpcUrl: string,
  of: { readonly token: string; readonly treasury: string },
): ChainReader {
  const word = (address: string) => address.slice(2).toLowerCase().padStart(64, '0')
  const ask = async <T>(method: string, params: readonly unknown[], shape: z.ZodType<T>): Promise<T> => {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(answerMsMax),
    })
    const said = z
      .object({ result: z.unknown().optional(), error: z.unknown().optional() })
      .parse(await response.json())
    if (said.error !== undefined) throw new Error(`${method}: ${JSON.stringify(said.error)}`)
    return shape.parse(said.result)
  }
  return {
    head: () => ask('eth_blockNumber', [], quantity),
    blockHash: async (number) => {
      const block = await ask(
        'eth_getBlockByNumber',
        [`0x${number.toString(16)}`, false],
        z.object({ hash: z.string() }),
      )
      return block.hash
    },
    outgoing: async (after) => {
      const topics = [transferTopic, `0x${word(of.treasury)}`]
      // A range that begins above the head is an error to the node.
      const fromBlock = `0x${after.toString(16)}`
      const found = await ask('eth_getLogs', [{ address: of.token, fromBlock, topics }], logs)
      const later = found.filter((log) => log.blockNumber > after)
      return later.map((log) => ({
        to: `0x${log.topics[2].slice(26)}`,
        amount: BigInt(log.data),
        hash: log.transactionHash,
        blockHash: log.blockHash,
        blockNumber: log.blockNumber,
      }))
    },
    // 70a08231 is balanceOf(address).
    balance: () =>
      ask('eth_call', [{ to: of.token, data: `0x70a08231${word(of.treasury)}` }, 'latest'], quantity),
  }
}
