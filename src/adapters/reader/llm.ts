import { createOpenAI } from '@ai-sdk/openai'
import { APICallError, generateText, NoObjectGeneratedError, Output } from 'ai'
import { type QuotedAnswer, readingFromAnswer } from '#flow/2-extraction/core/reading-from-answer.ts'
import type { ReaderPort } from '#flow/2-extraction/ports.ts'
import { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { answerSchema, instructions } from './answer-schema.ts'
import { boundedFetch } from './bounded-fetch.ts'

/** Where the model is and how patient we are. Times in milliseconds. */
export type LlmSettings = {
  readonly apiKey: string
  /** Any server that speaks the chat completions protocol; null for OpenAI's own. */
  readonly baseUrl: string | null
  readonly model: string
  readonly attemptsMax: number
  readonly attemptTimeoutMs: number
  readonly backoffMs: number
  /** A server that asks for a longer pause than this is treated as away. */
  readonly pauseMsMax: number
}

/** What the adapter takes from outside, so that tests own time and chance. */
export type LlmTools = {
  readonly sleep: (ms: number) => Promise<void>
  /** 0 ≤ x < 1. */
  readonly random: () => number
}

/** Three attempts within 15 s each: a longer wait helps nobody, the invoice goes to a person instead. */
export const llmDefaults = {
  baseUrl: null,
  model: 'gpt-4o',
  attemptsMax: 3,
  attemptTimeoutMs: 15_000,
  backoffMs: 500,
  pauseMsMax: 10_000,
} as const

/** An answer of all fields is under 10 KB; a server that sends more is not answering the question. */
const answerBytesMax = 1_000_000
const outputTokensMax = 3_000

/**
 * The LLM as second, independent reader: strict schema, temperature 0, no tools, no history, nothing but the text.
 * Every claim of its answer is verified by code before it is returned.
 * @param settings endpoint, model, bounds   @param tools sleep and randomness
 * @returns a ReaderPort whose `read` answers within attemptsMax × (attemptTimeoutMs + pauseMsMax)
 * Errors: READER_UNAVAILABLE after the last attempt, at once when trying again cannot help (401, 400, refusal).
 * Source: issue 2, item 5: "3 attempts with exponential backoff and jitter".
 */
export function createLlmReader(settings: LlmSettings, tools: LlmTools): ReaderPort {
  // The library prints its warnings to the console unless told not to; logs are JSON lines here.
  globalThis.AI_SDK_LOG_WARNINGS = false
  const provider = createOpenAI({
    apiKey: settings.apiKey,
    ...(settings.baseUrl === null ? {} : { baseURL: settings.baseUrl }),
    fetch: boundedFetch(answerBytesMax),
  })
  // .chat(): OpenAI-compatible servers speak chat completions, not the newer responses protocol.
  const model = provider.chat(settings.model)
  return {
    read: async (text) => {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await askOnce(model, settings, text)
        if (answer.ok) return ok(readingFromAnswer(text, answer.value, 'llm'))
        const { fault, retryAfterMs } = answer.error
        const pauseMs = Math.max(backoff(settings, attempt, tools.random()), retryAfterMs)
        if (!fault.retryable || attempt >= settings.attemptsMax || pauseMs > settings.pauseMsMax)
          return err(fault)
        await tools.sleep(pauseMs)
      }
    },
  }
}

/** Doubling pauses, each between half and the whole of its length, so that many readers do not return together. */
function backoff(settings: LlmSettings, attempt: number, random: number): number {
  return Math.round(settings.backoffMs * 2 ** (attempt - 1) * (0.5 + random / 2))
}

type Failure = { readonly fault: Fault; readonly retryAfterMs: number }
type Model = ReturnType<ReturnType<typeof createOpenAI>['chat']>

async function askOnce(
  model: Model,
  settings: LlmSettings,
  text: string,
): Promise<Result<QuotedAnswer, Failure>> {
  try {
    const { output } = await generateText({
      model,
      instructions,
      // The closing tag inside the text cannot end the document for a careful reader, and code trusts none.
      prompt: `<document>\n${text.replaceAll('</document>', '< /document>')}\n</document>`,
      output: Output.object({ schema: answerSchema, name: 'invoice_fields' }),
      temperature: 0,
      maxOutputTokens: outputTokensMax,
      maxRetries: 0,
      abortSignal: AbortSignal.timeout(settings.attemptTimeoutMs),
    })
    return ok(output)
  } catch (error) {
    return err(failureOf(error, settings.attemptTimeoutMs))
  }
}

function failureOf(error: unknown, timeoutMs: number): Failure {
  if (APICallError.isInstance(error)) {
    const status = error.statusCode ?? 0
    // A 200 that is no completion comes from something in between: a proxy, a cut connection.
    const retryable = status < 300 || status === 408 || status === 429 || status >= 500
    const internal = status === 0 ? `not reachable: ${error.message}` : `answered ${status}: ${error.message}`
    return {
      fault: unavailable(internal, retryable, error),
      retryAfterMs: retryAfterOf(error.responseHeaders),
    }
  }
  if (NoObjectGeneratedError.isInstance(error)) {
    const isRefusal = error.finishReason === 'content-filter'
    const internal = isRefusal
      ? 'refused to read the text'
      : `answered in another form (${error.finishReason})`
    return { fault: unavailable(internal, !isRefusal, error), retryAfterMs: 0 }
  }
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError'
  const internal = isTimeout ? `no answer within ${timeoutMs} ms` : 'the call failed'
  return { fault: unavailable(internal, true, error), retryAfterMs: 0 }
}

function unavailable(internal: string, retryable: boolean, cause: unknown): Fault {
  return new Fault({
    code: 'READER_UNAVAILABLE',
    internal: `LLM reader: ${internal}`.slice(0, 500),
    public: 'The second reader is not available.',
    retryable,
    cause,
  })
}

/** `Retry-After` in seconds, or OpenAI's `retry-after-ms`; other forms count as absent. */
function retryAfterOf(headers: Readonly<Record<string, string>> | undefined): number {
  const exact = /^\d{1,7}$/.exec(headers?.['retry-after-ms'] ?? '')
  if (exact !== null) return Number.parseInt(exact[0], 10)
  const seconds = /^\d{1,5}$/.exec(headers?.['retry-after'] ?? '')
  return seconds === null ? 0 : Number.parseInt(seconds[0], 10) * 1_000
}
