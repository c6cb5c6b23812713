import type { Database, SqlRunner } from '#adapters/db/pool.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { CertificateTerms } from '#flow/5-payment/core/sign-request.ts'
import type { Json } from '#kernel/digest.ts'
import type { PaymentId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'
import { type Instant, isoOf } from '#kernel/time.ts'

/** What a seeded payment must end as: the oracle compares the chain with exactly this. */
export type Seeded = {
  readonly paymentId: PaymentId
  readonly invoiceId: string
  readonly to: Address
  readonly amount: TokenAmount
}

/** The token the payments are in. */
export type SeedToken = { readonly chainId: number; readonly address: Address; readonly symbol: string }

/**
 * Opens the books: a policy version and the treasury's row with what the chain says it has.
 * @param db fresh database   @param books symbol, minor units, moment
 * Errors: throws what the database throws.
 */
export async function seedBooks(
  db: Database,
  books: { readonly symbol: string; readonly posted: TokenAmount; readonly at: Instant },
): Promise<void> {
  await db.query(
    'seed_policy',
    `insert into policy_versions (version, body, reason, created_at, effective_at) values (1, '{}', 'test', $1, $1)
     on conflict do nothing`,
    [isoOf(books.at)],
  )
  await db.query(
    'seed_balance',
    'insert into treasury_balance (asset, posted, held) values ($1, $2, 0) on conflict do nothing',
    [books.symbol, books.posted],
  )
  const body = {
    asset: books.symbol,
    amount: books.posted.toString(),
    id: uuidV7.next(),
    at: isoOf(books.at),
  }
  await db.query(
    'seed_funding',
    `insert into ledger_postings (posting_id, kind, from_account, to_account, asset, amount, memo, at)
     select ($1::jsonb ->> 'id')::uuid, 'direct', 'equity:funding', 'treasury', $1::jsonb ->> 'asset',
            ($1::jsonb ->> 'amount')::numeric, 'opening balance', ($1::jsonb ->> 'at')::timestamptz`,
    [JSON.stringify(body)],
  )
}

/**
 * Commits one decided payment as the corridor does: hold, payment row, treasury and rolling cap in one transaction.
 * @param db with books   @param payment token, payee, minor units, moment; `payeeSigned` forges the certificate's payee
 * @returns what the oracle compares with. Errors: throws what the database throws.
 */
export async function seedPayment(
  db: Database,
  payment: {
    readonly token: SeedToken
    readonly to: Address
    readonly amount: TokenAmount
    readonly at: Instant
    readonly payeeSigned?: Address
  },
): Promise<Seeded> {
  const { token, to, amount } = payment
  const at = isoOf(payment.at)
  const paymentId = uuidV7.next<'payment'>()
  const vendorId = uuidV7.next<'vendor'>()
  const invoiceId = uuidV7.next<'invoice'>()
  const decisionId = uuidV7.next<'decision'>()
  const terms: CertificateTerms = {
    payment_id: paymentId,
    invoice_id: invoiceId,
    decision_id: decisionId,
    facts_hash: 'f'.repeat(64),
    policy_version: 1,
    approval_id: null,
    payee: payment.payeeSigned ?? to,
    amount: amount.toString(),
    token: token.address,
    chain_id: token.chainId,
  }
  const item = {
    id: paymentId,
    invoice_id: invoiceId,
    decision_id: decisionId,
    approval_id: null,
    vendor_id: vendorId,
    chain_id: token.chainId,
    token: token.address,
    to_address: to,
    amount: amount.toString(),
    certificate: { hash: sha256Digest.ofRecord(terms), terms },
    hold_id: uuidV7.next(),
    from_account: 'treasury',
    to_account: `payable:${vendorId}`,
    automatic: true,
    memo: 'test payment',
  }
  await db.transaction(async (tx) => {
    await tx.query('seed_lock', 'select 1 from treasury_balance where asset = $1 for update', [token.symbol])
    await insertDecided(tx, { vendorId, invoiceId, decisionId, to, amount: amount.toString(), at })
    await reserve(tx, { item, asset: token.symbol, amount, at })
  })
  return { paymentId, invoiceId, to, amount }
}

/** Vendor, document, invoice and decision: what must stand before money is reserved. */
async function insertDecided(
  tx: SqlRunner,
  of: {
    readonly vendorId: string
    readonly invoiceId: string
    readonly decisionId: string
    readonly to: Address
    readonly amount: string
    readonly at: string
  },
): Promise<void> {
  const documentId = uuidV7.next<'document'>()
  await tx.query(
    'seed_vendor',
    `insert into vendors (id, name, name_key, wallet_address, category, status, payee_set_at, created_at)
     values ($1, 'Vendor', $2, $3, 'cloud', 'verified', $4, $4)`,
    [of.vendorId, of.vendorId, of.to, of.at],
  )
  await tx.query(
    'seed_document',
    `insert into documents (id, sha256, media_type, content, size_bytes, channel, created_at)
     values ($1, decode($2, 'hex'), 'text/plain', 'invoice', 7, 'api', $3)`,
    [documentId, sha256Digest.ofText(documentId), of.at],
  )
  await tx.query(
    'seed_invoice',
    `insert into invoices (id, document_id, vendor_id, vendor_key, seller_name, amount_text, currency, amount,
                           reading, status, created_at, updated_at)
     values ($1, $2, $3, $4::text, 'Vendor', ($5::numeric)::text, 'MNEE', $5::numeric, '{}', 'paying', $6, $6)`,
    [of.invoiceId, documentId, of.vendorId, of.vendorId, of.amount, of.at],
  )
  await tx.query(
    'seed_decision',
    `insert into decisions (id, invoice_id, policy_version, outcome, facts, facts_hash, decision, decided_at)
     values ($1, $2, 1, 'pay', '{}', $3, '{}', $4)`,
    [of.decisionId, of.invoiceId, 'f'.repeat(64), of.at],
  )
}

async function reserve(
  tx: SqlRunner,
  of: { readonly item: Json; readonly asset: string; readonly amount: TokenAmount; readonly at: string },
): Promise<void> {
  await tx.query('seed_reserve', 'select reserve_payment($1::jsonb, $2, $3::timestamptz)', [
    JSON.stringify(of.item),
    of.asset,
    of.at,
  ])
  await tx.query('seed_hold', 'update treasury_balance set held = held + $2::numeric where asset = $1', [
    of.asset,
    of.amount,
  ])
  await tx.query(
    'seed_cap',
    `insert into auto_spend (asset, minute, amount, payments)
     values ($1, date_trunc('minute', $3::timestamptz), $2::numeric, 1)
     on conflict (asset, minute) do update
       set amount = auto_spend.amount + excluded.amount, payments = auto_spend.payments + 1`,
    [of.asset, of.amount, of.at],
  )
  await tx.query('seed_notify', "select pg_notify('payment_due', '')")
}
