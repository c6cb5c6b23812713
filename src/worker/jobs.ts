import { z } from 'zod'
import { decideJob } from '#flow/7-notification/core/jobs-of.ts'
import type { MailPort } from '#flow/7-notification/ports.ts'
import type { WaitingPort } from '#flow/ports.ts'
import type { Redecided } from '#flow/redecide-invoice.ts'
import type { Fault } from '#kernel/fault.ts'
import { type InvoiceId, parseId, type VendorId } from '#kernel/ids.ts'
import { ok, type Result } from '#kernel/result.ts'
import type { Job, JobsPort } from './ports.ts'

/**
 * The queues of the program, to open the job queue with. Retries wait 1 s, then twice as long each time, at most 300 s:
 * 1,000 attempts outlast a chain or reader that is away for three days, 20 a mail server that is away for an hour.
 */
export const jobQueues = [
  // Reading may ask an LLM, which has a minute.
  { name: 'decide-invoice', attemptsMax: 1_000, timeoutSeconds: 120 },
  { name: 'redecide-vendor', attemptsMax: 50, timeoutSeconds: 60 },
  { name: 'send-mail', attemptsMax: 20, timeoutSeconds: 60 },
] as const

/** More invoices than this wait for one vendor only by attack; the rest is decided when the vendor changes again. */
const waitingPerVendorMax = 1_000
/** Decisions wait for each other's money anyway, and readers use the processor; mail servers dislike crowds. */
const decidingAtOnce = 4
const mailsAtOnce = 2

export type JobParts = {
  readonly jobs: JobsPort
  readonly waiting: Pick<WaitingPort, 'load' | 'ofVendor'>
  /** The corridor's `redecideInvoice` with its ports bound. */
  readonly redecide: (id: InvoiceId) => Promise<Result<Redecided, Fault>>
  readonly mail: MailPort
  readonly report: (event: JobEvent) => void
}

/** What a log line or metric is made of. A job that failed is tried again; one that was given up is not. */
export type JobEvent =
  | { readonly kind: 'failed'; readonly queue: string; readonly attempt: number; readonly error: unknown }
  | { readonly kind: 'mail_given_up'; readonly key: string; readonly fault: Fault }
  | { readonly kind: 'vendor_has_more_waiting'; readonly vendorId: string }

/**
 * Starts working on every queue. Each handler may run twice for one job and does its work once.
 * @param parts ports   @returns when all are registered
 * Errors: QUEUE_UNAVAILABLE. Source: ENGINE.md, "Work across processes and machines".
 */
export async function workOnJobs(parts: JobParts): Promise<Result<null, Fault>> {
  const handlers = [
    { queue: 'decide-invoice', atOnce: decidingAtOnce, handle: decideInvoiceJob },
    { queue: 'redecide-vendor', atOnce: 1, handle: redecideVendorJob },
    { queue: 'send-mail', atOnce: mailsAtOnce, handle: sendMailJob },
  ] as const
  for (const { queue, atOnce, handle } of handlers) {
    const started = await parts.jobs.work(queue, { batchSize: atOnce }, async (job) => {
      try {
        await handle(parts, job)
      } catch (error) {
        parts.report({ kind: 'failed', queue, attempt: job.attempt, error })
        throw error
      }
    })
    if (!started.ok) return started
  }
  return ok(null)
}

const decideData = z.object({ invoice_id: id<'invoice'>(), cause: z.enum(['reading', 'vendor_verified']) })
const vendorData = z.object({ vendor_id: id<'vendor'>() })
const mailData = z.object({ to: z.string(), subject: z.string(), text: z.string(), key: z.string() })

/** An invoice that was read and decided is not decided again because its job's end was lost. */
async function decideInvoiceJob(parts: JobParts, job: Job): Promise<void> {
  const { invoice_id: invoiceId, cause } = decideData.parse(job.data)
  if (cause === 'reading') {
    const invoice = valueOrThrow(await parts.waiting.load(invoiceId))
    if (invoice?.status !== 'processing') return
  }
  valueOrThrow(await parts.redecide(invoiceId))
}

/** One job an invoice: each is tried again by itself, and a payment's hash is waited for by many at once. */
async function redecideVendorJob(parts: JobParts, job: Job): Promise<void> {
  const vendorId: VendorId = vendorData.parse(job.data).vendor_id
  const invoices = valueOrThrow(await parts.waiting.ofVendor(vendorId, waitingPerVendorMax))
  for (const invoiceId of invoices) {
    const { queue, data, key } = decideJob(invoiceId, 'vendor_verified')
    valueOrThrow(await parts.jobs.send(queue, data, { singletonKey: key }))
  }
  if (invoices.length === waitingPerVendorMax) parts.report({ kind: 'vendor_has_more_waiting', vendorId })
}

async function sendMailJob(parts: JobParts, job: Job): Promise<void> {
  const mail = mailData.parse(job.data)
  const sent = await parts.mail.send(mail)
  if (sent.ok) return
  if (sent.error.retryable) throw sent.error
  // The server refused this very mail for good: twenty more refusals would help nobody.
  parts.report({ kind: 'mail_given_up', key: mail.key, fault: sent.error })
}

/** A Fault fails the job, so that the queue tries it again. */
function valueOrThrow<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw result.error
  return result.value
}

function id<K extends string>() {
  return z.string().transform((text, context) => {
    const parsed = parseId<K>(text)
    if (parsed.ok) return parsed.value
    context.addIssue({ code: 'custom', message: 'not an id' })
    return z.NEVER
  })
}
