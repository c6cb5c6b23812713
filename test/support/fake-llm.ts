import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text as bodyOf } from 'node:stream/consumers'
import { z } from 'zod'

const bodySchema = z.record(z.string(), z.unknown())

/** What the server does with one request. Steps are used in order; the last one repeats. */
export type LlmStep =
  /** A completion whose message is this object as JSON. */
  | { readonly kind: 'answer'; readonly answer: object }
  /** A completion whose message is this text, JSON or not. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal' }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'flood'; readonly bytes: number }
  | { readonly kind: 'drop' }
  /** Accepts the request and never answers. */
  | { readonly kind: 'hang' }

/** One request as it arrived. */
export type LlmRequest = {
  readonly path: string
  readonly authorization: string
  readonly body: Readonly<Record<string, unknown>>
}

/** A local server that speaks OpenAI's chat completions protocol. */
export type FakeLlm = {
  /** With the /v1 the protocol expects. */
  readonly baseUrl: string
  readonly requests: () => readonly LlmRequest[]
  readonly stop: () => Promise<void>
}

/**
 * Starts a fake of the paid API on a free port of 127.0.0.1.
 * @param steps what to do with the first, second … request; at least one   @returns the server
 * Errors: the system's when it cannot listen. Source: SECURITY.md, "fake LLM".
 */
export async function startFakeLlm(steps: readonly LlmStep[]): Promise<FakeLlm> {
  const requests: LlmRequest[] = []
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const step = steps[Math.min(requests.length, steps.length - 1)]
      requests.push({
        path: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: bodySchema.parse(JSON.parse(body)),
      })
      if (step === undefined) throw new Error('a fake LLM needs at least one step')
      act(step, request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the fake LLM has no port')
  return {
    baseUrl: `http://127.0.0.1:${address.port}/v1`,
    requests: () => requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function act(step: LlmStep, request: IncomingMessage, response: ServerResponse): void {
  switch (step.kind) {
    case 'answer':
      completion(response, { content: JSON.stringify(step.answer), refusal: null }, 'stop')
      return
    case 'text':
      completion(response, { content: step.text, refusal: null }, 'stop')
      return
    case 'refusal':
      completion(response, { content: null, refusal: 'I cannot help with that.' }, 'stop')
      return
    case 'status':
      json(
        response,
        step.status,
        { error: { message: `status ${step.status}`, type: 'test', param: null, code: null } },
        step.headers,
      )
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bad gateway</body></html>')
      return
    case 'truncated':
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end('{"id":"chatcmpl-1","object":"chat.comple')
      return
    case 'redirect':
      response.writeHead(307, { location: step.to }).end()
      return
    case 'flood':
      response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(step.bytes)}"`)
      return
    case 'drop':
      request.socket.destroy()
      return
    case 'hang':
      return
  }
}

type Message = { readonly content: string | null; readonly refusal: string | null }

function completion(response: ServerResponse, message: Message, finishReason: string): void {
  json(response, 200, {
    id: 'chatcmpl-test',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o-2024-08-06',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', ...message, annotations: [] },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: { prompt_tokens: 100, completion_tokens: 50, total_tokens: 150 },
    service_tier: 'default',
    system_fingerprint: 'fp_test',
  })
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}
