import { afterAll, beforeAll, expect, test } from 'vitest'
import { madePassword, runScene } from '#test/support/cli-scene.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { type TestServer, testPassword, testServer } from '#test/support/http-server.ts'
import { createHttpConnect } from './http-client.ts'
import type { Connect } from './ports.ts'

let database: TestDatabase
let house: TestServer
let url: string

/** The real server on a real database; only the money side is absent. */
beforeAll(async () => {
  database = await testDatabase()
  house = await testServer(database.db)
  url = await house.server.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await house.close()
  await database.close()
})

const overHttp = (): Connect => createHttpConnect({ url, token: null, mintToken: null })

/** The in-process way, as main makes it. */
function inProcess(authorization: string): Connect {
  return async () => ({
    request: async (method, path, body) => {
      const answer = await house.server.inject({
        method,
        url: path,
        headers: { authorization },
        ...(body === undefined ? {} : { payload: body }),
      })
      const headers: { [name: string]: string } = {}
      for (const [name, value] of Object.entries(answer.headers)) headers[name] = String(value)
      return { status: answer.statusCode, body: answer.body, headers }
    },
    close: async () => undefined,
  })
}

test('a user is made, changed, listed and given a password that signs in; each way over HTTP and in-process', async () => {
  const owner = await house.as('owner')
  const signedIn = ['--username', owner.username, '--password', testPassword]
  for (const [name, connect] of [
    ['kim', overHttp()],
    ['lee', inProcess(owner.headers.authorization)],
  ] as const) {
    const run = (...words: readonly string[]) =>
      runScene([...words, ...(name === 'kim' ? signedIn : [])], { connect })
    const added = await run('user', 'add', name, '--role', 'approver')
    expect(added).toMatchObject({ code: 0, err: '' })
    expect(added.out).toContain(madePassword)
    expect(await run('user', 'add', name.toUpperCase(), '--role', 'viewer')).toMatchObject({
      code: 1,
      out: '',
    })
    expect((await run('user', 'role', name.toUpperCase(), 'submitter')).out).toContain(
      'role submitter, active',
    )
    expect((await run('user', 'disable', name)).out).toContain('disabled')
    expect((await run('user', 'list')).out).toMatch(new RegExp(`^${name} +submitter +no`, 'm'))
    expect(await run('user', 'enable', name)).toMatchObject({ code: 0 })
    const changed = await runScene(
      ['user', 'password', name, '--password-stdin', ...(name === 'kim' ? signedIn : [])],
      { connect, stdin: 'another-quiet-lantern\n' },
    )
    expect(changed).toMatchObject({ code: 0, err: '' })
    const asThem = ['--username', name, '--password', 'another-quiet-lantern']
    const refused = await runScene(['user', 'list', ...asThem], { connect: overHttp() })
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/^error: .*submitter may not do this.*\(FORBIDDEN, request [\w-]+\)\n$/)
  }
})

test('an owner changes their own password with the one they sign in with', async () => {
  const owner = await house.as('owner')
  const argv = ['user', 'password', owner.username, '--username', owner.username]
  expect((await runScene([...argv, '--password', 'wrong-wrong-wrong'], { connect: overHttp() })).code).toBe(1)
  const changed = await runScene([...argv, '--password', testPassword], { connect: overHttp() })
  expect(changed).toMatchObject({ code: 0, err: '' })
  const again = ['user', 'list', '--username', owner.username, '--password', madePassword]
  expect((await runScene(again, { connect: overHttp() })).code).toBe(0)
})

test('without a sign-in the real server says what is missing; a page it does not know is a refusal', async () => {
  const { code, err } = await runScene(['user', 'list'], { connect: overHttp() })
  expect(code).toBe(1)
  expect(err).toMatch(
    /^error: Send a bearer token, or sign in\. Give --username .*\(UNAUTHORIZED, request [\w-]+\)\n$/,
  )
})
