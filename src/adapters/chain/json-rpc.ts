import { BaseError, HttpRequestError, RpcRequestError, TimeoutError } from 'viem'
import { getHttpRpcClient } from 'viem/utils'
import { z } from 'zod'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { chainUnavailable } from './chain-fault.ts'

/** One JSON-RPC call. */
export type RpcCall = { readonly method: string; readonly params: readonly unknown[] }

/** What the node said to one call: a result of unknown shape, or its own error. */
export type RpcAnswer =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly code: number; readonly message: string; readonly data: unknown }

/** A JSON-RPC endpoint. Nothing is ever retried here: the caller knows what a retry means. */
export type JsonRpc = {
  /** One HTTP request with all calls, answers in the order asked. Fault when the exchange itself failed. */
  readonly batch: (calls: readonly RpcCall[]) => Promise<Result<readonly RpcAnswer[], Fault>>
  /** One call. Fault when the exchange failed or the node answered with an error. */
  readonly call: (method: string, ...params: readonly unknown[]) => Promise<Result<unknown, Fault>>
}

/** Public endpoints refuse larger batches; PAYMENTS measured 50 to 100. */
export const batchCallsMax = 100

// A receipt with logs is about 2 KB and a full log answer 10,000 entries; a lying node must not fill our memory.
const bodyBytesMaxDefault = 16 * 1_024 * 1_024

const answerSchema = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string(), data: z.unknown().optional() }).optional(),
})

/**
 * Opens a JSON-RPC endpoint over HTTP. Nothing is sent yet.
 * @param options url; `timeoutMs` for a whole exchange; `bodyBytesMax` for one answer
 * @returns the endpoint. Errors: Fault CHAIN_UNAVAILABLE from its calls. Source: JSON-RPC 2.0.
 */
export function openJsonRpc(options: {
  readonly url: string
  readonly timeoutMs: number
  readonly bodyBytesMax?: number
}): JsonRpc {
  const client = getHttpRpcClient(options.url, {
    timeout: options.timeoutMs,
    maxResponseBodySize: options.bodyBytesMax ?? bodyBytesMaxDefault,
  })
  const batch: JsonRpc['batch'] = async (calls) => {
    if (calls.length === 0) return ok([])
    const body = calls.map((call, index) => ({ ...call, id: index + 1 }))
    try {
      // A single call goes out bare: some endpoints do not know batches.
      const [first] = body
      const said: unknown =
        body.length === 1 && first !== undefined
          ? [await client.request({ body: first })]
          : await client.request({ body })
      return answersOf(calls, said)
    } catch (error) {
      return fromThrown(calls, error)
    }
  }
  return {
    batch,
    call: async (method, ...params) => {
      const answers = await batch([{ method, params }])
      if (!answers.ok) return answers
      return resultOf(method, answers.value[0])
    },
  }
}

/**
 * Takes the result out of an answer.
 * @param method what was asked, for the log   @param answer what came back
 * @returns the result of unknown shape. Errors: Fault CHAIN_UNAVAILABLE with the node's words. Source: JSON-RPC 2.0.
 */
export function resultOf(method: string, answer: RpcAnswer | undefined): Result<unknown, Fault> {
  if (answer === undefined) return err(chainUnavailable(`${method}: no answer`))
  if (answer.kind === 'result') return ok(answer.result)
  return err(chainUnavailable(`${method}: the node said ${answer.code} ${answer.message.slice(0, 300)}`))
}

/** Answers are matched by their id alone: a node may answer in any order, and may lie about the number. */
function answersOf(calls: readonly RpcCall[], said: unknown): Result<readonly RpcAnswer[], Fault> {
  const parsed = z.array(answerSchema).safeParse(said)
  if (!parsed.success) return err(chainUnavailable(`${names(calls)}: the answer is not JSON-RPC`))
  const byId = new Map(parsed.data.map((answer) => [answer.id, answer]))
  const answers: RpcAnswer[] = []
  for (const index of calls.keys()) {
    const answer = byId.get(index + 1)
    if (answer === undefined || byId.size !== calls.length || parsed.data.length !== calls.length) {
      return err(chainUnavailable(`${names(calls)}: the answers do not match the calls`))
    }
    answers.push(
      answer.error === undefined
        ? { kind: 'result', result: answer.result }
        : { kind: 'error', code: answer.error.code, message: answer.error.message, data: answer.error.data },
    )
  }
  return ok(answers)
}

/** Some gateways send a call's own error with a 4xx status: that is still the node's answer to the one call. */
function fromThrown(calls: readonly RpcCall[], error: unknown): Result<readonly RpcAnswer[], Fault> {
  const isAnswer = error instanceof RpcRequestError && calls.length === 1 && isOwnError(error.status)
  if (isAnswer) return ok([{ kind: 'error', code: error.code, message: error.details, data: error.data }])
  return err(chainUnavailable(`${names(calls)}: ${wordsOf(error)}`))
}

function isOwnError(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429
}

/** Never the error's full message: it holds the address of the endpoint and the whole request. */
function wordsOf(error: unknown): string {
  if (error instanceof TimeoutError) return 'timed out'
  if (error instanceof HttpRequestError && error.status !== undefined) return `HTTP status ${error.status}`
  if (error instanceof RpcRequestError && error.status !== undefined) return `HTTP status ${error.status}`
  if (error instanceof BaseError) return (error.details || error.shortMessage).slice(0, 200)
  return error instanceof Error ? error.name : 'unknown error'
}

function names(calls: readonly RpcCall[]): string {
  const [first] = calls
  return calls.length === 1
    ? (first?.method ?? 'nothing')
    : `${first?.method ?? 'nothing'} and ${calls.length - 1} more`
}
