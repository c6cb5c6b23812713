import { z } from 'zod'
import { tokenAnswer } from '#http/wire/identity.ts'
import { ask } from './ask.ts'
import { CliFailure } from './cli-failure.ts'
import { collectBytes } from './collect-bytes.ts'
import type { Answer, Client, Connect, ConnectOptions, JsonBody } from './ports.ts'

/** Longer than the server lets any request run (30 s): the server gives up first and says so. */
const answerTimeoutMsDefault = 40_000
/** The largest page has 200 rows of a few KiB; more is no answer of ours. */
const answerBytesMax = 16 * 1_024 * 1_024

/** Where to go and who goes there when the command line says nothing; main reads it from the environment. */
export type HttpDefaults = {
  readonly url: string
  readonly token: string | null
  /** A token for whoever owns this installation's files; never sent anywhere but to this machine. */
  readonly mintToken: (() => Promise<string>) | null
  readonly answerTimeoutMs?: number
}

type Place = { readonly base: string; readonly answerTimeoutMs: number }

/**
 * Makes the way to a running server: bearer token, one time limit per request, no redirects, no retries.
 * @param defaults used where the command line says nothing   @returns connect; it sends nothing before the first request
 * Errors: connect throws CliFailure 2 for a wrong address or half a sign-in; requests throw it when nobody answers.
 * Source: CONTRACT.md "Commands".
 */
export function createHttpConnect(defaults: HttpDefaults): Connect {
  return async (options) => {
    const base = baseOf(options.url ?? defaults.url)
    const place: Place = { base, answerTimeoutMs: defaults.answerTimeoutMs ?? answerTimeoutMsDefault }
    const findToken = tokenFinder(place, options, {
      ...defaults,
      mintToken: options.url === null && isThisMachine(base) ? defaults.mintToken : null,
    })
    // One sign-in per command, also when it fails: repeating a wrong password would slow the person down.
    let token: Promise<string | null> | null = null
    return {
      request: async (method, path, body, headers = {}) => {
        // Health is public and must tell how things are also to somebody whose password is wrong.
        const isPublic = path.startsWith('/health')
        token ??= isPublic ? null : findToken()
        const held = isPublic ? null : await token
        const authorization = held === null ? {} : { authorization: `Bearer ${held}` }
        return send(place, { method, path, ...contentOf(body), headers: { ...headers, ...authorization } })
      },
      // Nothing to give back: signing out would end this person's browser sessions, too. The token ends in minutes.
      close: () => Promise.resolve(),
    }
  }
}

function tokenFinder(
  place: Place,
  options: ConnectOptions,
  defaults: HttpDefaults,
): () => Promise<string | null> {
  const { token, username, password } = options
  if (token !== null && username !== null) throw new CliFailure(2, 'give --token or --username, not both')
  if (token !== null) return held(token, '--token')
  if (username !== null && password !== null) return () => signIn(place, username, password)
  if (username !== null) throw new CliFailure(2, '--username needs --password')
  if (password !== null) throw new CliFailure(2, '--password needs --username')
  if (defaults.token !== null) return held(defaults.token, 'TREASURER_TOKEN')
  return defaults.mintToken ?? (() => Promise.resolve(null))
}

/** A header takes visible ASCII only; the complaint never repeats the token. */
function held(token: string, source: string): () => Promise<string> {
  if (!/^[\x21-\x7e]{1,8192}$/.test(token)) throw new CliFailure(2, `${source} does not hold a token`)
  return () => Promise.resolve(token)
}

async function signIn(place: Place, username: string, password: string): Promise<string> {
  const form = new URLSearchParams({ username, password })
  const request: Client['request'] = (method, path) =>
    send(place, { method, path, content: form, headers: {} })
  const { value } = await ask(
    { request, close: () => Promise.resolve() },
    { method: 'POST', path: '/token' },
    tokenAnswer,
  )
  return value.access_token
}

type Sending = {
  readonly method: string
  readonly path: string
  readonly content?: string | URLSearchParams
  readonly headers: { readonly [name: string]: string }
}

function contentOf(body: JsonBody | undefined): { readonly content?: string } {
  return body === undefined ? {} : { content: JSON.stringify(body) }
}

async function send(place: Place, sending: Sending): Promise<Answer> {
  const { method, content, headers } = sending
  const type = typeof content === 'string' ? { 'content-type': 'application/json' } : {}
  try {
    const response = await fetch(place.base + sending.path, {
      method,
      headers: { accept: 'application/json', ...type, ...headers },
      ...(content === undefined ? {} : { body: content }),
      // A redirect would carry the token to whoever is named in it.
      redirect: 'manual',
      signal: AbortSignal.timeout(place.answerTimeoutMs),
    })
    const bytes = response.body === null ? Buffer.alloc(0) : await collectBytes(response.body, answerBytesMax)
    if (bytes === null) throw new CliFailure(2, 'the answer is larger than any of a treasurer')
    return {
      status: response.status,
      body: bytes.toString('utf8'),
      headers: Object.fromEntries(response.headers),
    }
  } catch (error) {
    if (error instanceof CliFailure) throw error
    throw unreachable(place, method, error)
  }
}

const cause = z.object({ cause: z.object({ code: z.string() }) })
/** With these nothing has left this machine, or nothing arrived. */
const neverSent =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_.*|.*_CERT.*)$/

/** A timeout is never a failure: whatever was asked may have happened. */
function unreachable({ base, answerTimeoutMs }: Place, method: string, error: unknown): CliFailure {
  const told = cause.safeParse(error)
  const code = told.success ? told.data.cause.code : 'no connection'
  if (code === 'ECONNREFUSED') {
    const line = `nobody listens at ${base}: start the server with \`treasurer serve\`, or give --url`
    return new CliFailure(2, line)
  }
  const isUnsure = method !== 'GET' && !neverSent.test(code)
  const doubt = isUnsure ? '; it may still have been done, look before you repeat it' : ''
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new CliFailure(2, `no answer from ${base} within ${answerTimeoutMs / 1_000} s${doubt}`)
  }
  return new CliFailure(2, `the connection to ${base} failed (${code})${doubt}`)
}

function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
    throw new CliFailure(
      2,
      `the address of the server must be an http or https URL, such as http://127.0.0.1:8000`,
    )
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new CliFailure(
      2,
      'the address of the server must not hold a password: give --username and --password',
    )
  }
  return parsed.origin + parsed.pathname.replace(/\/+$/, '')
}

function isThisMachine(base: string): boolean {
  return /^(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/.test(new URL(base).hostname)
}
