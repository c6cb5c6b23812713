import { writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import type { PaymentRate } from './payment-rate.ts'
import { type Series, type Summary, statusText, summarise } from './results.ts'

/** Where and under which noise the figures were made: without it they mean nothing. */
export type Environment = {
  readonly at: string
  readonly node: string
  readonly cpus: number
  readonly cpuModel: string
  readonly loadBefore: readonly number[]
  readonly loadAfter: readonly number[]
  readonly generator: 'wrk for GET, autocannon for POST' | 'autocannon'
  readonly secondsPerRun: number
  readonly pairs: number
  readonly invoicesBefore: number
}

export type Report = {
  readonly environment: Environment
  readonly summaries: readonly Summary[]
  readonly payments: PaymentRate | null
  readonly series: readonly Series[]
}

/** What the machine says of itself at this moment. Errors: none. */
export function machineNow(): Pick<Environment, 'node' | 'cpus' | 'cpuModel'> & {
  readonly load: readonly number[]
} {
  return {
    node: process.version,
    cpus: availableParallelism(),
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    load: loadavg().map((value) => Math.round(value * 100) / 100),
  }
}

/**
 * Puts everything together.
 * @param environment where   @param series measured pairs   @param payments null when left out
 * @returns the report, with one summary per series
 * Errors: none.
 */
export function reportOf(
  environment: Environment,
  series: readonly Series[],
  payments: PaymentRate | null,
): Report {
  return { environment, summaries: series.map(summarise), payments, series }
}

/** The report for people. @param report all figures @returns lines for stdout. Errors: none. */
export function tableOf(report: Report): string {
  const { environment: at, summaries, payments } = report
  const rows = [header, ...summaries.map(rowOf)]
  const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
  return [
    `environment: ${at.cpus} CPUs (${at.cpuModel}), load average ${at.loadBefore.join(' ')} before and ${at.loadAfter.join(' ')} after,`,
    `Node ${at.node}, load by ${at.generator}, ${at.pairs} pairs of ${at.secondsPerRun} s, ${at.invoicesBefore} invoices before`,
    '',
    ...rows.map(line),
    '',
    ...(payments === null ? [] : paymentLines(payments)),
    '',
  ].join('\n')
}

/** Writes the report as JSON. @param report all figures @param path file. Errors: throws the system's. */
export function writeReport(report: Report, path: string): void {
  writeFileSync(path, `${JSON.stringify(report, null, 2)}\n`)
}

const header: readonly string[] = [
  'scenario',
  'conns',
  'req/s',
  'ref req/s',
  'share',
  'p50 ms',
  'p99 ms',
  'ref p99',
  'CPU µs',
  'ref CPU',
  'db µs',
  'ref db',
  'CPU share',
  'errors',
  'statuses',
]

function rowOf(summary: Summary): readonly string[] {
  return [
    summary.scenario,
    String(summary.connections),
    summary.perSecond.toFixed(0),
    summary.referencePerSecond.toFixed(0),
    percent(summary.share),
    summary.p50Ms.toFixed(2),
    summary.p99Ms.toFixed(1),
    summary.referenceP99Ms.toFixed(1),
    summary.cpuUs?.toFixed(0) ?? '-',
    summary.referenceCpuUs?.toFixed(0) ?? '-',
    summary.databaseCpuUs?.toFixed(0) ?? '-',
    summary.referenceDatabaseCpuUs?.toFixed(0) ?? '-',
    summary.cpuShare === null ? '-' : percent(summary.cpuShare),
    String(summary.errors),
    statusText(summary.statuses),
  ]
}

function paymentLines(rate: PaymentRate): readonly string[] {
  const methods = Object.entries(rate.callsByMethod).map(([method, calls]) => `${method} ${calls}`)
  return [
    `payments on the local chain: ${rate.final} final, ${rate.finalPerSecond.toFixed(0)}/s; ` +
      `${rate.answeredPerSecond.toFixed(0)}/s answered, p50 ${rate.p50Ms.toFixed(1)} ms, p99 ${rate.p99Ms.toFixed(1)} ms, ` +
      `${rate.errors} errors, statuses ${rate.statuses}`,
    `calls to the node per payment: ${rate.rpcCallsPerPayment.toFixed(2)} in ${rate.rpcRequestsPerPayment.toFixed(2)} requests (${methods.join(', ')})`,
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`
}
