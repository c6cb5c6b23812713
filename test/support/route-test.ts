import { afterAll, beforeAll } from 'vitest'
import { z } from 'zod'
import { problem } from '#http/wire/shared.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type TestServer, testServer } from './http-server.ts'

/**
 * One server on one database for a file of route tests.
 * @param options overrides of the server   @returns a function that gives it, from the first hook on
 * Errors: none. Source: STYLE rule 17.
 */
export function routeServer(options: Parameters<typeof testServer>[1] = {}): () => TestServer {
  let database: TestDatabase | null = null
  let server: TestServer | null = null
  beforeAll(async () => {
    database = await testDatabase()
    server = await testServer(database.db, options)
  })
  afterAll(async () => {
    await server?.close()
    await database?.close()
  })
  return () => {
    if (server === null) throw new Error('the server is there from beforeAll on')
    return server
  }
}

/** The code of a refusal; throws when the body is none. */
export function codeOf(answer: { readonly headers: object; readonly body: string }): string {
  z.object({ 'content-type': z.literal('application/problem+json; charset=utf-8') }).parse(answer.headers)
  return problem.parse(JSON.parse(answer.body)).error.code
}

/** `name=value` of the cookie an answer sets. */
export function cookieOf(answer: { readonly headers: { readonly 'set-cookie'?: unknown } }): string {
  return z.string().parse(answer.headers['set-cookie']).split(';', 1)[0] ?? ''
}
