import { z } from 'zod'
import { minor, type TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'

const digits = z.string().regex(/^-?\d{1,78}$/)
const amount = digits.transform((text): TokenAmount => minor('MNEE', BigInt(text)))
const instant = z.number().transform((ms) => ms as Instant)

export const dashboardRow = z
  .object({
    posted: amount,
    held: amount,
    months: z.array(z.object({ month: z.string(), out: amount, income: amount })),
    pending_approvals: z.int(),
    pending_amount: amount,
    paid_count: z.int(),
    paid_amount: amount,
    problem_payments: z.int(),
    policy_version: z.int(),
    approval_limit: z.string(),
    critical_runway_tenths: digits.transform((text) => BigInt(text)),
    paused_reason: z.string().nullable(),
    sender_paused_reason: z.string().nullable(),
  })
  .transform((row) => ({
    posted: row.posted,
    held: row.held,
    months: row.months,
    pendingApprovals: row.pending_approvals,
    pendingAmount: row.pending_amount,
    paidThisMonth: row.paid_amount,
    paidThisMonthCount: row.paid_count,
    problemPayments: row.problem_payments,
    policyVersion: row.policy_version,
    approvalLimit: row.approval_limit,
    criticalRunwayTenths: row.critical_runway_tenths,
    pausedReason: row.paused_reason,
    senderPausedReason: row.sender_paused_reason,
  }))

export const logRow = z
  .object({
    id: z.bigint(),
    topic: z.string(),
    created_at: instant,
    vendor: z.string().nullable(),
    amount: z.string().nullable(),
    currency: z.string().nullable(),
    status: z.string().nullable(),
    tx_hash: z.string().nullable(),
    balance: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    topic: row.topic,
    at: row.created_at,
    vendor: row.vendor,
    amount: row.amount,
    currency: row.currency,
    status: row.status,
    txHash: row.tx_hash,
    balance: row.balance,
    reason: row.reason,
  }))
