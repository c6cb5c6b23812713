import type {
  Approval,
  Dashboard,
  InvoiceDetail,
  InvoiceFields,
  LogLine,
  Member,
  TransactionDetail,
  Vendor,
} from '../src/api/types.ts'

/** Answers of the API in their real shapes, for tests: each takes what matters to the test. */

const id = '0190a5f0-0000-7000-8000-000000000001'
const at = '2026-11-24T10:00:00.000Z'
const wallet = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

/** A hash made of one digit. */
export const hashOf = (digit: string): string => `0x${digit.repeat(64)}`

export const noFields: InvoiceFields = {
  number: null,
  issue_date: null,
  due_date: null,
  seller_name: null,
  seller_tax_id: null,
  buyer_name: null,
  currency: null,
  net: null,
  tax: null,
  total: null,
  prepaid: null,
  amount_due: null,
  ibans: null,
  wallet: null,
  document_type: null,
  lines: null,
  payment_terms: null,
  category: null,
}

/** A text claim with evidence at `[start, end)`. */
export function claimAt(value: string, start: number | null, end: number | null) {
  const evidence = [{ page: 1, x: 0, y: 0, w: 1, h: 1, text: value, start, end }]
  return { value, confidence: 97, source: 'text' as const, evidence }
}

export const decision: NonNullable<InvoiceDetail['decision']> = {
  id,
  outcome: 'ask',
  policy_version: 1,
  reasons: [{ code: 'approval_limit', text: '150.00 MNEE is above the automatic limit of 50.00 MNEE.' }],
  trace: [],
  runway_months_after: 7.4,
  facts_hash: 'f',
  decided_at: at,
}

export function transaction(change: Partial<TransactionDetail> = {}): TransactionDetail {
  return {
    id,
    invoice_id: id,
    invoice_number: 'INV-2024-001',
    vendor: 'CloudSpace Hosting LLC',
    vendor_id: id,
    to_address: wallet,
    amount: '150.00',
    currency: 'MNEE',
    status: 'queued',
    tx_hash: null,
    block_number: null,
    confirmations: null,
    confirmations_needed: 3,
    automatic: false,
    reason: null,
    created_at: at,
    updated_at: at,
    decision,
    approvals: [],
    attempts: [],
    receipts: [],
    ledger_entries: [],
    events: [],
    ...change,
  }
}

export function attempt(broadcasts: number): TransactionDetail['attempts'][number] {
  return {
    hash: hashOf('a'),
    kind: 'pay',
    nonce: 4,
    max_fee_wei: '1500000000',
    tip_wei: '1000000000',
    broadcasts,
    last_said: broadcasts === 0 ? null : 'accepted',
    created_at: at,
  }
}

export function approval(change: Partial<Approval> = {}): Approval {
  return {
    id,
    invoice_id: id,
    status: 'pending',
    vendor: 'CloudSpace Hosting LLC',
    vendor_id: id,
    vendor_status: 'verified',
    to_address: wallet,
    invoice_number: 'INV-2024-001',
    amount: '150.00',
    amount_text: '150.00 MNEE',
    currency: 'MNEE',
    reason: 'It is above the limit.',
    reasons: ['It is above the limit.'],
    people_needed: 1,
    votes: [],
    submitted_by: 'clerk',
    runway_months_after: 7.4,
    created_at: at,
    expires_at: at,
    decided_at: null,
    ...change,
  }
}

export function dashboard(change: Partial<Dashboard> = {}): Dashboard {
  return {
    status: 'healthy',
    treasury_balance: 100000,
    currency: 'MNEE',
    monthly_burn: 13000,
    runway_months: 7.4,
    alerts: [],
    balance_text: '100000.00',
    posted_text: '100000.00',
    held_text: '0.00',
    monthly_burn_text: '13000.00',
    burn_basis: 'mean net burn of 6 complete months',
    critical_runway_months: 2,
    cash_out_day: '2027-07-06',
    pending_approvals: 0,
    pending_approvals_amount: '0.00',
    paid_this_month: '0.00',
    paid_this_month_count: 0,
    months: [],
    policy_version: 1,
    approval_limit: '50.00',
    paused_reason: null,
    mode: { chain: 'local', chain_id: 31337, database: 'embedded', llm: false, sample_data: true },
    ...change,
  }
}

export function logLine(change: Partial<LogLine> = {}): LogLine {
  return {
    timestamp: at,
    event: 'payment.paid',
    vendor: 'CloudSpace Hosting LLC',
    amount: 42,
    currency: 'MNEE',
    status: 'paid',
    tx_hash: null,
    balance: null,
    reason: null,
    agent_thought: null,
    ...change,
  }
}

export function vendor(change: Partial<Vendor> = {}): Vendor {
  return {
    id,
    name: 'CloudSpace Hosting LLC',
    wallet_address: wallet,
    tax_id: null,
    default_currency: 'MNEE',
    payment_terms_days: 30,
    category: 'Hosting',
    status: 'verified',
    payee_set_at: at,
    cooling_off_until: null,
    verified_at: at,
    is_sample: false,
    total_paid: '0.00',
    wallets: [],
    similar_wallets: [],
    created_at: at,
    ...change,
  }
}

export function member(change: Partial<Member> = {}): Member {
  return { id, username: 'clerk', role: 'submitter', active: true, ...change }
}
