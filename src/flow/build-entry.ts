import type { Json } from '#kernel/digest.ts'
import type { InvoiceId } from '#kernel/ids.ts'
import { formatMinor, minus } from '#kernel/money.ts'
import { isoOf } from '#kernel/time.ts'
import { formatMonths } from '#treasury/core/runway.ts'
import type { Decision } from './3-decision/core/decision.ts'
import { decisionToJson } from './3-decision/core/decision-json.ts'
import type { Facts } from './3-decision/core/facts.ts'
import { factsToJson } from './3-decision/core/facts-json.ts'
import { approvalItem } from './approval-item.ts'
import type { ApprovedDraft, Outcome } from './core/outcome.ts'
import type { EntryInput, EntryParts } from './entry-input.ts'
import { keysOf } from './gather-facts.ts'
import { paymentItem } from './payment-item.ts'
import { type IntakeEntry, replayWindowMs } from './ports.ts'
import { readingToJson } from './reading-json.ts'

export type DecidedEntry = {
  readonly item: IntakeEntry
  readonly told:
    | { readonly kind: 'told'; readonly outcome: Outcome }
    /** To pay: the outcome still lacks its hash. */
    | { readonly kind: 'draft'; readonly draft: ApprovedDraft }
}

/**
 * Turns one decision into the rows that must be committed together and the answer to tell.
 * @param parts hashes and ids   @param input facts, decision, who submitted
 * @returns the entry for IntakePort.commit, amounts as minor-unit digits, and what to tell
 * Errors: InvariantError when a pay decision lacks amount, vendor or wallet (decide never makes one).
 */
export function buildEntry(parts: EntryParts, input: EntryInput): DecidedEntry {
  const { facts, decision } = input
  const invoiceId: InvoiceId = input.existing?.invoiceId ?? parts.ids.next<'invoice'>()
  const factsJson = factsToJson(facts)
  const ids = {
    invoiceId,
    decisionId: parts.ids.next<'decision'>(),
    factsHash: parts.digest.ofRecord(factsJson),
  }
  const common = {
    at: isoOf(facts.at),
    asset: facts.token.symbol,
    mode: input.existing === null ? 'new' : 'again',
    policy_version: input.policy.version,
    text_hash: input.textHash,
    replay_window_ms: replayWindowMs,
    document: input.existing === null ? documentOf(parts, input) : null,
    invoice: invoiceOf(input, invoiceId),
    decision: {
      id: ids.decisionId,
      outcome: decision.outcome,
      facts: factsJson,
      facts_hash: ids.factsHash,
      decision: decisionToJson(decision),
    },
    approval: null,
    payment: null,
    headroom: null,
    answer: null,
    draft: null,
  } as const
  switch (decision.outcome) {
    case 'pay': {
      const { payment, paymentId } = paymentItem(parts, { ...input, ...ids, approvalId: null })
      const draft = draftOf(input, decision, invoiceId, paymentId)
      const headroom = {
        available_after_min: decision.headroom.availableAfterMin.toString(),
        auto_spent_24h_max: decision.headroom.autoSpent24hMax?.toString() ?? null,
      }
      const outbox = [toldOf(input, invoiceId, { payment_id: paymentId })]
      return { item: { ...common, payment, headroom, draft, outbox }, told: { kind: 'draft', draft } }
    }
    case 'ask': {
      const { approval, approvalId } = approvalItem(parts, { ...input, ...ids })
      const outcome = pausedOf(input, invoiceId, approvalId)
      const outbox = [toldOf(input, invoiceId, { approval_id: approvalId })]
      return { item: { ...common, approval, answer: outcome, outbox }, told: { kind: 'told', outcome } }
    }
    case 'refuse': {
      const outcome = refusedOf(decision, invoiceId)
      return { item: { ...common, outbox: [toldOf(input, invoiceId, {})] }, told: { kind: 'told', outcome } }
    }
  }
}

function documentOf(parts: EntryParts, input: EntryInput): Json {
  return {
    id: parts.ids.next<'document'>(),
    sha256: parts.digest.ofText(input.submission.rawText),
    media_type: 'text/plain',
    content: input.submission.rawText,
    size_bytes: new TextEncoder().encode(input.submission.rawText).length,
    submitted_by: input.submission.submittedBy,
    channel: input.submission.channel,
  }
}

const statusOf = { pay: 'paying', ask: 'awaiting_approval', refuse: 'refused' } as const

function invoiceOf(input: EntryInput, invoiceId: string): Json {
  const { invoice, vendor } = input.facts
  return {
    id: invoiceId,
    submitted_by: input.submission.submittedBy,
    vendor_id: vendor?.id ?? null,
    vendor_key: input.vendorKey,
    seller_name: invoice.sellerName,
    number: invoice.number,
    number_key: keysOf(input.reading).numberKey,
    amount_text: invoice.amountText,
    currency: invoice.currency ?? '',
    amount: invoice.amount?.toString() ?? null,
    issue_date: invoice.issueDate,
    due_date: invoice.dueDate,
    category: invoice.category,
    reading: readingToJson(input.reading),
    status: statusOf[input.decision.outcome],
  }
}

/** Amount and currency as told: the token once the claim converts, else as the document has them. */
function toldAmount(facts: Facts): { readonly amount: string; readonly currency: string } {
  const { invoice, token } = facts
  return invoice.amount === null
    ? { amount: invoice.amountText, currency: invoice.currency ?? '' }
    : { amount: formatMinor(invoice.amount, token.decimals), currency: token.symbol }
}

function draftOf(
  input: EntryInput,
  decision: Decision,
  invoiceId: InvoiceId,
  paymentId: string,
): ApprovedDraft {
  return {
    kind: 'approved',
    invoice_id: invoiceId,
    transaction_id: paymentId,
    vendor: vendorName(input.facts),
    ...toldAmount(input.facts),
    balance: formatMinor(availableAfter(input.facts), input.facts.token.decimals),
    runway_months: decision.runwayTenthsAfter === null ? null : formatMonths(decision.runwayTenthsAfter),
    reasons: decision.reasons.map((reason) => reason.text),
  }
}

function pausedOf(input: EntryInput, invoiceId: InvoiceId, approvalId: string): Outcome {
  const reasons = input.decision.reasons.map((reason) => reason.text)
  return {
    kind: 'paused',
    invoice_id: invoiceId,
    approval_id: approvalId,
    vendor: vendorName(input.facts),
    ...toldAmount(input.facts),
    reason: reasons[0] ?? 'A person must look at this invoice.',
    reasons,
  }
}

function refusedOf(decision: Extract<Decision, { outcome: 'refuse' }>, invoiceId: string): Outcome {
  return {
    kind: 'refused',
    code: decision.code,
    invoice_id: invoiceId,
    text: decision.reasons.map((reason) => reason.text).join(' '),
    details: { ...decision.details, invoice_id: invoiceId },
  }
}

/** What the live feed, the mail and the log say of this decision. */
function toldOf(input: EntryInput, invoiceId: InvoiceId, more: { readonly [key: string]: string }): Json {
  const { facts, decision } = input
  const paying = decision.outcome === 'pay'
  return {
    topic: 'invoice.decided',
    subject_id: invoiceId,
    payload: {
      invoice_id: invoiceId,
      outcome: decision.outcome,
      vendor: vendorName(facts),
      number: facts.invoice.number,
      ...toldAmount(facts),
      balance: formatMinor(paying ? availableAfter(facts) : available(facts), facts.token.decimals),
      reason: decision.reasons.map((reason) => reason.text).join(' '),
      ...more,
    },
  }
}

function vendorName(facts: Facts): string {
  return facts.vendor?.name ?? facts.invoice.sellerName
}

function available(facts: Facts): Facts['treasury']['posted'] {
  return minus(facts.treasury.posted, facts.treasury.held)
}

function availableAfter(facts: Facts): Facts['treasury']['posted'] {
  return facts.invoice.amount === null ? available(facts) : minus(available(facts), facts.invoice.amount)
}
