/** The topics of GET /api/events that the app listens to; an EventSource must name each one. */
export const liveTopics = [
  'invoice.reading',
  'invoice.decided',
  'approval.created',
  'approval.decided',
  'payment.scheduled',
  'payment.signed',
  'payment.sent',
  'payment.broadcast',
  'payment.mined',
  'payment.confirmations',
  'payment.reorged',
  'payment.paid',
  'payment.final',
  'payment.reverted',
  'payment.failed',
  'payment.blocked',
  'payment.superseded',
  'payment.released',
  'payment.cancelled',
  'payments.paused',
  'payments.resumed',
  'sender.paused',
  'sender.resumed',
  'policy.changed',
  'vendor.changed',
  'user.changed',
] as const

const queriesByRoom: ReadonlyMap<string, readonly string[]> = new Map([
  ['invoice', ['invoices', 'approvals', 'dashboard', 'logs']],
  ['approval', ['approvals', 'invoices', 'dashboard', 'logs']],
  ['payment', ['dashboard', 'logs', 'transactions', 'invoices', 'wallet', 'vendors']],
  ['payments', ['dashboard', 'logs']],
  ['sender', ['dashboard', 'logs']],
  ['policy', ['dashboard', 'logs', 'approvals']],
  ['vendor', ['vendors', 'invoices', 'approvals', 'logs']],
  ['user', ['members', 'session']],
])

/**
 * First parts of the query keys that an event makes stale.
 * @param topic e.g. "payment.paid"   @returns key heads; an unknown room makes dashboard and logs stale. Errors: none.
 */
export function staleQueries(topic: string): readonly string[] {
  // A confirmation changes one figure of the payment, and comes with every block.
  if (topic === 'payment.confirmations') return ['transactions']
  return queriesByRoom.get(topic.split('.')[0] ?? '') ?? ['dashboard', 'logs']
}
