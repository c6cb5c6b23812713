import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { tokenAnswer } from '#http/wire/identity.ts'
import { answerOf, answers, folderOf, ids, refusal, runScene } from '#test/support/cli-scene.ts'
import { collectBytes } from './collect-bytes.ts'
import { createHttpConnect, type HttpDefaults } from './http-client.ts'
import type { Answer, ConnectOptions } from './ports.ts'

type Got = {
  readonly method: string
  readonly url: string
  readonly authorization: string | undefined
  readonly type: string | undefined
  readonly body: string
}
type Serve = (got: Got, response: ServerResponse) => Answer | null

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A real server on a free port; `serve` answers, or returns null to do with the response what it likes. */
async function listen(serve: Serve) {
  const seen: Got[] = []
  const server = createServer((request, response) => {
    void answer(request, response, serve, seen)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  ends.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => void server.close(resolve))
  })
  const { port } = portOf(server.address())
  return { url: `http://127.0.0.1:${port}`, seen }
}

async function answer(request: IncomingMessage, response: ServerResponse, serve: Serve, seen: Got[]) {
  const body = await collectBytes(request, 1_024 * 1_024)
  const got = {
    method: request.method ?? '',
    url: request.url ?? '',
    authorization: request.headers.authorization,
    type: request.headers['content-type'],
    body: (body ?? Buffer.alloc(0)).toString('utf8'),
  }
  seen.push(got)
  const sent = serve(got, response)
  if (sent !== null) response.writeHead(sent.status, { ...sent.headers }).end(sent.body)
}

function portOf(address: AddressInfo | string | null): { readonly port: number } {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address
}

const nothingSaid: ConnectOptions = { url: null, username: null, password: null, token: null }

function defaults(url: string, more: Partial<HttpDefaults> = {}): HttpDefaults {
  return { url, token: null, mintToken: null, ...more }
}

const token = answerOf(
  tokenAnswer,
  '{"access_token":"signed.in.token","token_type":"bearer","expires_in":900,"refresh_token":"r"}',
)
const notAvailable = refusal(404, 'NOT_FOUND', 'There is no such page.')

function treasurer({ url }: Got): Answer {
  const known: { readonly [path: string]: Answer } = {
    '/token': token,
    '/health/ready': answers.ready,
    '/api/dashboard': answers.dashboard,
    '/api/wallet': answers.wallet,
    '/api/process-invoice': answers.approved,
  }
  return known[url] ?? notAvailable
}

describe('who asks', () => {
  test('a username and password sign in once, by form; health is asked without', async () => {
    const { url, seen } = await listen(treasurer)
    const argv = ['status', '--username', 'kim', '--password', 'p&w= ü']
    expect(await runScene(argv, { connect: createHttpConnect(defaults(url)) })).toMatchObject({
      code: 0,
      err: '',
    })
    expect(seen.map((got) => `${got.method} ${got.url} ${got.authorization ?? '-'}`)).toEqual([
      'GET /health/ready -',
      'POST /token -',
      'GET /api/dashboard Bearer signed.in.token',
      'GET /api/wallet Bearer signed.in.token',
    ])
    expect(seen[1]?.type).toContain('application/x-www-form-urlencoded')
    expect(Object.fromEntries(new URLSearchParams(seen[1]?.body))).toEqual({
      username: 'kim',
      password: 'p&w= ü',
    })
  })

  test('a refused sign-in is said once and tried once, however many files there are', async () => {
    const folder = folderOf({ 'a.txt': 'a', 'b.txt': 'b' })
    ends.push(async () => folder.remove())
    const wrong = refusal(401, 'INVALID_CREDENTIALS', 'Wrong username or password.')
    const { url, seen } = await listen(() => wrong)
    const argv = [
      'submit',
      folder.path('a.txt'),
      folder.path('b.txt'),
      '--username',
      'kim',
      '--password',
      'no',
    ]
    const { code, err } = await runScene(argv, { connect: createHttpConnect(defaults(url)) })
    expect(code).toBe(1)
    expect(err).toContain('Wrong username or password. (INVALID_CREDENTIALS, request req-77)')
    expect(seen.map((got) => got.url)).toEqual(['/token'])
  })

  test('the token of the command line goes before the one of the environment, that one before a minted one', async () => {
    const { url, seen } = await listen(treasurer)
    const mintToken = () => Promise.resolve('minted')
    const all = createHttpConnect(defaults(url, { token: 'from-env', mintToken }))
    await runScene(['wallet', '--token', 'said'], { connect: all })
    await runScene(['wallet'], { connect: all })
    await runScene(['wallet'], { connect: createHttpConnect(defaults(url, { mintToken })) })
    await runScene(['wallet'], { connect: createHttpConnect(defaults(url)) })
    expect(seen.map((got) => got.authorization)).toEqual([
      'Bearer said',
      'Bearer from-env',
      'Bearer minted',
      undefined,
    ])
  })

  test('a minted token never goes to an address that was given, nor to another machine', async () => {
    const { url, seen } = await listen(treasurer)
    let minted = 0
    const mintToken = () => {
      minted += 1
      return Promise.resolve('minted')
    }
    await runScene(['wallet', '--url', url], { connect: createHttpConnect(defaults(url, { mintToken })) })
    expect(seen.map((got) => got.authorization)).toEqual([undefined])
    const far = createHttpConnect(
      defaults('http://treasurer.invalid:1', { mintToken, answerTimeoutMs: 2_000 }),
    )
    expect((await runScene(['wallet'], { connect: far })).code).toBe(2)
    expect(minted).toBe(0)
  })

  test.for([
    [{ username: 'kim' }, '--username needs --password'],
    [{ password: 'pw' }, '--password needs --username'],
    [{ username: 'kim', password: 'pw', token: 't' }, 'not both'],
    [{ token: 'two\r\nlines' }, '--token does not hold a token'],
    [{ url: 'ftp://h' }, 'must be an http or https URL'],
    [{ url: 'h:8000' }, 'must be an http or https URL'],
    [{ url: 'http://kim:pw@h' }, 'must not hold a password'],
  ] as const)('%j is wrong usage', async ([said, line]) => {
    const connect = createHttpConnect(defaults('http://127.0.0.1:1'))
    await expect(connect({ ...nothingSaid, ...said })).rejects.toMatchObject({ exitCode: 2 })
    await expect(connect({ ...nothingSaid, ...said })).rejects.toThrow(line)
  })

  test('a broken token of the environment is named, never shown', async () => {
    const connect = createHttpConnect(defaults('http://127.0.0.1:1', { token: 'geheim\n' }))
    const { code, err } = await runScene(['wallet'], { connect })
    expect({ code, err }).toEqual({ code: 2, err: 'error: TREASURER_TOKEN does not hold a token\n' })
  })
})

describe('what is sent and what comes back', () => {
  test('a text arrives as JSON with every character; the answer keeps its bytes, also under a path', async () => {
    const { url, seen } = await listen(() => answers.approved)
    const connect = createHttpConnect(defaults(`${url}/base/`))
    const text = 'Zeile "eins"\\\n\u2028 € \u{1f600}'
    const { code, out } = await runScene(['submit', '-', '--json'], { connect, stdin: text })
    expect({ code, out }).toEqual({ code: 0, out: `${answers.approved.body}\n` })
    expect(seen[0]).toMatchObject({
      method: 'POST',
      url: '/base/api/process-invoice',
      type: 'application/json',
    })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ raw_text: text })
  })

  test('headers of the answer are there: a replay is told', async () => {
    const { url } = await listen(() => ({ ...answers.approved, headers: { 'Idempotent-Replayed': 'true' } }))
    const { out } = await runScene(['submit', '-'], { connect: createHttpConnect(defaults(url)), stdin: 'x' })
    expect(out).toContain('told before')
  })

  test('a redirect is not followed: the token stays here', async () => {
    const elsewhere = await listen(treasurer)
    const here = await listen(() => ({
      status: 307,
      body: '',
      headers: { location: `${elsewhere.url}/api/wallet` },
    }))
    const connect = createHttpConnect(defaults(here.url, { token: 'secret' }))
    const { code, err } = await runScene(['wallet'], { connect })
    expect(code).toBe(2)
    expect(err).toContain(`it points to ${elsewhere.url}`)
    expect(elsewhere.seen).toEqual([])
  })

  test('an answer without end is left after 16 MiB', async () => {
    const { url } = await listen((_got, response) => {
      const piece = Buffer.alloc(1_024 * 1_024, ' ')
      const more = () => {
        while (!response.destroyed && response.write(piece));
      }
      response.on('drain', more)
      more()
      return null
    })
    const { code, err } = await runScene(['wallet'], { connect: createHttpConnect(defaults(url)) })
    expect({ code, err }).toEqual({ code: 2, err: 'error: the answer is larger than any of a treasurer\n' })
  })
})

describe('nobody answers', () => {
  test('nobody listens: the line says how to start the server', async () => {
    const closed = await listen(treasurer)
    for (const end of ends.splice(0)) await end()
    const { code, err } = await runScene(['status'], { connect: createHttpConnect(defaults(closed.url)) })
    expect(code).toBe(2)
    expect(err).toBe(
      `error: nobody listens at ${closed.url}: start the server with \`treasurer serve\`, or give --url\n`,
    )
  })

  test('a timeout is never a failure: a change may have been done, a question may not', async () => {
    const { url } = await listen(() => null)
    const connect = createHttpConnect(defaults(url, { answerTimeoutMs: 200 }))
    const approved = await runScene(['approve', ids.approval], { connect })
    expect(approved.code).toBe(2)
    expect(approved.err).toBe(
      `error: no answer from ${url} within 0.2 s; it may still have been done, look before you repeat it\n`,
    )
    const asked = await runScene(['wallet'], { connect })
    expect(asked).toMatchObject({ code: 2, err: `error: no answer from ${url} within 0.2 s\n` })
  })

  test('an answer that stops half-way is no answer', async () => {
    const { url } = await listen((_got, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"address"')
      response.on('close', () => undefined)
      setTimeout(() => response.destroy(), 20)
      return null
    })
    const { code, err } = await runScene(['pause'], { connect: createHttpConnect(defaults(url)) })
    expect(code).toBe(2)
    expect(err).toContain('it may still have been done')
  })

  test('a connection that is cut after a change was asked is not repeated', async () => {
    const { url, seen } = await listen((_got, response) => {
      response.destroy()
      return null
    })
    const { code, err } = await runScene(['pause'], { connect: createHttpConnect(defaults(url)) })
    expect(code).toBe(2)
    expect(err).toContain('it may still have been done')
    expect(seen).toHaveLength(1)
  })
})
