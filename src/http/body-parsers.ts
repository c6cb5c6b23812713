import type { FastifyRequest } from 'fastify'
import type { HttpServer } from './http-server.ts'
import { RefusedBody } from './problem.ts'
import { jsonSentences, parseStrictJson, textProblem } from './strict-json.ts'

/** Two short fields and what OAuth clients add. */
const formBytesMax = 4_096
const formFieldsMax = 16

/**
 * Replaces the framework's readers of bodies by the strict one; other content types are refused with 415.
 * An empty body is no body: the route's schema decides whether it needs one.
 * @param server before any route   Errors: RefusedBody on bad bodies. Source: SECURITY.md "Input".
 */
export function useStrictBodies(server: HttpServer): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (_request: FastifyRequest, body: Buffer): Promise<unknown> => {
      if (body.length === 0) return undefined
      const read = parseStrictJson(body)
      if (!read.ok) throw refused(jsonSentences[read.error], read.error)
      return read.value
    },
  )
}

/**
 * Reads HTML forms in the scope it is called in; the published /token is the only route that takes them.
 * @param server a scope of its own   Errors: RefusedBody on bad forms. Source: CONTRACT.md "POST /token".
 */
export function acceptForms(server: HttpServer): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytesMax },
    async (_request: FastifyRequest, body: string): Promise<unknown> => formFields(body),
  )
}

function formFields(body: string): Readonly<Record<string, string>> {
  const pairs = [...new URLSearchParams(body)]
  const names = new Set(pairs.map(([name]) => name))
  if (pairs.length > formFieldsMax)
    throw refused(`The form has more than ${formFieldsMax} fields.`, 'too_many_values')
  if (names.size !== pairs.length) throw refused('The form has the same field twice.', 'duplicate_key')
  if (names.has('__proto__')) throw refused(jsonSentences.forbidden_key, 'forbidden_key')
  for (const [name, value] of pairs) {
    const problem = textProblem(name) ?? textProblem(value)
    if (problem !== null) throw refused(jsonSentences[problem], problem)
  }
  return Object.fromEntries(pairs)
}

function refused(detail: string, problem: string): RefusedBody {
  return new RefusedBody({ code: 'VALIDATION_ERROR', detail, details: { problem } })
}
