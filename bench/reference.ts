/**
 * The reference: bare Fastify routes that do the same SQL, and where it pays the same signing, and nothing else. No
 * validation, no roles, no headers, no limits, no log, no policy. How close the real server comes to it is what the bench
 * measures. `node bench/reference.ts settings.json`
 */
import { readFileSync } from 'node:fs'
import { verify as verifyPassword } from '@node-rs/argon2'
import { createSigner, createVerifier } from 'fast-jwt'
import { type FastifyInstance, fastify } from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { dashboardSql, logsSql, paymentsSql } from '#adapters/db/view-sql.ts'
import { isAsked } from './invoices.ts'
import { createAppender } from './reference-append.ts'
import { templatesSchema } from './reference-schema.ts'

const settingsSchema = z.object({
  port: z.int(),
  connectionString: z.string(),
  jwtSecret: z.string(),
  templates: templatesSchema,
})

const listMax = 51
const invoiceBody = z.object({ raw_text: z.string() })
const loginBody = z.object({ username: z.string(), password: z.string() })
const secretRow = z.object({ id: z.string(), password_hash: z.string() })

const settings = settingsSchema.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
const pool = new pg.Pool({ connectionString: settings.connectionString, max: 10 })
const server = fastify()
addReads(server, pool)
addIntake(server, pool)
addToken(server, pool)
process.once('SIGTERM', () => {
  server.close().then(
    () => pool.end(),
    () => undefined,
  )
})
await server.listen({ port: settings.port, host: '127.0.0.1' })

function createGuard(): (authorization: string | undefined) => void {
  const verify = createVerifier({ key: settings.jwtSecret, algorithms: ['HS256'], cache: false })
  return (authorization) => {
    verify((authorization ?? '').slice('Bearer '.length))
  }
}

function addReads(app: FastifyInstance, db: pg.Pool): void {
  const guard = createGuard()
  const json = 'application/json; charset=utf-8'
  app.get('/health/live', (_request, reply) => {
    reply.send({ status: 'alive', version: '0.0.0', timestamp: new Date().toISOString() })
  })
  const counters = JSON.stringify({
    invoices_processed: 0,
    api_requests: 0,
    uptime: '0h 0m',
    cache_type: 'memory',
  })
  app.get('/metrics', (request, reply) => {
    guard(request.headers.authorization)
    reply.type(json).send(counters)
  })
  const list = (path: string, name: string, text: string, values: () => readonly unknown[]): void => {
    app.get(path, async (request, reply) => {
      guard(request.headers.authorization)
      const { rows } = await db.query({ name, text, values: [...values()] })
      return reply.type(json).send(JSON.stringify({ data: rows }))
    })
  }
  list('/api/dashboard', 'dashboard', dashboardSql, () => ['MNEE', new Date().toISOString()])
  list('/api/transactions', 'transactions', paymentsSql, () => [null, null, null, listMax])
  list('/api/dashboard/logs', 'logs', logsSql, () => [null, listMax])
}

function addIntake(app: FastifyInstance, db: pg.Pool): void {
  const guard = createGuard()
  const appender = createAppender(db, settings.templates)
  app.post('/api/process-invoice', async (request, reply) => {
    guard(request.headers.authorization)
    const { raw_text: text } = invoiceBody.parse(request.body)
    if (isAsked(text)) return reply.code(202).send(await appender.ask(text))
    return reply.code(200).send(await appender.pay(text))
  })
}

function addToken(app: FastifyInstance, db: pg.Pool): void {
  const sign = createSigner({ key: settings.jwtSecret, algorithm: 'HS256' })
  let issued = 0
  app.post('/token', async (request, reply) => {
    const { username, password } = loginBody.parse(request.body)
    const { rows } = await db.query({
      name: 'secret',
      text: 'select id, password_hash from users where lower(username) = lower($1)',
      values: [username],
    })
    const user = secretRow.parse(rows[0])
    if (!(await verifyPassword(user.password_hash, password))) return reply.code(401).send({})
    issued += 1
    await db.query({
      name: 'session',
      text: `insert into bench_reference.sessions
               (token_hash, family_id, kind, user_id, session_version, created_at, expires_at)
             values (sha256($1::text::bytea), gen_random_uuid(), 'refresh', $2, 1, now(), now() + interval '14 days')`,
      values: [`token ${issued}`, user.id],
    })
    return reply.send({
      access_token: sign({ sub: user.id, sv: 1, jti: String(issued) }),
      token_type: 'bearer',
    })
  })
}
