import type { z } from 'zod'
import type { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'
import type { Result } from '#kernel/result.ts'
import { type Instant, isoOf } from '#kernel/time.ts'
import type { DashboardRow, DecisionRow, InvoiceStory, PaymentStory, ViewsPort } from '#views/ports.ts'
import { dashboardRow, logRow } from './dashboard-rows.ts'
import { type Database, faultAsResult, type SqlValue } from './pool.ts'
import { createSharedReads } from './shared-reads.ts'
import {
  approvalRow,
  attemptRow,
  decisionRow,
  eventRow,
  invoiceRow,
  invoiceStoryRow,
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
 * @param db the pool   @returns the port; every list is one statement, shared by those who ask for it at the same time
 * Errors: Fault as data. Source: ARCHITECTURE.md, views.
 */
export function viewsStore(db: Database): ViewsPort {
  const lister = <T extends z.ZodType>(name: string, sql: string, row: T) => {
    const shared = createSharedReads<Result<readonly z.output<T>[], Fault>>()
    return (params: readonly SqlValue[]) =>
      shared(JSON.stringify(params, bigintAsDigits), () =>
        faultAsResult(async () => (await db.query(name, sql, params)).map((raw) => row.parse(raw))),
      )
  }
  const payments = lister('view_payments', paymentsSql, paymentRow)
  const invoices = lister('view_invoices', invoicesSql, invoiceRow)
  const approvals = lister('view_approvals', approvalsSql, approvalRow)
  const logs = lister('view_logs', logsSql, logRow)
  const dashboards = createSharedReads<Result<DashboardRow, Fault>>()
  return {
    payments: (q) => payments([q.before, q.states, q.vendor, q.limit]),
    payment: (id) => faultAsResult(() => loadPayment(db, id)),
    invoices: (q) => invoices([q.before, q.status, q.limit]),
    invoice: (id) => faultAsResult(() => loadInvoice(db, id)),
    approvals: (q) => approvals([q.before, q.status, q.limit]),
    approval: (id) =>
      faultAsResult(async () => {
        const rows = await db.query('view_approval', approvalSql, [id])
        return rows[0] === undefined ? null : approvalRow.parse(rows[0])
      }),
    dashboard: (asset, at) => dashboards(asset, () => faultAsResult(() => loadDashboard(db, asset, at))),
    logs: (q) => logs([q.before, q.limit]),
  }
}

/** Within one list every parameter has one type, so its digits cannot be taken for another's. */
function bigintAsDigits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}

async function loadDashboard(db: Database, asset: string, at: Instant): Promise<DashboardRow> {
  const rows = await db.query('view_dashboard', dashboardSql, [asset, isoOf(at)])
  invariant(rows[0] !== undefined, 'the treasury has a balance row and a policy')
  return dashboardRow.parse(rows[0])
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
