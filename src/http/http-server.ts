import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Principal } from '#identity/core/principal.ts'
import type { Act } from '#identity/core/roles.ts'
import type { IdempotencySlot } from './ports.ts'
import type { ProblemCode } from './problem-codes.ts'

/** The server as routes see it: bodies, queries and answers typed by their Zod schemas. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** Who may call a route: everybody, or whoever holds the act. */
export type Access = 'public' | Act

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on every route that is not public, and on public ones when a valid credential was sent. */
    principal: Principal | null
    idempotencySlot: IdempotencySlot | null
    idempotencyKeeping: boolean
  }
  interface FastifyContextConfig {
    /** Required on every route: a route without it stops the start. */
    access?: Access
    /** Health probes and files of the web app: no rate limit, no log line, never refused under pressure. */
    exempt?: boolean
    /** A POST that creates: takes the Idempotency-Key header. */
    idempotent?: boolean
    /** What this route refuses beyond what every route of its kind does; for the OpenAPI document. */
    refusals?: readonly ProblemCode[]
  }
}
