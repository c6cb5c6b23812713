import { createHash } from 'node:crypto'
import type pg from 'pg'
import { v7 } from 'uuid'
import { encodeFunctionData, keccak256, parseAbi } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { vendorWallet } from './invoices.ts'
import type { Templates } from './reference-schema.ts'

export type Appended = {
  readonly status: 'PAUSED' | 'APPROVED'
  readonly invoice_id: string
  readonly tx_hash?: string
}

/** The least that an answer to an invoice costs: load, (sign,) append, commit. A stored answer is told again. */
export type Appender = {
  readonly ask: (text: string) => Promise<Appended | object>
  readonly pay: (text: string) => Promise<Appended>
}

type Facts = { readonly replay: { readonly answer: object | null } | null }

const replayWindowMs = '900000'
const transferAbi = parseAbi(['function transfer(address to, uint256 value) returns (bool)'])

/**
 * Makes the appender: the facts by the real function, then one commit of rows as the real server writes them.
 * @param db the pool   @param templates rows to copy   @returns the appender
 * Errors: pg's errors, thrown.
 */
export function createAppender(db: pg.Pool, templates: Templates): Appender {
  const account = privateKeyToAccount(generatePrivateKey())
  let serial = 0
  const loadFacts = async (text: string, hash: string): Promise<Facts> => {
    const { rows } = await db.query<{ readonly facts: Facts }>({
      name: 'facts',
      text: 'select load_intake_facts($1::jsonb) as facts',
      values: [
        JSON.stringify({
          at: new Date().toISOString(),
          asset: 'MNEE',
          text_hash: hash,
          name_key: templates.ask['invoices']?.['vendor_key'] ?? '',
          number_key: numberOf(text),
          replay_window_ms: replayWindowMs,
        }),
      ],
    })
    return rows[0]?.facts ?? { replay: null }
  }
  return {
    ask: async (text) => {
      const hash = hashOf(text)
      const { replay } = await loadFacts(text, hash)
      if (replay !== null && replay.answer !== null) return replay.answer
      serial += 1
      const made = decidedRows(templates.ask, { text, hash, serial })
      const approvals = { ...templates.ask['approvals'], ...made.links, id: v7() }
      await append(db, 'ask', { ...made.rows, approvals })
      return { status: 'PAUSED', invoice_id: made.invoiceId }
    },
    pay: async (text) => {
      const hash = hashOf(text)
      await loadFacts(text, hash)
      // After the wait: the number belongs to this one alone.
      serial += 1
      const nonce = serial
      const made = decidedRows(templates.pay, { text, hash, serial })
      const raw = await account.signTransaction(transferOf(nonce))
      const txHash = keccak256(raw)
      await append(db, 'pay', {
        ...made.rows,
        ...paymentRows(templates.pay, { ...made, nonce, raw, txHash }),
      })
      return { status: 'APPROVED', invoice_id: made.invoiceId, tx_hash: txHash }
    },
  }
}

async function append(db: pg.Pool, kind: 'ask' | 'pay', rows: object): Promise<void> {
  const values = [JSON.stringify(rows)]
  await db.query({ name: `append_${kind}`, text: `select bench_reference.append_${kind}($1::jsonb)`, values })
}

type Given = { readonly text: string; readonly hash: string; readonly serial: number }

function decidedRows(template: Templates['ask'], { text, hash, serial }: Given) {
  const [documentId, invoiceId, decisionId] = [v7(), v7(), v7()]
  const number = numberOf(text)
  const links = { invoice_id: invoiceId, decision_id: decisionId }
  const rows = {
    documents: { ...template['documents'], id: documentId, content: text, sha256: `\\x${hash}` },
    invoices: { ...template['invoices'], id: invoiceId, document_id: documentId, number, number_key: number },
    decisions: { ...template['decisions'], id: decisionId, invoice_id: invoiceId },
    intake_replays: { ...template['intake_replays'], text_hash: `\\x${hash}`, invoice_id: invoiceId },
    outbox: { ...template['outbox'], id: serial, subject_id: invoiceId, seq: null },
  }
  return { invoiceId, links, rows, serial }
}

type Signed = ReturnType<typeof decidedRows> & {
  readonly nonce: number
  readonly raw: string
  readonly txHash: string
}

function paymentRows(template: Templates['pay'], { links, serial, nonce, raw, txHash }: Signed) {
  const [paymentId, holdId] = [v7(), v7()]
  return {
    payments: { ...template['payments'], ...links, id: paymentId, hold_id: holdId },
    ledger_postings: {
      ...template['ledger_postings'],
      id: serial,
      posting_id: holdId,
      payment_id: paymentId,
    },
    payment_events: { ...template['payment_events'], id: serial, payment_id: paymentId },
    tx_slots: { ...template['tx_slots'], nonce },
    slot_payments: { ...template['slot_payments'], nonce, payment_id: paymentId },
    tx_attempts: { ...template['tx_attempts'], nonce, raw, hash: txHash },
  }
}

function transferOf(nonce: number) {
  const args = [vendorWallet(nonce % 2), 1_250_000_000_000_000_000n] as const
  return {
    type: 'eip1559',
    chainId: 31_337,
    nonce,
    gas: 100_000n,
    maxFeePerGas: 2_000_000_000n,
    maxPriorityFeePerGas: 1_000_000_000n,
    to: vendorWallet(0),
    data: encodeFunctionData({ abi: transferAbi, functionName: 'transfer', args }),
  } as const
}

function numberOf(text: string): string {
  return /INVOICE #(\S+)/.exec(text)?.[1] ?? ''
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
