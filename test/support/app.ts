import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect } from 'vitest'
import { z } from 'zod'
import { settingsSchema } from '#adapters/chain/anvil-files.ts'
import { type JsonRpc, openJsonRpc } from '#adapters/chain/json-rpc.ts'
import { tokenAnswer, userView } from '#http/wire/identity.ts'
import { problem } from '#http/wire/shared.ts'
import { vendorView, wallet as walletAnswer } from '#http/wire/treasury.ts'
import type { Role } from '#identity/core/roles.ts'
import { type App, compose } from '#main/compose.ts'
import { readConfig } from '#main/config.ts'
import { testChain } from './chain.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type LogLine, recordingLog } from './http-server.ts'
import { type ChainTransfer, readJsonFile, readTransfers } from './transfers.ts'
import {
  createWireCheck,
  type OpenApiDocument,
  openApiDocument,
  type WireAnswer,
  type WireCheck,
} from './wire-check.ts'

/** `embedded`: our own local chain, 18 decimals. `configured`: everything by RPC_URL and its companions, 6 decimals. */
export type Variant = 'embedded' | 'configured'

/** The same suite runs on both. */
export const variants: readonly Variant[] = ['embedded', 'configured']

export const ownerPassword = 'lantern-harbour-quiet-74'
const memberPassword = 'quiet-harbour-lantern-12'

export type AppRequest = {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: string
  /** Whose token is sent; nobody's when absent. */
  readonly as?: Role
  readonly headers?: Readonly<Record<string, string>>
  readonly payload?: object | string
}

export type TestApp = {
  readonly variant: Variant
  readonly decimals: number
  readonly database: TestDatabase
  readonly document: OpenApiDocument
  readonly rpc: JsonRpc
  readonly log: readonly LogLine[]
  readonly app: App
  /** Sends one request; the answer is held against the OpenAPI document and the contract's headers. */
  readonly ask: (request: AppRequest) => Promise<WireAnswer>
  readonly tokenFor: (role: Role) => Promise<string>
  readonly submit: (rawText: string, as?: Role) => Promise<WireAnswer>
  /** A vendor that may be paid: made by the owner, verified by an approver. */
  readonly vendor: (name: string) => Promise<TestVendor>
  /** Every Transfer from the treasury to an address, oldest first. */
  readonly transfersTo: (address: string) => Promise<readonly ChainTransfer[]>
  readonly close: () => Promise<void>
}

export type TestVendor = { readonly id: string; readonly name: string; readonly wallet: string }

/**
 * The whole program in this process, through its own composition root, on a database of its own.
 * @param options variant; env added to what the suite sets   @returns the program; close it in afterAll
 * Errors: throws when a part does not start. Source: issue 2, "the same suite passes".
 */
export async function startApp(
  options: {
    readonly variant?: Variant
    readonly env?: Readonly<Record<string, string>>
    /** Another way to the same database, such as a gate that can be closed. */
    readonly databaseThrough?: (connectionString: string) => Promise<string>
  } = {},
): Promise<TestApp> {
  const variant = options.variant ?? 'embedded'
  const dir = await mkdtemp(join(tmpdir(), 'treasurer-app-'))
  const database = await testDatabase()
  const closers: (() => Promise<unknown>)[] = [
    () => rm(dir, { recursive: true, force: true }),
    () => database.close(),
  ]
  const close = async (): Promise<void> => {
    for (const end of closers.splice(0).toReversed()) await end()
  }
  try {
    const outside = variant === 'configured' ? await configuredChain(closers) : { SAMPLE_DATA: 'true' }
    const config = readConfig(dir, {
      NODE_ENV: 'test',
      DATABASE_URL: (await options.databaseThrough?.(database.connectionString)) ?? database.connectionString,
      DATA_DIR: join(dir, 'data'),
      LOG_DIR: join(dir, 'logs'),
      ADMIN_USERNAME: 'owner',
      ADMIN_PASSWORD: ownerPassword,
      RATE_LIMIT_PER_MINUTE: '0',
      LOCAL_CHAIN_BLOCK_MS: '100',
      VENDOR_COOLING_OFF_HOURS: '0',
      FIRST_PAYMENT_REVIEW: 'false',
      ...outside,
      ...options.env,
    })
    if (!config.ok) throw new Error(config.error)
    const recorded = recordingLog()
    const app = await compose(config.value, recorded.log, '0.0.0-test')
    closers.push(app.stop)
    const url = config.value.RPC_URL ?? (await embeddedUrl(dir))
    return { ...(await client(app, url)), variant, database, log: recorded.lines, app, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** An anvil of our own as an operator would configure a chain: id 1946, a token with 6 decimals, a raw key. */
async function configuredChain(
  closers: (() => Promise<unknown>)[],
): Promise<Readonly<Record<string, string>>> {
  const key = generatePrivateKey()
  const chain = await testChain({ chainId: 1946, decimals: 6, treasury: privateKeyToAccount(key).address })
  closers.push(chain.stop)
  const redis = process.env['TEST_REDIS_URL'] ?? ''
  return {
    RPC_URL: chain.url,
    CHAIN_ID: '1946',
    MNEE_TOKEN_ADDRESS: chain.token,
    WALLET_PRIVATE_KEY: key,
    ...(redis === '' ? {} : { REDIS_URL: redis }),
  }
}

async function embeddedUrl(dir: string): Promise<string> {
  const { port } = await readJsonFile(join(dir, 'data', 'chain', 'settings.json'), settingsSchema)
  return `http://127.0.0.1:${port}`
}

type Client = Omit<TestApp, 'variant' | 'database' | 'log' | 'app' | 'close'>

async function client(app: App, rpcUrl: string): Promise<Client> {
  const described = await app.server.inject('/openapi.json')
  const document = openApiDocument.parse(described.json())
  const check = createWireCheck(document)
  const tokens = new Map<Role, Promise<string>>()
  const send = (request: Omit<AppRequest, 'as'>) => sendChecked(app, check, request)
  const tokenFor = (role: Role): Promise<string> => {
    const known = tokens.get(role) ?? signIn(send, role, () => tokenFor('owner'))
    tokens.set(role, known)
    return known
  }
  const ask: TestApp['ask'] = async ({ as, ...request }) => {
    const authorization = as === undefined ? {} : { authorization: `Bearer ${await tokenFor(as)}` }
    return send({ ...request, headers: { ...authorization, ...request.headers } })
  }
  // On a busy machine the chain may answer a moment after the rest is up.
  const first = await until(
    () => ask({ url: '/api/wallet', as: 'owner' }),
    (answer) => answer.status === 200,
  )
  const facts = walletAnswer.parse(first.body)
  const rpc = openJsonRpc({ url: rpcUrl, timeoutMs: 10_000 })
  return {
    document,
    decimals: facts.token.decimals,
    rpc,
    ask,
    tokenFor,
    submit: (rawText, as = 'submitter') =>
      ask({ method: 'POST', url: '/api/process-invoice', as, payload: { raw_text: rawText } }),
    vendor: (name) => makeVendor(ask, name),
    transfersTo: (address) =>
      readTransfers(rpc, { token: facts.token.address, from: facts.address, to: address }),
  }
}

const busy = 'The server is busy. Try again in a moment.'

async function sendChecked(app: App, check: WireCheck, request: Omit<AppRequest, 'as'>): Promise<WireAnswer> {
  const method = request.method ?? 'GET'
  const { url, headers, payload } = request
  const inject = () =>
    app.server.inject({
      method,
      url,
      headers: { ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
  let raw = await inject()
  // A busy machine: the test shares its event loop with the server, which then refuses work and says when to come back.
  for (let turn = 0; turn < 5 && raw.statusCode === 503 && raw.body.includes(busy); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 500))
    raw = await inject()
  }
  const flat = Object.entries(raw.headers).map(([name, value]) => [
    name,
    value === undefined ? value : String(value),
  ])
  const answer = {
    status: raw.statusCode,
    headers: z.record(z.string(), z.string().optional()).parse(Object.fromEntries(flat)),
    text: raw.body,
    body: parseJson(raw.body),
  }
  check({ method, url }, answer)
  return answer
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Send = (request: Omit<AppRequest, 'as'>) => Promise<WireAnswer>

async function signIn(send: Send, role: Role, owner: () => Promise<string>): Promise<string> {
  const username = role
  const password = role === 'owner' ? ownerPassword : memberPassword
  if (role !== 'owner') {
    const headers = { authorization: `Bearer ${await owner()}` }
    const made = await send({
      method: 'POST',
      url: '/users/',
      headers,
      payload: { username, password, role },
    })
    told(made, 201, userView)
  }
  const form = new URLSearchParams({ username, password }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  return told(await send({ method: 'POST', url: '/token', headers, payload: form }), 200, tokenAnswer)
    .access_token
}

async function makeVendor(ask: TestApp['ask'], name: string): Promise<TestVendor> {
  const wallet = privateKeyToAccount(generatePrivateKey()).address
  const payload = { name, wallet_address: wallet }
  const made = told(await ask({ method: 'POST', url: '/api/vendors', as: 'owner', payload }), 201, vendorView)
  const verify = {
    method: 'POST',
    url: `/api/vendors/${made.id}/verify`,
    as: 'approver',
    payload: {},
  } as const
  expect((await ask(verify)).status).toBe(200)
  return { id: made.id, name, wallet }
}

/** The body of an answer with this status, in the shape of its schema. Errors: fails the test with the whole answer. */
export function told<S extends z.ZodType>(answer: WireAnswer, status: number, shape: S): z.infer<S> {
  expect(answer.status, answer.text).toBe(status)
  return shape.parse(answer.body)
}

/** The code of a refusal with this status. Errors: fails the test with the whole answer. */
export function refused(answer: WireAnswer, status: number): z.infer<typeof problem>['error'] {
  return told(answer, status, problem).error
}

/** Asks again until the answer satisfies; for what happens by itself. Errors: throws the last answer after `withinMs`. */
export async function until<T>(
  ask: () => Promise<T>,
  isEnough: (value: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs
  for (;;) {
    const value = await ask()
    if (isEnough(value)) return value
    if (performance.now() > end)
      throw new Error(`not within ${withinMs} ms; last: ${JSON.stringify(value, digits)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

/** The text of an invoice as vendors write it. @param of amount as a decimal @returns text. Errors: none. */
export function invoiceText(of: {
  readonly vendor: string
  readonly number: string
  readonly amount: string
  readonly currency?: string
  readonly more?: string
}): string {
  const currency = of.currency ?? 'MNEE'
  return `INVOICE #${of.number}\n\nFrom: ${of.vendor}\nBill to: Acme Labs Inc.\n\nServices    ${of.amount} ${currency}\n${of.more ?? ''}\nTOTAL DUE: ${of.amount} ${currency}\n`
}
