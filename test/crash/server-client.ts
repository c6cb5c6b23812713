import { request } from 'node:http'
import type { z } from 'zod'
import { tokenAnswer } from '#http/wire/identity.ts'
import { vendorPage, vendorView } from '#http/wire/treasury.ts'

/** One answer as the client saw it. */
export type Answer = { readonly status: number; readonly text: string; readonly replayed: boolean }

/** Whom invoices of a test come from, and where the register says to pay. */
export type Payee = { readonly name: string; readonly wallet: string }

/** A client that knows nothing but HTTP. */
export type ServerClient = {
  readonly signIn: () => Promise<void>
  /** Null: the connection ended without a whole answer, so what became of it is unknown to the client. */
  readonly submit: (rawText: string, onFirstByte?: () => void) => Promise<Answer | null>
  /** A page's data, asked for again while the server is busy. Errors: throws for any other status and another shape. */
  readonly read: <S extends z.ZodType>(path: string, shape: S) => Promise<z.infer<S>>
  /** The status of a path that needs no token; 0 when nobody answers. */
  readonly statusOf: (path: string) => Promise<number>
  /** A vendor of the register. Errors: throws when it is not there. */
  readonly known: (name: string) => Promise<Payee>
  /** Registers a vendor and verifies it. */
  readonly register: (name: string) => Promise<Payee>
}

export const ownerLogin = { username: 'owner', password: 'lantern-harbour-quiet-74' }
// Only ends a test that hangs: a submit waits for its hash, and a busy machine is slow.
const answerMsMax = 60_000

/**
 * A client of a server, also across its deaths.
 * @param url where it listens, also after a restart   @returns the client, not signed in. Errors: none here.
 */
export function createServerClient(url: string): ServerClient {
  const state = { token: '' }
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await sendPatiently({ url: url + path, token: state.token, payload: JSON.stringify(body) })
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text)
  }
  const read: ServerClient['read'] = async (path, shape) => {
    const answer = await sendPatiently({ url: url + path, token: state.token, payload: null })
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    return shape.parse(JSON.parse(answer.text))
  }
  return {
    signIn: async () => {
      state.token = tokenAnswer.parse(await post('/token', ownerLogin)).access_token
    },
    submit: (rawText, onFirstByte) => {
      const payload = JSON.stringify({ raw_text: rawText })
      const sent = { url: `${url}/api/process-invoice`, token: state.token, payload }
      return send(onFirstByte === undefined ? sent : { ...sent, onFirstByte })
    },
    read,
    statusOf: async (path) => {
      const answer = await send({ url: url + path, token: '', payload: null })
      return answer?.status ?? 0
    },
    known: async (name) => {
      const page = await read('/api/vendors?limit=100', vendorPage)
      const found = page.data.find((vendor) => vendor.name === name)
      if (found === undefined || found.wallet_address === null) throw new Error(`${name} is not registered`)
      return { name, wallet: found.wallet_address }
    },
    register: async (name) => {
      const digits = Buffer.from(name).toString('hex').padStart(40, '7').slice(-40)
      const made = vendorView.parse(await post('/api/vendors', { name, wallet_address: `0x${digits}` }))
      await post(`/api/vendors/${made.id}/verify`, {})
      return { name, wallet: `0x${digits}` }
    },
  }
}

type Sent = {
  readonly url: string
  readonly token: string
  readonly payload: string | null
  readonly onFirstByte?: () => void
}

/** A server that is busy or just restarting says 503 or nothing: asked again for a minute. */
async function sendPatiently(of: Sent): Promise<Answer> {
  const deadline = performance.now() + answerMsMax
  for (;;) {
    const answer = await send(of)
    if (answer !== null && answer.status !== 503) return answer
    if (performance.now() > deadline) throw new Error(`${of.url} answered ${answer?.status}: ${answer?.text}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function send(of: Sent): Promise<Answer | null> {
  return new Promise((resolve) => {
    const sent = request(of.url, {
      agent: false,
      method: of.payload === null ? 'GET' : 'POST',
      headers: {
        ...(of.token === '' ? {} : { authorization: `Bearer ${of.token}` }),
        ...(of.payload === null ? {} : { 'content-type': 'application/json' }),
      },
    })
    sent.setTimeout(answerMsMax, () => sent.destroy())
    sent.once('error', () => resolve(null))
    sent.once('close', () => resolve(null))
    sent.once('response', (answer) => {
      of.onFirstByte?.()
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      const replayed = answer.headers['idempotent-replayed'] === 'true'
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text, replayed }))
      answer.once('error', () => resolve(null))
    })
    sent.end(of.payload ?? undefined)
  })
}

/**
 * The text of an invoice.
 * @param of vendor, its own number, amount as a decimal   @returns text. Errors: none.
 */
export function invoiceOf(of: {
  readonly vendor: string
  readonly number: string
  readonly amount: string
}): string {
  return `INVOICE #${of.number}\n\nFrom: ${of.vendor}\nBill to: Acme Labs Inc.\n\nServices    ${of.amount} MNEE\n\nTOTAL DUE: ${of.amount} MNEE\n`
}
