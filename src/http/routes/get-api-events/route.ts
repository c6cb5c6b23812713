import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { callerOf, principalOf, refusalOf } from '../../auth.ts'
import type { RouteDeps } from '../../deps.ts'
import type { HttpServer } from '../../http-server.ts'
import type { ProblemParts } from '../../problem.ts'
import type { TreasuryDeps } from '../../treasury-deps.ts'
import { createEventStreams } from './event-streams.ts'

/** What this route asks of the rest; the feed must ring at least each second. */
type EventsDeps = Pick<RouteDeps, 'clock' | 'identity' | 'log' | 'problems'> & {
  readonly treasury: Pick<TreasuryDeps, 'feed'>
}

const eventNumber = /^\d{1,18}$/
const access = 'read'
const tryAgainSeconds = 15

const noPlace = {
  user_has_too_many: {
    code: 'RATE_LIMIT_EXCEEDED',
    detail: 'You have ten event streams open already. Close one first.',
    retryAfterSeconds: tryAgainSeconds,
  },
  full: {
    code: 'OVERLOADED',
    detail: 'Too many event streams are open. Ask for the lists instead, or try again.',
    retryAfterSeconds: tryAgainSeconds,
  },
  closing: { code: 'SERVICE_UNAVAILABLE', detail: 'The server is stopping.', retryAfterSeconds: 3 },
} as const satisfies Readonly<Record<string, ProblemParts>>

/**
 * GET /api/events: the live feed as Server-Sent Events. `id` is the event's number, `event` its topic, `data` JSON
 * `{subject_id, at, …}`. Resumes after `Last-Event-ID` (or `last_event_id` in the query), else begins now.
 * Errors: 400 (number), 401, 429 (more than ten of one user), 503. Source: WEB.md "live"; HTML, "Server-sent events".
 */
export function getApiEvents(server: HttpServer, deps: EventsDeps): void {
  const streams = createEventStreams({ feed: deps.treasury.feed, clock: deps.clock, log: deps.log })
  server.addHook('preClose', (done) => {
    streams.close()
    done()
  })
  server.route({
    method: 'GET',
    url: '/api/events',
    // A HEAD would hold a place for an answer without a body.
    exposeHeadRoute: false,
    config: { access, refusals: ['RATE_LIMIT_EXCEEDED', 'OVERLOADED'] },
    schema: {
      tags: ['operations'],
      summary: 'What happens, as it happens',
      description: 'Server-Sent Events; `Last-Event-ID` resumes without a gap.',
      querystring: z.strictObject({ last_event_id: z.string().regex(eventNumber).optional() }),
      produces: ['text/event-stream'],
    },
    handler: async (request, reply) => {
      const last = lastEventId(request, request.query.last_event_id)
      if (last === 'invalid') {
        deps.problems.send(request, reply, {
          code: 'VALIDATION_ERROR',
          detail: 'Last-Event-ID is not a number of ours.',
        })
        return reply
      }
      const place = streams.reserve(reply.raw, principalOf(request).userId)
      if (place !== 'reserved') {
        deps.problems.send(request, reply, noPlace[place])
        return reply
      }
      const newest = await deps.treasury.feed.latest()
      // A number that was never given comes from another data directory: begin now.
      const after = last === null || last > newest ? newest : last
      writeHead(reply)
      streams.open(reply.raw, { after, isAllowed: () => isAllowed(deps, request) })
      return reply
    },
  })
}

/** The header is newer: a browser that reconnects sends it beside the address it began with. */
function lastEventId(request: FastifyRequest, fromQuery: string | undefined): bigint | null | 'invalid' {
  const header = request.headers['last-event-id']
  const given = header === undefined || header === '' ? fromQuery : header
  if (given === undefined) return null
  return typeof given === 'string' && eventNumber.test(given) ? BigInt(given) : 'invalid'
}

/** From here on the answer is written by hand; headers set by hooks are kept. */
function writeHead(reply: FastifyReply): void {
  reply.code(200)
  reply.headers({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // The socket ends with the stream, so that a stopping server need not wait for an idle one.
    connection: 'close',
    'x-accel-buffering': 'no',
  })
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  reply.raw.writeHead(200)
  // A write that crosses the reader's leaving is no failure of ours; `close` ends the stream.
  reply.raw.on('error', () => undefined)
}

async function isAllowed(deps: EventsDeps, request: FastifyRequest): Promise<boolean> {
  return refusalOf(access, await callerOf(deps.identity.authenticator, request)) === null
}
