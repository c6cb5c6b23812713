import type { LogLine } from '../../api/types.ts'
import { formatPublished } from '../../format/amount.ts'
import { t } from '../../i18n/t.ts'

export type FeedTone = 'ok' | 'warn' | 'bad' | 'info'
export type FeedLine = {
  readonly key: string
  readonly tone: FeedTone
  readonly sentence: string
  readonly note: string | null
  readonly at: string
  readonly to: string
}

const linesShown = 20

/** Steps on the way of one payment: its own page tells them, the feed tells how it ended. */
const quiet: ReadonlySet<string> = new Set([
  'invoice.reading',
  'payment.scheduled',
  'payment.signed',
  'payment.sent',
  'payment.broadcast',
  'payment.mined',
  'payment.confirmations',
])

type FeedKind = keyof typeof t.home.feed

const looks: Readonly<Record<FeedKind, readonly [FeedTone, string]>> = {
  paid: ['ok', '/payments'],
  approved: ['info', '/payments'],
  recorded: ['info', '/approvals'],
  asked: ['warn', '/approvals'],
  refused: ['bad', '/invoices?status=refused'],
  rejected: ['info', '/invoices?status=rejected'],
  expired: ['warn', '/invoices'],
  failed: ['bad', '/payments?status=failed'],
  blocked: ['warn', '/payments?status=blocked'],
  reorged: ['warn', '/payments'],
  cancelled: ['info', '/payments'],
  policy: ['info', '/settings/paying'],
  vendor: ['info', '/vendors'],
  stopped: ['warn', '/settings/paying'],
  resumed: ['info', '/settings/paying'],
}

const kindByEvent: ReadonlyMap<string, FeedKind> = new Map([
  ['approval.created', 'asked'],
  ['payment.paid', 'paid'],
  ['payment.final', 'paid'],
  ['payment.reverted', 'failed'],
  ['payment.failed', 'failed'],
  ['payment.blocked', 'blocked'],
  ['payment.reorged', 'reorged'],
  ['payment.superseded', 'reorged'],
  ['payment.cancelled', 'cancelled'],
  ['policy.changed', 'policy'],
  ['vendor.changed', 'vendor'],
  ['payments.paused', 'stopped'],
  ['payments.resumed', 'resumed'],
  ['sender.paused', 'stopped'],
  ['sender.resumed', 'resumed'],
])

const kindByStatus: readonly (readonly [RegExp, FeedKind])[] = [
  [/^(pay|approved)$/i, 'approved'],
  [/^(ask|paused_for_approval)$/i, 'asked'],
  [/^pending$/i, 'recorded'],
  [/^reject/i, 'rejected'],
  [/^(refuse|unreadable)/i, 'refused'],
  [/^expired$/i, 'expired'],
  [/^failed/i, 'failed'],
]

/**
 * The news of the log as sentences about money, newest first, at most 20.
 * @param lines of GET /api/dashboard/logs. Errors: none; a line of an unknown kind says its event in plain words.
 */
export function feedLines(lines: readonly LogLine[]): readonly FeedLine[] {
  return lines
    .filter((line) => !quiet.has(line.event))
    .slice(0, linesShown)
    .map((line, index) => feedLine(line, `${line.timestamp}-${index}`))
}

function feedLine(line: LogLine, key: string): FeedLine {
  const base = { key, at: line.timestamp, note: line.reason === '' ? null : line.reason }
  const kind = kindByEvent.get(line.event) ?? kindByStatus.find(([pattern]) => pattern.test(line.status))?.[1]
  if (kind === undefined) return { ...base, tone: 'info', sentence: plainWords(line.event), to: '/invoices' }
  const amount = line.amount === null ? t.home.noAmount : formatPublished(line.amount, line.currency)
  const [tone, to] = looks[kind]
  // "sp. z o.o." brings its own full stop.
  const sentence = t.home.feed[kind](amount, line.vendor ?? t.home.noVendor).replace(/\.\.$/, '.')
  return { ...base, tone, to, sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}` }
}

function plainWords(event: string): string {
  const words = event.replace(/[._]/g, ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
