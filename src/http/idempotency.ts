import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Digest, Json } from '#kernel/digest.ts'
import { invariant } from '#kernel/invariant.ts'
import { type Clock, minuteMs, plusMs } from '#kernel/time.ts'
import { principalOf } from './auth.ts'
import type { HttpServer } from './http-server.ts'
import type { IdempotencySlot, IdempotencyStore, Log } from './ports.ts'
import type { ProblemParts, Problems } from './problem.ts'

/** Twice the longest request and more: whoever took the key and is silent since then has died. */
const abandonedAfterMs = 2 * minuteMs
const keyPattern = /^[\x21-\x7e]{1,255}$/
const jsonBody: z.ZodType<Json> = z.json()
const pathParams = z.record(z.string(), z.string())

type IdempotencyDeps = {
  readonly idempotency: IdempotencyStore
  readonly digest: Digest
  readonly clock: Clock
  readonly log: Log
}

/**
 * Answers a repeated creating POST with its first answer. Only successes are kept: a refusal changed nothing and is
 * decided anew.
 * @param server before the routes   Errors: problems IDEMPOTENCY_IN_FLIGHT, IDEMPOTENCY_MISMATCH, VALIDATION_ERROR.
 * Source: CONTRACT.md "Idempotency-Key".
 */
export function useIdempotencyKeys(server: HttpServer, deps: IdempotencyDeps, problems: Problems): void {
  server.decorateRequest('idempotencySlot', null)
  server.decorateRequest('idempotencyKeeping', false)
  // Per route, so that the others pay nothing.
  server.addHook('onRoute', (route) => {
    if (route.config?.idempotent !== true) return
    invariant(
      route.preHandler === undefined && route.onSend === undefined,
      'a creating route has no hooks of its own',
    )
    route.preHandler = claimHook(deps, problems)
    route.onSend = keepHook(deps)
  })
}

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

function claimHook(deps: IdempotencyDeps, problems: Problems): Hook {
  return async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (key === undefined) return
    if (typeof key !== 'string' || !keyPattern.test(key)) {
      problems.send(request, reply, {
        code: 'VALIDATION_ERROR',
        detail: 'Idempotency-Key needs 1 to 255 visible ASCII characters.',
      })
      return reply
    }
    const slot = {
      userId: principalOf(request).userId,
      key,
      route: `${request.method} ${request.routeOptions.url ?? ''}`,
      // What is acted on belongs to the request as much as its body: an empty body says the same about every id.
      bodyHash: deps.digest.ofRecord(contentOf(request)),
    }
    const now = deps.clock.now()
    const claim = await deps.idempotency.claim(slot, now, plusMs(now, -abandonedAfterMs))
    if (claim.kind === 'taken') {
      request.idempotencySlot = slot
      return
    }
    if (claim.kind === 'answered') {
      reply.code(claim.status).type('application/json; charset=utf-8').header('idempotent-replayed', 'true')
      return reply.send(claim.body)
    }
    problems.send(request, reply, refusals[claim.kind])
    return reply
  }
}

function contentOf(request: FastifyRequest): Json {
  const body = jsonBody.parse(request.body ?? null)
  const params = pathParams.parse(request.params ?? {})
  return Object.keys(params).length === 0 ? body : { params, body }
}

const refusals: Readonly<Record<'in_flight' | 'other_body', ProblemParts>> = {
  in_flight: {
    code: 'IDEMPOTENCY_IN_FLIGHT',
    detail: 'The first request with this Idempotency-Key is still running.',
    retryAfterSeconds: 1,
  },
  other_body: {
    code: 'IDEMPOTENCY_MISMATCH',
    detail: 'This Idempotency-Key was used with another body.',
  },
}

/**
 * Keeps the answer before it goes out. While the database is asked, the framework may take a handler that has sent by
 * itself and returned nothing for one that sends nothing, and send an empty answer: that second one is dropped.
 */
function keepHook(deps: IdempotencyDeps) {
  return (request: FastifyRequest, reply: FastifyReply, payload: unknown, done: SendOn): void => {
    if (request.idempotencyKeeping) return
    const slot = request.idempotencySlot
    if (slot === null) {
      done(null, payload)
      return
    }
    request.idempotencySlot = null
    request.idempotencyKeeping = true
    keep(deps, slot, reply.statusCode, payload)
      .catch((error: unknown) =>
        // The answer is true and must reach the client; the key is taken over after two minutes.
        deps.log.warn({ request_id: request.id, err: error }, 'idempotency key not stored'),
      )
      .finally(() => done(null, payload))
  }
}

type SendOn = (error?: Error | null, payload?: unknown) => void

async function keep(
  deps: IdempotencyDeps,
  slot: IdempotencySlot,
  status: number,
  payload: unknown,
): Promise<void> {
  if (status < 300 && typeof payload === 'string')
    await deps.idempotency.complete(slot, { status, body: payload })
  else await deps.idempotency.release(slot)
}
