import swagger from '@fastify/swagger'
import type { FastifyContextConfig } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { rolesThatMay } from '#identity/core/roles.ts'
import type { HttpServer } from './http-server.ts'
import { type ProblemCode, problems } from './problem-codes.ts'
import { problem } from './wire/shared.ts'

/**
 * Lets the server describe itself: OpenAPI 3.1 made from the schemas that validate, with who may call what (`x-roles`)
 * and every refusal.
 * @param server before any route   @param version of the program
 * Errors: none. Source: CONTRACT.md "GET /openapi.json".
 */
export async function useOpenApi(server: HttpServer, version: string): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Autonomous Treasurer',
        version,
        description: 'Reads invoices, decides by policy, pays exactly once in a stablecoin.',
        license: { name: 'MIT', identifier: 'MIT' },
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          session: { type: 'apiKey', in: 'cookie', name: 'treasurer' },
        },
      },
    },
    transform: (input) => {
      if (input.schema?.hide === true || input.route.config?.access === undefined) {
        return { schema: { ...input.schema, hide: true }, url: input.url }
      }
      const described = jsonSchemaTransform(input)
      return {
        url: described.url,
        schema: {
          ...described.schema,
          ...accessOf(input.route.config),
          response: {
            ...textOf(input.schema),
            ...answersOf(described.schema),
            ...refusalsOf(input.route.config, takesInput(input.schema), input.schema?.body !== undefined),
          },
        },
      }
    },
  })
}

const problemSchema = z.toJSONSchema(problem, { target: 'draft-2020-12' })

function accessOf(config: FastifyContextConfig): Readonly<Record<string, unknown>> {
  const access = config.access
  if (access === undefined || access === 'public') return { security: [] }
  return {
    security: [{ bearer: [] }, { session: [] }],
    'x-act': access,
    'x-roles': rolesThatMay(access),
  }
}

/** Which refusals a route can give because of what it is; its own come from its config. */
function refusalsOf(
  config: FastifyContextConfig,
  input: boolean,
  body: boolean,
): Readonly<Record<string, unknown>> {
  const codes: ProblemCode[] = [...(config.refusals ?? [])]
  if (input) codes.push('VALIDATION_ERROR')
  if (body) codes.push('PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE')
  if (config.access !== 'public') codes.push('UNAUTHORIZED', 'FORBIDDEN', 'SERVICE_UNAVAILABLE')
  if (config.exempt !== true) codes.push('RATE_LIMIT_EXCEEDED')
  if (config.idempotent === true) codes.push('IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_MISMATCH')
  codes.push('INTERNAL_ERROR')
  const statuses = new Map<number, ProblemCode[]>()
  for (const code of new Set(codes)) {
    const { status } = problems[code]
    statuses.set(status, [...(statuses.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...statuses].map(([status, named]) => [
      String(status),
      {
        description: named.join(', '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}

function takesInput(
  schema: { readonly body?: unknown; readonly querystring?: unknown; readonly params?: unknown } | undefined,
): boolean {
  return schema?.body !== undefined || schema?.querystring !== undefined || schema?.params !== undefined
}

/** A route that writes a text instead of JSON names its type by `produces`. */
function textOf(schema: object | undefined): Readonly<Record<string, unknown>> {
  const produced =
    schema !== undefined && 'produces' in schema ? z.array(z.string()).parse(schema.produces) : []
  if (produced.length === 0) return {}
  const content = Object.fromEntries(produced.map((type) => [type, { schema: { type: 'string' } }]))
  return { '200': { description: 'A text', content } }
}

function answersOf(schema: unknown): object {
  if (typeof schema !== 'object' || schema === null || !('response' in schema)) return {}
  return typeof schema.response === 'object' && schema.response !== null ? schema.response : {}
}
