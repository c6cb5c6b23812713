import { decodeFunctionData, erc20Abi, keccak256, parseTransaction } from 'viem'
import { z } from 'zod'
import type { Database } from '#adapters/db/pool.ts'
import type { Address, TransferLog } from '#flow/5-payment/core/chain-facts.ts'
import type { ChainPort } from '#flow/5-payment/ports.ts'
import type { Seeded } from './seed.ts'

/** What the world must look like at the end. `failed` payments reverted and must not be on the chain. */
export type Expected = {
  readonly asset: string
  readonly sender: Address
  /** Blocks on top that a final payment must have. */
  readonly confirmations: bigint
  /** First block that belongs to the test. */
  readonly fromBlock: bigint
  readonly opening: bigint
  readonly paid: readonly Seeded[]
  readonly failed?: readonly Seeded[]
}

const digits = z.string().transform((text) => BigInt(text))
const books = z.object({
  posted: digits,
  held: digits,
  ledger_treasury: digits,
  open_holds: digits,
  twice_resolved: z.bigint(),
  open_twice: z.bigint(),
  nonces: z.bigint(),
  nonce_span: z.bigint(),
  next_nonce_ok: z.boolean(),
  cash_out: digits,
  auto_spend: digits,
})
const row = z.object({
  payment_id: z.string(),
  state: z.string(),
  invoice: z.string(),
  block_number: z.bigint().nullable(),
  block_hash: z.string().nullable(),
  mined_hash: z.string().nullable(),
  mined_status: z.string().nullable(),
  postings: z.bigint(),
})
const hex = z.templateLiteral(['0x', z.string()])
const attemptRow = z.object({
  nonce: z.bigint(),
  raw: hex,
  hash: hex,
  to_address: z.string(),
  amount: digits,
  token: z.string(),
})

/**
 * Reads only the chain's logs and the SQL books and says what is wrong with them. Knows nothing of the engine.
 * @param chain direct, without a faulty proxy   @param db the books   @param expected what was seeded
 * @returns one sentence per violated invariant; empty when all hold. Source: PAYMENTS.md I1 to I12.
 */
export async function findViolations(
  chain: ChainPort,
  db: Database,
  expected: Expected,
): Promise<readonly string[]> {
  const wrong: string[] = []
  const check = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence)
  }
  const head = await chain.head()
  if (!head.ok) throw head.error
  const range = { fromBlock: expected.fromBlock, toBlock: head.value.number }
  const logs = await chain.transfers({ from: expected.sender, ...range })
  if (!logs.ok) throw logs.error
  checkTransfers(logs.value, expected, check)
  await checkPayments(chain, db, { expected, logs: logs.value, head: head.value.number, check })

  const paid = expected.paid.reduce((total, payment) => total + payment.amount, 0n)
  const balance = await chain.balances(expected.sender)
  if (!balance.ok) throw balance.error
  check(balance.value.token === expected.opening - paid, `I7: the chain holds ${balance.value.token}`)
  const found = await readBooks(db, expected)
  check(found.posted === expected.opening - paid, `I7: the book says ${found.posted}, paid were ${paid}`)
  check(found.ledger_treasury === found.posted, `I11: the treasury row is not the sum of its postings`)
  check(found.held === found.open_holds, `I11: held ${found.held} is not the open holds ${found.open_holds}`)
  check(found.held === 0n, `I7: ${found.held} is still held`)
  check(found.twice_resolved === 0n, 'I11: a hold was resolved twice')
  check(found.open_twice === 0n, 'I2: a payment has two open slots')
  check(found.nonces === found.nonce_span && found.next_nonce_ok, 'I4: nonces have a gap')
  check(found.cash_out === paid, `months: cash out is ${found.cash_out}, paid were ${paid}`)
  check(found.auto_spend === paid, `cap: automatic spending counts ${found.auto_spend}, paid were ${paid}`)
  await checkBytes(db, check)
  return wrong
}

function checkTransfers(
  logs: readonly TransferLog[],
  expected: Expected,
  check: (holds: boolean, sentence: string) => void,
): void {
  const same = (log: TransferLog, payment: Seeded) =>
    log.to.toLowerCase() === payment.to.toLowerCase() && log.amount === payment.amount
  for (const payment of expected.paid) {
    const count = logs.filter((log) => same(log, payment)).length
    check(count === 1, `exactly once: ${payment.to} was paid ${count} times`)
  }
  for (const payment of expected.failed ?? []) {
    check(!logs.some((log) => same(log, payment)), `a failed payment to ${payment.to} is on the chain`)
  }
  for (const log of logs) {
    check(
      expected.paid.some((payment) => same(log, payment)),
      `I12: nobody decided the transfer to ${log.to}`,
    )
  }
}

async function checkPayments(
  chain: ChainPort,
  db: Database,
  seen: {
    readonly expected: Expected
    readonly logs: readonly TransferLog[]
    readonly head: bigint
    readonly check: (holds: boolean, sentence: string) => void
  },
): Promise<void> {
  const { expected, check } = seen
  const rows = z.array(row).parse(await readPayments(db))
  const byId = new Map(rows.map((each) => [each.payment_id, each]))
  check(rows.length === expected.paid.length + (expected.failed?.length ?? 0), 'payments were added or lost')
  for (const { paymentId } of expected.paid) {
    const payment = byId.get(paymentId)
    check(
      payment?.state === 'final' && payment.invoice === 'paid',
      `${paymentId} is ${payment?.state}/${payment?.invoice}`,
    )
    if (payment === undefined || payment.block_number === null) continue
    const canonical = await chain.blockHash(payment.block_number)
    check(
      canonical.ok && canonical.value === payment.block_hash,
      `I5: the block of ${paymentId} is not canonical`,
    )
    check(seen.head - payment.block_number >= expected.confirmations, `I5: ${paymentId} is final too early`)
    check(payment.mined_status === 'success', `I5: ${paymentId} is final with status ${payment.mined_status}`)
    check(
      seen.logs.some((log) => log.transactionHash === payment.mined_hash),
      `I5: ${paymentId} has no Transfer log`,
    )
    check(
      payment.postings === 4n,
      `I12: ${paymentId} has ${payment.postings} postings, not hold, post, cost and gas`,
    )
  }
  for (const { paymentId } of expected.failed ?? []) {
    const payment = byId.get(paymentId)
    check(
      payment?.state === 'failed_reverted' && payment.invoice === 'failed',
      `${paymentId} is ${payment?.state}`,
    )
    check(payment?.mined_status === 'reverted', `I10: ${paymentId} failed without a reverted receipt`)
    check(
      payment?.postings === 3n,
      `I12: ${paymentId} has ${payment?.postings} postings, not hold, void and gas`,
    )
  }
}

/** I3: whatever attempt of a slot wins, it is the same transfer: the one that was decided. */
async function checkBytes(db: Database, check: (holds: boolean, sentence: string) => void): Promise<void> {
  const rows = await db.query(
    'oracle_bytes',
    `select t.nonce, t.raw, t.hash, pm.to_address, pm.amount, pm.token from tx_attempts t
     join slot_payments sp using (chain_id, sender, nonce) join payments pm on pm.id = sp.payment_id
     where t.kind = 'pay'`,
  )
  for (const found of z.array(attemptRow).parse(rows)) {
    const read = parseTransaction(found.raw)
    const call = decodeFunctionData({ abi: erc20Abi, data: read.data ?? '0x' })
    const isTransfer =
      call.functionName === 'transfer' &&
      call.args[0].toLowerCase() === found.to_address.toLowerCase() &&
      call.args[1] === found.amount
    const isExact =
      isTransfer && read.to?.toLowerCase() === found.token.toLowerCase() && (read.value ?? 0n) === 0n
    check(
      isExact && (read.nonce ?? 0) === Number(found.nonce),
      `I3: nonce ${found.nonce} has bytes of another transfer`,
    )
    check(
      keccak256(found.raw) === found.hash,
      `nonce ${found.nonce}: the stored hash is not that of the bytes`,
    )
  }
}

function readPayments(db: Database) {
  return db.query(
    'oracle_payments',
    `select pm.id as payment_id, pm.state, i.status as invoice, s.block_number, s.block_hash, s.mined_hash, s.mined_status,
       (select count(*) from ledger_postings l where l.payment_id = pm.id) as postings
     from payments pm join invoices i on i.id = pm.invoice_id
     left join slot_payments sp on sp.payment_id = pm.id and sp.generation = pm.generation
     left join tx_slots s on (s.chain_id, s.sender, s.nonce) = (sp.chain_id, sp.sender, sp.nonce)`,
  )
}

async function readBooks(db: Database, expected: Expected): Promise<z.infer<typeof books>> {
  const rows = await db.query(
    'oracle_books',
    `select b.posted, b.held,
       (select coalesce(sum(case when l.to_account = 'treasury' then l.amount else -l.amount end), 0)
        from ledger_postings l where l.asset = $1 and l.kind in ('post', 'direct')
          and 'treasury' in (l.from_account, l.to_account)) as ledger_treasury,
       (select coalesce(sum(h.amount), 0) from ledger_postings h where h.kind = 'hold' and h.asset = $1
          and not exists (select 1 from ledger_postings r where r.hold_id = h.posting_id)) as open_holds,
       (select count(*) from (select 1 from ledger_postings where hold_id is not null
          group by hold_id having count(*) > 1) d) as twice_resolved,
       (select count(*) from (select 1 from slot_payments where open group by payment_id having count(*) > 1) d) as open_twice,
       (select count(*) from tx_slots) as nonces,
       (select coalesce(max(nonce) - min(nonce) + 1, 0) from tx_slots) as nonce_span,
       (select coalesce(bool_and(s.next_nonce = (select max(nonce) + 1 from tx_slots)), true) from senders s
        where s.next_nonce is not null and exists (select 1 from tx_slots)) as next_nonce_ok,
       (select coalesce(sum(cash_out), 0) from treasury_months where asset = $1) as cash_out,
       (select coalesce(sum(amount), 0) from auto_spend where asset = $1) as auto_spend
     from treasury_balance b where b.asset = $1`,
    [expected.asset],
  )
  return books.parse(rows[0])
}

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}` : value)

/**
 * The seeded payments' states in words, for a test's failure message.
 * @param db the books   @returns one line per payment with its last event
 */
export async function describePayments(db: Database): Promise<string> {
  const rows = await db.query(
    'oracle_describe',
    `select pm.id, pm.state, pm.state_reason, s.nonce, s.state as slot, (select e.kind from payment_events e
       where e.payment_id = pm.id order by e.id desc limit 1) as last_event, pm.updated_at
     from payments pm left join slot_payments sp on sp.payment_id = pm.id and sp.generation = pm.generation
     left join tx_slots s on (s.chain_id, s.sender, s.nonce) = (sp.chain_id, sp.sender, sp.nonce) order by pm.created_at`,
  )
  return rows.map((each) => JSON.stringify(each, bigintAsText)).join('\n')
}
