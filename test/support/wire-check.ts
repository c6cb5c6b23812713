import { expect } from 'vitest'
import { z } from 'zod'
import { problem } from '#http/wire/shared.ts'

/** One answer of the program, as a client outside sees it. */
export type WireAnswer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly text: string
  /** The parsed JSON; undefined when the answer is no JSON. */
  readonly body: unknown
}

const media = z.record(z.string(), z.looseObject({ schema: z.record(z.string(), z.unknown()).optional() }))
const operationSchema = z.looseObject({
  responses: z.record(z.string(), z.looseObject({ content: media.optional() })),
  security: z.array(z.unknown()),
  'x-roles': z.array(z.string()).optional(),
})
export const httpMethods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const
const methodKeys = z.enum(['get', 'post', 'patch', 'put', 'delete'])
export const openApiDocument = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.partialRecord(methodKeys, operationSchema)),
})
export type OpenApiDocument = z.infer<typeof openApiDocument>

/** One route of the OpenAPI document. `roles` null: public. */
export type Operation = {
  readonly method: (typeof httpMethods)[number]
  readonly path: string
  readonly roles: readonly string[] | null
}

/** Every route the document names. @param document parsed @returns one entry per method and path. Errors: none. */
export function operationsOf(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    httpMethods.flatMap((method) => {
      const found = methods[methodKeys.parse(method.toLowerCase())]
      if (found === undefined) return []
      return [{ method, path, roles: found.security.length === 0 ? null : (found['x-roles'] ?? []) }]
    }),
  )
}

const contractHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'permissions-policy': 'geolocation=(), microphone=(), camera=()',
}

/** Holds every answer of a suite against the published document. */
export type WireCheck = (
  request: { readonly method: string; readonly url: string },
  answer: WireAnswer,
) => void

/**
 * Makes the check: headers of CONTRACT.md on every answer, a documented status and media type, a body that has the
 * documented members and no other.
 * @param document GET /openapi.json, parsed   @returns a function that fails the running test
 * Errors: throws what expect throws. Source: SECURITY.md, "answers hold only documented fields".
 */
export function createWireCheck(document: OpenApiDocument): WireCheck {
  const routes = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  }))
  const compiled = new Map<object, z.ZodType>()
  const shapeOf = (schema: Readonly<Record<string, unknown>>): z.ZodType => {
    const known = compiled.get(schema) ?? z.fromJSONSchema(schema)
    compiled.set(schema, known)
    return known
  }
  return (request, answer) => {
    const said = `${request.method} ${request.url} → ${answer.status} ${answer.text.slice(0, 500)}`
    expect(answer.headers, said).toMatchObject(contractHeaders)
    expect(answer.headers['content-security-policy'], said).toContain("default-src 'self'")
    expect(answer.headers['x-request-id'], said).toMatch(/^[\x21-\x7e]{1,128}$/)
    expect(answer.headers, said).not.toHaveProperty('server')
    expect(answer.headers, said).not.toHaveProperty('x-powered-by')
    if (answer.status >= 400) checkProblem(answer, said)
    const path = request.url.split('?', 1)[0] ?? ''
    const method = methodKeys.safeParse(request.method.toLowerCase())
    const route = routes.find(
      ({ pattern, methods }) => method.success && methods[method.data] !== undefined && pattern.test(path),
    )
    const operation = method.success ? route?.methods[method.data] : undefined
    if (operation === undefined) {
      expect(answer.status, `${said}: a route that is not in the document`).toBeGreaterThanOrEqual(400)
      return
    }
    const documented = operation.responses[String(answer.status)]
    if (documented === undefined) throw new Error(`${said}: this status is not documented`)
    checkBody(answer, documented.content ?? {}, shapeOf, said)
  }
}

function checkBody(
  answer: WireAnswer,
  content: z.infer<typeof media>,
  shapeOf: (schema: Readonly<Record<string, unknown>>) => z.ZodType,
  said: string,
): void {
  const type = answer.headers['content-type']?.split(';', 1)[0] ?? ''
  const schema = content[type]?.schema
  if (schema === undefined) {
    if (type === 'application/json') throw new Error(`${said}: JSON that is not documented`)
    return
  }
  const parsed = shapeOf(schema).safeParse(
    type === 'application/json' || answer.status >= 400 ? answer.body : answer.text,
  )
  if (!parsed.success) throw new Error(`${said}: not as documented: ${z.prettifyError(parsed.error)}`)
}

function checkProblem(answer: WireAnswer, said: string): void {
  expect(answer.headers['content-type'], said).toBe('application/problem+json; charset=utf-8')
  const parsed = problem.parse(answer.body)
  expect(parsed.status, said).toBe(answer.status)
  expect(parsed.error.request_id, said).toBe(answer.headers['x-request-id'])
  expect(answer.text, said).not.toMatch(/\bat .+\.ts:\d+|node_modules|\/src\//)
  if (answer.status === 401) expect(answer.headers['www-authenticate'], said).toBe('Bearer')
  if (answer.status === 429 || answer.status === 503) {
    expect(answer.headers['retry-after'], said).toMatch(/^[1-9]\d*$/)
  }
}
