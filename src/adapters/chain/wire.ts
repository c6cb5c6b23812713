import { getAddress } from 'viem'
import { z } from 'zod'
import type { Address, Hash } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { chainUnavailable } from './chain-fault.ts'
import { type JsonRpc, type RpcCall, resultOf } from './json-rpc.ts'

/** Any bytes as 0x + hex. */
export type Hex = `0x${string}`

const hexPattern = /^0x[0-9a-fA-F]*$/

export const hexSchema = z
  .string()
  .regex(hexPattern)
  .transform((text): Hex => `0x${text.slice(2).toLowerCase()}`)

/** An integer of at most 256 bits. */
export const quantitySchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,64}$/)
  .transform((text) => BigInt(text))

/** A count that must fit a JavaScript integer: chain id, nonce, log index. */
export const countSchema = quantitySchema
  .refine((value) => value <= BigInt(Number.MAX_SAFE_INTEGER), 'too large for a count')
  .transform((value) => Number(value))

const hashSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{64}$/)
  .transform((text): Hash => `0x${text.slice(2).toLowerCase()}`)

const addressSchema = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text): Address => getAddress(text.toLowerCase()))

export const blockSchema = z.object({
  number: quantitySchema,
  hash: hashSchema,
  timestamp: countSchema,
  baseFeePerGas: quantitySchema.optional(),
})

export const logSchema = z.object({
  address: addressSchema,
  topics: z.array(hashSchema).max(4),
  data: hexSchema,
  blockNumber: quantitySchema,
  blockHash: hashSchema,
  transactionHash: hashSchema,
  logIndex: countSchema,
  removed: z.boolean().optional(),
})
export type WireLog = z.infer<typeof logSchema>

export const receiptSchema = z.object({
  transactionHash: hashSchema,
  blockNumber: quantitySchema.nullable(),
  blockHash: hashSchema.nullable(),
  status: z.enum(['0x0', '0x1']),
  gasUsed: quantitySchema,
  effectiveGasPrice: quantitySchema,
  // OP stack chains only: what publishing the transaction on the layer below cost.
  l1Fee: quantitySchema.nullish(),
  logs: z.array(logSchema),
})

/**
 * Reads a node's result against a schema.
 * @param method what was asked   @param schema what it must look like   @param result what came
 * @returns the typed value. Errors: Fault CHAIN_UNAVAILABLE naming the first field that is wrong. Source: STYLE rule 10.
 */
export function readResult<T>(method: string, schema: z.ZodType<T>, result: unknown): Result<T, Fault> {
  const parsed = schema.safeParse(result)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  const where = issue === undefined ? '' : ` at ${issue.path.join('.') || 'the top'}: ${issue.message}`
  return err(chainUnavailable(`${method}: the result makes no sense${where}`))
}

/**
 * One call whose result must match a schema.
 * @param rpc the endpoint   @param schema of the result   @param call method and parameters
 * @returns the typed value. Errors: Fault CHAIN_UNAVAILABLE. Source: STYLE rule 10.
 */
export async function ask<T>(rpc: JsonRpc, schema: z.ZodType<T>, call: RpcCall): Promise<Result<T, Fault>> {
  const said = await rpc.call(call.method, ...call.params)
  return said.ok ? readResult(call.method, schema, said.value) : said
}

/**
 * Two calls in one exchange whose results must match their schemas.
 * @param rpc the endpoint   @param first, second schema and call of each
 * @returns both values. Errors: Fault CHAIN_UNAVAILABLE. Source: STYLE rule 10.
 */
export async function askBoth<A, B>(
  rpc: JsonRpc,
  first: { readonly schema: z.ZodType<A>; readonly call: RpcCall },
  second: { readonly schema: z.ZodType<B>; readonly call: RpcCall },
): Promise<Result<readonly [A, B], Fault>> {
  const answers = await rpc.batch([first.call, second.call])
  if (!answers.ok) return answers
  const a = resultOf(first.call.method, answers.value[0])
  if (!a.ok) return a
  const b = resultOf(second.call.method, answers.value[1])
  if (!b.ok) return b
  const left = readResult(first.call.method, first.schema, a.value)
  if (!left.ok) return left
  const right = readResult(second.call.method, second.schema, b.value)
  return right.ok ? ok([left.value, right.value]) : right
}

/** A block number as JSON-RPC writes it. @param number ≥ 0 @returns 0x + hex without leading zeros. Errors: none. */
export function quantity(number: bigint): Hex {
  return `0x${number.toString(16)}`
}
