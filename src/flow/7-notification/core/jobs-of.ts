import { isoOf } from '#kernel/time.ts'
import { noticeOf } from './notice-of.ts'
import { type OutboxEvent, payloadText } from './outbox-event.ts'

/** Work that follows from an event. `key` merges the same work while it waits in the queue. */
export type FollowUp =
  | {
      readonly queue: 'decide-invoice'
      readonly key: string
      readonly data: { readonly invoice_id: string; readonly cause: DecideCause }
    }
  | { readonly queue: 'redecide-vendor'; readonly key: string; readonly data: { readonly vendor_id: string } }
  | {
      readonly queue: 'send-mail'
      readonly key: string
      readonly data: {
        readonly to: string
        readonly subject: string
        readonly text: string
        readonly key: string
      }
    }

/** Why an invoice is decided by the queue: it was not read yet, or its vendor has been verified since. */
export type DecideCause = 'reading' | 'vendor_verified'

/**
 * Which work an event asks for. One table, so that nothing else decides it.
 * @param event as stored   @param mailTo who gets the mails, null for nobody   @returns the work, in order; often none
 * Errors: none (total). Source: ENGINE.md, "Work across processes and machines".
 */
export function jobsOf(event: OutboxEvent, mailTo: string | null): readonly FollowUp[] {
  const mail = mailTo === null ? [] : mailOf(event, mailTo)
  switch (event.topic) {
    case 'invoice.reading':
      return [decideJob(event.subjectId, 'reading'), ...mail]
    case 'vendor.changed': {
      const verified = payloadText(event, 'status') === 'verified'
      const id = event.subjectId
      return verified ? [{ queue: 'redecide-vendor', key: id, data: { vendor_id: id } }, ...mail] : mail
    }
    default:
      return mail
  }
}

/** The job that decides one invoice. @param invoiceId which @param cause why. Errors: none. */
export function decideJob(
  invoiceId: string,
  cause: DecideCause,
): Extract<FollowUp, { queue: 'decide-invoice' }> {
  return { queue: 'decide-invoice', key: `${cause}:${invoiceId}`, data: { invoice_id: invoiceId, cause } }
}

function mailOf(event: OutboxEvent, to: string): readonly FollowUp[] {
  const notice = noticeOf(event)
  if (notice === null) return []
  const key = mailKey(event)
  return [{ queue: 'send-mail', key, data: { to, ...notice, key } }]
}

/** Sorts by time and is the same on every try, so that a mail sent twice is one mail to whoever compares ids. */
function mailKey(event: OutboxEvent): string {
  return `${isoOf(event.at).replaceAll(/[-:.]/g, '')}-${event.id.toString().padStart(10, '0')}`
}
