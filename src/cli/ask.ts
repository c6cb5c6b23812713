import type { z } from 'zod'
import { problem } from '#http/wire/shared.ts'
import { CliFailure } from './cli-failure.ts'
import type { Answer, Client, JsonBody, Method } from './ports.ts'

export type Call = { readonly method: Method; readonly path: string; readonly body?: JsonBody }

/** An answer in the shape it must have, and as it came. */
export type Received<T> = { readonly value: T; readonly answer: Answer }

/**
 * Asks the program and reads the answer.
 * @param client the way to it   @param call what is asked   @param shape of the answer on success
 * @returns value and raw answer
 * Errors: throws CliFailure: 1 refused, 2 not available (5xx, redirect, foreign or unknown answer).
 * Source: RFC 9457, CONTRACT.md "HTTP".
 */
export async function ask<T>(client: Client, call: Call, shape: z.ZodType<T>): Promise<Received<T>> {
  const answer = await client.request(call.method, call.path, call.body)
  const body = parse(answer.body)
  if (answer.status < 200 || answer.status > 299) throw refusalOf(answer, body)
  const value = shape.safeParse(body)
  if (!value.success) {
    throw new CliFailure(
      2,
      'the answer is not one that this version knows: use the treasurer of the same version',
    )
  }
  return { value: value.data, answer }
}

function refusalOf(answer: Answer, body: unknown): CliFailure {
  const exitCode = answer.status >= 400 && answer.status < 500 ? 1 : 2
  const told = problem.safeParse(body)
  if (!told.success) {
    const location = answer.headers['location']
    const hint =
      location === undefined ? 'is this a treasurer?' : `it points to ${location}: give the final address`
    return new CliFailure(2, `the server answered ${answer.status} without saying why; ${hint}`)
  }
  const { code, request_id: requestId } = told.data.error
  const again = answer.headers['retry-after']
  const wait = again === undefined || /try again/i.test(told.data.detail) ? '' : ` Try again in ${again} s.`
  const signIn =
    code === 'UNAUTHORIZED' ? ' Give --username and --password, or --token or TREASURER_TOKEN.' : ''
  const line = `${told.data.detail}${wait}${signIn} (${code}, request ${requestId})`
  return new CliFailure(exitCode, line, answer.body)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON: whoever answered is not the program. The status tells more than the text would.
    return null
  }
}
