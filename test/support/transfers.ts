import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { JsonRpc } from '#adapters/chain/json-rpc.ts'

/** One Transfer event, read from the node by a reader outside the product. Minor units. */
export type ChainTransfer = { readonly hash: string; readonly amount: bigint; readonly from: string }

// Keccak-256 of Transfer(address,address,uint256), written in two halves: it is no key.
const transferTopic = ['0xddf252ad1be2c89b69c2b068fc378daa', '952ba7f163c4a11628f55a4df523b3ef'].join('')
const logSchema = z.array(
  z.object({
    transactionHash: z.string(),
    data: z.string(),
    topics: z.tuple([z.string(), z.string(), z.string()]),
  }),
)

/**
 * Every Transfer of a token between two addresses since the first block, oldest first.
 * @param rpc the node   @param of token, sender, receiver   @returns the events. Errors: throws the node's.
 */
export async function readTransfers(
  rpc: JsonRpc,
  of: { readonly token: string; readonly from: string; readonly to: string },
): Promise<readonly ChainTransfer[]> {
  const topic = (address: string) => `0x${address.slice(2).toLowerCase().padStart(64, '0')}`
  const topics = [transferTopic, topic(of.from), topic(of.to)]
  const said = await rpc.call('eth_getLogs', { address: of.token, fromBlock: '0x0', topics })
  if (!said.ok) throw said.error
  return logSchema.parse(said.value).map((log) => ({
    hash: log.transactionHash,
    amount: BigInt(log.data),
    from: `0x${log.topics[1].slice(26)}`,
  }))
}

/** A JSON file in the shape of its schema. Errors: throws when it is absent or of another shape. */
export async function readJsonFile<T>(path: string, shape: z.ZodType<T>): Promise<T> {
  return shape.parse(JSON.parse(await readFile(path, 'utf8')))
}
