import type { z } from 'zod'
import { invariant } from '#kernel/invariant.ts'
import { isoOf } from '#kernel/time.ts'
import type { DecisionRow, InvoiceStory, PaymentStory, ViewsPort } from '#views/ports.ts'
import { type Database, type SqlValue, faultAsResult } from './pool.ts'
import {
  approvalRow,
  attemptRow,
  dashboardRow,
  decisionRow,
  eventRow,
  invoiceRow,
  invoiceStoryRow,
  logRow,
  paymentRow,
  postingRow,
} from './view-rows.ts'
import {
  approvalSql,
  approvalsOfPaymentSql,
  approvalsSql,
  attemptsSql,
  dashboardSql,
  decisionSql,
  eventsSql,
  invoiceSql,
  invoicesSql,
  logsSql,
  paymentSql,
  paymentsSql,
  postingsSql,
} from './view-sql.ts'

/**
 * The read side on PostgreSQL.
 * @param db the pool   @returns the port; every list is one statement
 * Errors: Fault as data. Source: ARCHITECTURE.md, views.
 */
export function viewsStore(db: Database): ViewsPort {
  const list = <T extends z.ZodType>(name: string, sql: string, params: readonly SqlValue[], row: T) =>
    faultAsResult(async () => (await db.query(name, sql, params)).map((raw) => row.parse(raw)))
  return {
    payments: (q) => list('view_payments', paymentsSql, [q.before, q.states, q.vendor, q.limit], paymentRow),
    payment: (id) => faultAsResult(() => loadPayment(db, id)),
    invoices: (q) => list('view_invoices', invoicesSql, [q.before, q.status, q.limit], invoiceRow),
    invoice: (id) => faultAsResult(() => loadInvoice(db, id)),
    approvals: (q) => list('view_approvals', approvalsSql, [q.before, q.status, q.limit], approvalRow),
    approval: (id) =>
      faultAsResult(async () => {
        const rows = await db.query('view_approval', approvalSql, [id])
        return rows[0] === undefined ? null : approvalRow.parse(rows[0])
      }),
    dashboard: (asset, at) =>
      faultAsResult(async () => {
        const rows = await db.query('view_dashboard', dashboardSql, [asset, isoOf(at)])
        invariant(rows[0] !== undefined, 'the treasury has a balance row and a policy')
        return dashboardRow.parse(rows[0])
      }),
    logs: (q) => list('view_logs', logsSql, [q.before, q.limit], logRow),
  }
}

async function loadPayment(db: Database, id: string): Promise<PaymentStory | null> {
  const rows = await db.query('view_payment', paymentSql, [id])
  const row = rows[0]
  if (row === undefined) return null
  const [decision, approvals, attempts, postings, events] = await Promise.all([
    loadDecision(db, String(row['decision_id'])),
    db.query('view_payment_approvals', approvalsOfPaymentSql, [id]),
    db.query('view_payment_attempts', attemptsSql, [id]),
    db.query('view_payment_postings', postingsSql, [id]),
    db.query('view_payment_events', eventsSql, [id]),
  ])
  invariant(decision !== null, 'a payment has a decision')
  return {
    payment: paymentRow.parse(row),
    decision,
    approvals: approvals.map((raw) => approvalRow.parse(raw)),
    attempts: attempts.map((raw) => attemptRow.parse(raw)),
    postings: postings.map((raw) => postingRow.parse(raw)),
    events: events.map((raw) => eventRow.parse(raw)),
  }
}

async function loadInvoice(db: Database, id: string): Promise<InvoiceStory | null> {
  const rows = await db.query('view_invoice', invoiceSql, [id])
  if (rows[0] === undefined) return null
  const { decisionId, ...story } = invoiceStoryRow.parse(rows[0])
  return { ...story, decision: decisionId === null ? null : await loadDecision(db, decisionId) }
}

async function loadDecision(db: Database, id: string): Promise<DecisionRow | null> {
  const rows = await db.query('view_decision', decisionSql, [id])
  return rows[0] === undefined ? null : decisionRow.parse(rows[0])
}
