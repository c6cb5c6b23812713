import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { z } from 'zod'
import { readText } from '#flow/2-extraction/core/read-text.ts'
import { problemBody } from '#http/problem.ts'
import type { ProblemCode } from '#http/problem-codes.ts'
import { approvedAnswer, pausedAnswer, queuedAnswer } from '#http/wire/invoices.ts'
import { readinessAnswer } from '#http/wire/operations.ts'
import { approvalPage, transactionPage } from '#http/wire/payments.ts'
import { problem } from '#http/wire/shared.ts'
import { dashboard, wallet } from '#http/wire/treasury.ts'
import type { Answer, CliDeps, Client, Connect, ConnectOptions, JsonBody } from '../../src/cli/ports.ts'
import { runCli } from '../../src/cli/run-cli.ts'

export type Asked = { readonly method: string; readonly path: string; readonly body: JsonBody | undefined }
export type Ran = {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly asked: readonly Asked[]
  readonly connected: readonly ConnectOptions[]
  readonly closed: number
}

export const madePassword = 'made-for-the-test-7Xq'

/** Runs the command line on recorded streams. `answer` stands for the other end of the client port. */
export async function runScene(
  argv: readonly string[],
  scene: {
    readonly answer?: (asked: Asked) => Answer | Promise<Answer>
    readonly connect?: Connect
    readonly stdin?: string | Uint8Array
    readonly columns?: number
    readonly read?: CliDeps['read']
  } = {},
): Promise<Ran> {
  const seen = { out: '', err: '', closed: 0 }
  const asked: Asked[] = []
  const connected: ConnectOptions[] = []
  const request: Client['request'] = async (method, path, body) => {
    const call = { method, path, body }
    asked.push(call)
    if (scene.answer === undefined) throw new Error(`nothing was expected to be asked: ${method} ${path}`)
    return scene.answer(call)
  }
  const recorded: Connect = async (options) => {
    connected.push(options)
    return {
      request,
      close: async () => {
        seen.closed += 1
      },
    }
  }
  const code = await runCli({
    argv,
    stdout: {
      write: (text) => (seen.out += text),
      ...(scene.columns === undefined ? {} : { isTTY: true, columns: scene.columns }),
    },
    stderr: { write: (text) => (seen.err += text) },
    stdin: pieces(scene.stdin ?? ''),
    connect: scene.connect ?? recorded,
    version: '9.8.7',
    read: scene.read ?? readText,
    makePassword: () => madePassword,
    clock: { monotonicMs: () => 5 },
  })
  return { code, ...seen, asked, connected }
}

async function* pieces(content: string | Uint8Array) {
  yield content
}

/** A folder with files, and its end. */
export function folderOf(files: { readonly [name: string]: string | Uint8Array }) {
  const folder = mkdtempSync(join(tmpdir(), 'treasurer-cli-'))
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return {
    path: (name: string) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** An answer whose text has been held against the published shape. */
export function answerOf(
  shape: z.ZodType,
  body: string,
  status = 200,
  headers: { readonly [name: string]: string } = {},
): Answer {
  shape.parse(JSON.parse(body))
  return { status, body, headers }
}

/** A refusal as the server writes it. */
export function refusal(
  status: number,
  code: ProblemCode,
  detail: string,
  headers: { readonly [name: string]: string } = {},
): Answer {
  const about = { path: '/x', requestId: 'req-77', at: '2026-03-01T10:00:00.000Z' }
  return answerOf(problem, problemBody({ code, detail }, about), status, headers)
}

export const ids = {
  invoice: '0190c2a4-7c1e-7b3a-9f5e-000000000001',
  payment: '0190c2a4-7c1e-7b3a-9f5e-000000000002',
  approval: '0190c2a4-7c1e-7b3a-9f5e-000000000003',
  vendor: '0190c2a4-7c1e-7b3a-9f5e-000000000004',
}
export const hash = `0x${'ab'.repeat(32)}`
export const address = `0x${'5C'.repeat(20)}`

/** Nineteen digits after the point and a long whole part: no binary number holds them. */
export const longAmount = '90071992547409.930000000000000001'

/** Recorded answers, as the server writes them: amounts in digits that a binary number would lose. */
export const answers = {
  approved: answerOf(
    approvedAnswer,
    `{"status":"APPROVED","invoice_id":"${ids.invoice}","transaction_id":"${ids.payment}","tx_hash":"${hash}","vendor":"CloudSpace Hosting LLC","amount":${longAmount},"currency":"MNEE","balance":99850.00,"runway_months":41.2,"reasons":["Within the limit."]}`,
  ),
  paused: answerOf(
    pausedAnswer,
    `{"status":"PAUSED_FOR_APPROVAL","invoice_id":"${ids.invoice}","approval_id":"${ids.approval}","vendor":"CloudSpace Hosting LLC","amount":150.00,"currency":"MNEE","reason":"150.00 is over the limit of 50.00.","reasons":["150.00 is over the limit of 50.00."]}`,
    202,
  ),
  queued: answerOf(
    queuedAnswer,
    `{"status":"QUEUED","invoice_id":"${ids.invoice}","transaction_id":"${ids.payment}","tx_hash":null}`,
    202,
  ),
  processing: answerOf(
    queuedAnswer,
    `{"status":"PROCESSING","invoice_id":"${ids.invoice}","transaction_id":null,"tx_hash":null}`,
    202,
  ),
  ready: answerOf(
    readinessAnswer,
    '{"status":"degraded","services":{"database":{"status":"healthy","type":"embedded"},"redis":{"status":"healthy","type":"memory"},"blockchain":{"status":"unhealthy","block_number":null}},"version":"0.1.0","timestamp":"2026-03-01T10:00:00.000Z"}',
  ),
  dashboard: answerOf(
    dashboard,
    `{"status":"paused","treasury_balance":99850.00,"currency":"MNEE","monthly_burn":2420.10,"runway_months":41.0,"alerts":[{"code":"PAYING_PAUSED","severity":"critical","text":"Paying is paused: checking."}],"balance_text":"${longAmount}","posted_text":"99900.00","held_text":"50.00","monthly_burn_text":"2420.10","burn_basis":"mean net burn of 3 complete months","critical_runway_months":2.0,"cash_out_day":"2029-08-01","pending_approvals":2,"pending_approvals_amount":"300.00","paid_this_month":"192.00","paid_this_month_count":2,"months":[],"policy_version":1,"approval_limit":"50.00","paused_reason":"checking","mode":{"chain":"local","chain_id":31337,"database":"embedded","llm":false,"sample_data":true}}`,
  ),
  wallet: answerOf(
    wallet,
    `{"address":"${address}","chain_id":31337,"token":{"address":"${address}","symbol":"MNEE","decimals":18},"balance":"99900.00","gas_balance":"0.99","block_number":"1234"}`,
  ),
  approvals: answerOf(
    approvalPage,
    JSON.stringify({
      data: [
        {
          id: ids.approval,
          invoice_id: ids.invoice,
          status: 'pending',
          vendor: '株式会社 Cloud\u001b[31m\u202eSpace',
          vendor_id: null,
          vendor_status: 'unknown',
          to_address: null,
          invoice_number: 'INV-1',
          amount: null,
          amount_text: '10.00',
          currency: 'EUR',
          reason: 'The vendor is not in the register, so a person has to look at it.',
          reasons: [],
          people_needed: 1,
          votes: [],
          submitted_by: null,
          runway_months_after: null,
          created_at: '2026-03-01T10:00:00.000Z',
          expires_at: '2026-03-31T10:00:00.000Z',
          decided_at: null,
        },
      ],
      next_cursor: 'next-page',
    }),
  ),
  payments: answerOf(
    transactionPage,
    JSON.stringify({
      data: [
        {
          id: ids.payment,
          invoice_id: ids.invoice,
          invoice_number: null,
          vendor: 'CloudSpace Hosting LLC',
          vendor_id: ids.vendor,
          to_address: address,
          amount: longAmount,
          currency: 'MNEE',
          status: 'unknown',
          tx_hash: hash,
          block_number: null,
          confirmations: null,
          confirmations_needed: 3,
          automatic: true,
          reason: null,
          created_at: '2026-03-01T10:00:00.000Z',
          updated_at: '2026-03-01T10:00:01.000Z',
        },
      ],
      next_cursor: null,
    }),
  ),
}
