import cors from '@fastify/cors'
import underPressure from '@fastify/under-pressure'
import { type FastifyBaseLogger, fastify, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { invariant } from '#kernel/invariant.ts'
import { createDoor } from './admit.ts'
import { useStrictBodies } from './body-parsers.ts'
import type { HttpDeps } from './deps.ts'
import type { HttpServer } from './http-server.ts'
import { useIdempotencyKeys } from './idempotency.ts'
import { createRateLimiter } from './limits.ts'
import { useOpenApi } from './openapi.ts'
import { createParserErrorHandler } from './parser-error.ts'
import type { Log } from './ports.ts'
import { createProblems, type Problems } from './problem.ts'
import { createRequestIds } from './request-id.ts'
import { createAnswerHook } from './request-log.ts'
import { registerRoutes } from './routes/register-routes.ts'
import { securityHeaders } from './security-headers.ts'
import { sendFile, serveWebApp, wantsPage } from './web-app.ts'

const bodyBytesMax = 64 * 1_024
/** A slow sender holds a socket no longer than this (slowloris). */
const requestTimeoutMs = 30_000
const headersTimeoutMs = 10_000
/** Longer than the idle time of the usual proxies (60 s), so that they close first and no request meets a closed socket. */
const keepAliveTimeoutMs = 72_000
const headerBytesMax = 16 * 1_024
/** 500 clients at once are promised; beyond this the kernel's queue is the better place to wait. */
const connectionsMax = 2_000
/** The loop answers a probe within 50 ms when all is well; half a second late means that work must be refused. */
const loopDelayMsMax = 500
/** Answers of programs are about this moment; files of the web app say otherwise themselves. */
const answerHeaders = { ...securityHeaders, 'cache-control': 'no-store' } as const

/**
 * Builds the server: every hook, every route, nothing listening yet.
 * @param deps everything it asks of the rest   @returns a server that is ready to listen or inject
 * Errors: throws on a route without `config.access`: a bug. Source: ARCHITECTURE.md "http", CONTRACT.md.
 */
export async function buildServer(deps: HttpDeps): Promise<HttpServer> {
  const problems = createProblems(deps)
  const server: HttpServer = openServer(deps, problems)
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  server.decorateRequest('principal', null)
  guardRoutes(server)
  useStrictBodies(server)
  useHooks(server, deps, problems)
  await useCors(server, deps.config.corsOrigins)
  await server.register(underPressure, { maxEventLoopDelay: loopDelayMsMax, retryAfter: 5 })
  await useOpenApi(server, deps.config.version)
  useIdempotencyKeys(server, deps, problems)
  registerRoutes(server, { ...deps, problems })
  if (deps.webApp !== null) serveWebApp(server, deps.webApp)
  server.server.maxConnections = connectionsMax
  server.server.on('checkExpectation', (request, response) => {
    // Without a listener Node answers by itself, without our headers; the expectation is simply not met.
    response.setHeader('connection', 'close')
    server.server.emit('request', request, response)
  })
  await server.ready()
  return server
}

function openServer(deps: HttpDeps, problems: Problems): HttpServer {
  const proxies = [...deps.config.trustedProxies]
  return fastify({
    loggerInstance: frameworkLog(deps.log),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: createRequestIds(deps.ids),
    requestIdHeader: false,
    trustProxy: proxies.length === 0 ? false : proxies,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    // While draining, what arrives on an open connection is still answered; new connections are not taken.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // The missing Host header is refused by the door, with our headers.
    http: { headersTimeout: headersTimeoutMs, maxHeaderSize: headerBytesMax, requireHostHeader: false },
    clientErrorHandler: createParserErrorHandler(deps),
    frameworkErrors: (error, request, reply) => {
      reply.headers(answerHeaders)
      reply.header('x-request-id', request.id)
      problems.sendError(request, reply, error)
    },
  }).withTypeProvider<ZodTypeProvider>()
}

/** Fail closed: a route that does not say who may call it must not exist. */
function guardRoutes(server: HttpServer): void {
  server.addHook('onRoute', (route) => {
    // The CORS plugin's own preflight route.
    if (route.method === 'OPTIONS') return
    invariant(
      route.config?.access !== undefined,
      `route ${String(route.method)} ${route.url} declares its access`,
    )
  })
}

function useHooks(server: HttpServer, deps: HttpDeps, problems: Problems): void {
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(answerHeaders)
    reply.header('x-request-id', request.id)
    done()
  })
  const isPage = deps.webApp === null ? () => false : wantsPage
  const limiter = createRateLimiter(deps.limits, deps.config.rateLimitPerMinute)
  server.addHook('onRequest', createDoor({ deps, limiter, problems, isPage }))
  server.addHook('onResponse', createAnswerHook(deps))
  server.addHook('preClose', (done) => {
    // What was under way when the stop began ends on a connection its client may keep; nobody waits for it to go idle.
    server.server.keepAliveTimeout = 1
    done()
  })
  server.setErrorHandler((error, request, reply) => problems.sendError(request, reply, error))
  server.setNotFoundHandler((request, reply) => {
    if (deps.webApp !== null && isPage(request)) sendFile(request, reply, deps.webApp.index)
    else problems.send(request, reply, { code: 'NOT_FOUND', detail: 'There is nothing at this address.' })
  })
}

async function useCors(server: HttpServer, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return
  await server.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'x-request-id'],
    exposedHeaders: [
      'x-request-id',
      'idempotent-replayed',
      'retry-after',
      'ratelimit',
      'ratelimit-policy',
      'x-ratelimit-limit',
      'x-ratelimit-remaining',
    ],
    // Other sites use bearer tokens; the session cookie never leaves this one.
    credentials: false,
    maxAge: 600,
    hideOptionsRoute: true,
  })
}

/** The framework speaks rarely; one logger for all requests saves a child per request. */
function frameworkLog(log: Log): FastifyBaseLogger {
  const write =
    (level: keyof Log) =>
    (first: unknown, message?: unknown): void =>
      log[level](typeof first === 'object' && first !== null ? first : {}, String(message ?? first))
  const own: FastifyBaseLogger = {
    level: 'info',
    fatal: write('error'),
    error: write('error'),
    warn: write('warn'),
    info: write('info'),
    debug: write('debug'),
    trace: write('debug'),
    silent: () => undefined,
    child: () => own,
  }
  return own
}
