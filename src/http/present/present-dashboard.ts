import { formatMinor, minor, minus, type TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import { isoOf } from '#kernel/time.ts'
import { dayCashFallsTo, formatMonths, runwayTenths, trailingBurn } from '#treasury/core/runway.ts'
import type { DashboardRow, LogRow } from '#views/ports.ts'
import { exactNumber } from '../raw-json.ts'
import type { Mode } from '../treasury-deps.ts'
import type { OnWire } from '../wire/on-wire.ts'
import type { logLine } from '../wire/payments.ts'
import type { dashboard } from '../wire/treasury.ts'
import { monthsNumber } from './months-number.ts'
import type { PresentContext } from './present-payment.ts'

type Alert = OnWire<typeof dashboard>['alerts'][number]

const zero = minor('MNEE', 0n)

/**
 * The ten-second look: how long the money lasts and what waits for whom.
 * @param row figures of one moment   @param context token and chain   @param at now   @param mode how this runs
 * @returns wire shape; `_text` twins carry the exact decimals
 * Errors: none (total). Source: CONTRACT.md, GET /api/dashboard; POLICY.md, treasury maths.
 */
export function presentDashboard(
  row: DashboardRow,
  context: PresentContext,
  at: Instant,
  mode: Mode,
): OnWire<typeof dashboard> {
  const text = (amount: TokenAmount): string => formatMinor(amount, context.decimals)
  const available = minus(row.posted, row.held)
  const burn = trailingBurn(row.months, at)
  const mean = burn.mean ?? zero
  const runway = runwayTenths(available, burn.mean)
  const alerts = alertsOf(row, context, runway)
  return {
    status: statusOf(row, runway),
    treasury_balance: exactNumber(text(available)),
    currency: context.symbol,
    monthly_burn: exactNumber(text(mean)),
    runway_months: monthsNumber(runway),
    alerts,
    balance_text: text(available),
    posted_text: text(row.posted),
    held_text: text(row.held),
    monthly_burn_text: text(mean),
    burn_basis:
      burn.months.length === 0
        ? 'no complete month yet'
        : `mean net burn of ${burn.months.length} complete month${burn.months.length === 1 ? '' : 's'}`,
    critical_runway_months: exactNumber(formatMonths(row.criticalRunwayTenths)),
    cash_out_day: dayCashFallsTo({ at, available, floor: zero, burn: burn.mean }),
    pending_approvals: row.pendingApprovals,
    pending_approvals_amount: text(row.pendingAmount),
    paid_this_month: text(row.paidThisMonth),
    paid_this_month_count: row.paidThisMonthCount,
    months: row.months.map((month) => ({
      month: month.month,
      cash_out: text(month.out),
      income: text(month.income),
    })),
    policy_version: row.policyVersion,
    approval_limit: row.approvalLimit,
    paused_reason: row.pausedReason,
    mode,
  }
}

function statusOf(row: DashboardRow, runway: bigint | null): OnWire<typeof dashboard>['status'] {
  if (row.pausedReason !== null || row.senderPausedReason !== null) return 'paused'
  if (runway === null || runway >= 2n * row.criticalRunwayTenths) return 'healthy'
  return runway >= row.criticalRunwayTenths ? 'watch' : 'critical'
}

function alertsOf(row: DashboardRow, context: PresentContext, runway: bigint | null): readonly Alert[] {
  const alerts: Alert[] = []
  if (runway !== null && runway < 2n * row.criticalRunwayTenths) {
    const isCritical = runway < row.criticalRunwayTenths
    alerts.push({
      code: isCritical ? 'RUNWAY_CRITICAL' : 'RUNWAY_WATCH',
      severity: isCritical ? 'critical' : 'warning',
      text: `The treasury lasts ${formatMonths(runway)} months; the minimum is ${formatMonths(row.criticalRunwayTenths)}.`,
    })
  }
  if (row.pausedReason !== null) {
    alerts.push({
      code: 'PAYING_PAUSED',
      severity: 'critical',
      text: `Paying is paused: ${row.pausedReason}.`,
    })
  }
  if (row.senderPausedReason !== null) {
    const text = `The treasury’s wallet signs nothing: ${row.senderPausedReason}. Nothing is lost; payments wait.`
    alerts.push({ code: 'SENDER_PAUSED', severity: 'critical', text })
  }
  if (context.waitingReason !== null && row.pausedReason === null && row.senderPausedReason === null) {
    alerts.push({
      code: 'PAYMENTS_WAIT',
      severity: 'warning',
      text: waitingTexts[context.waitingReason] ?? `Payments wait: ${context.waitingReason}.`,
    })
  }
  if (!context.chainAnswers) {
    alerts.push({
      code: 'CHAIN_AWAY',
      severity: 'warning',
      text: 'The chain does not answer. Payments wait and go on by themselves.',
    })
  }
  if (row.problemPayments > 0) {
    const text = `${row.problemPayments} payment${row.problemPayments === 1 ? ' needs' : 's need'} a person.`
    alerts.push({ code: 'PAYMENTS_BLOCKED', severity: 'critical', text })
  }
  if (row.pendingApprovals > 0) {
    const text = `${row.pendingApprovals} invoice${row.pendingApprovals === 1 ? ' waits' : 's wait'} for approval.`
    alerts.push({ code: 'APPROVALS_PENDING', severity: 'info', text })
  }
  return alerts
}

/** What keeps due payments from being signed, in words; none of them needs anything to be sent again. */
const waitingTexts: Readonly<Record<string, string>> = {
  gas_empty:
    'Payments wait: the treasury wallet has too little coin for gas. Send some; they go on by themselves.',
  treasury_short:
    'Payments wait: the wallet holds less of the token than is due. They go on when it arrives.',
  fee_cap: 'Payments wait: fees on the chain are above the cap. They go on when fees fall.',
  window_full: 'Payments wait for earlier ones to be mined. They go on by themselves.',
  chain_far_behind: 'Payments wait: the chain endpoint lags far behind. They go on when it has caught up.',
}

const plainDecimal = /^-?(0|[1-9]\d*)(\.\d+)?$/

/**
 * One line of the log.
 * @param row as told   @param symbol of the token when the row names none   @returns wire shape
 * Errors: none (total). Source: CONTRACT.md, GET /api/dashboard/logs.
 */
export function presentLog(row: LogRow, symbol: string): OnWire<typeof logLine> {
  const number = (text: string | null) =>
    text !== null && plainDecimal.test(text) ? exactNumber(text) : null
  return {
    timestamp: isoOf(row.at),
    event: row.topic,
    vendor: row.vendor,
    amount: number(row.amount),
    currency: row.currency ?? symbol,
    status: row.status ?? row.topic.slice(row.topic.indexOf('.') + 1),
    tx_hash: row.txHash,
    balance: number(row.balance),
    reason: row.reason,
    agent_thought: row.reason,
  }
}
