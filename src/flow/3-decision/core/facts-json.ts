import type { Json } from '#kernel/digest.ts'
import type { InvoiceId, VendorId } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Facts, InvoiceFacts, MonthFlow, PolicyVersion, TreasuryFacts, VendorFacts } from './facts.ts'
import { ObjectReader, type ShapeError, ShapeMismatch } from './strict-reader.ts'

/**
 * Facts as they are stored and hashed: snake case, amounts as digit strings, moments in epoch milliseconds.
 * @param facts valid facts   @returns JSON from which factsFromJson makes the same facts
 * Errors: none. Source: POLICY.md "the facts are stored with the decision".
 */
export function factsToJson(facts: Facts): { readonly [key: string]: Json } {
  return {
    facts_version: factsVersion,
    at: facts.at,
    invoice: invoiceToJson(facts.invoice),
    vendor: facts.vendor === null ? null : vendorToJson(facts.vendor),
    vendor_conflict: facts.vendorConflict,
    duplicate_of: facts.duplicateOf,
    treasury: treasuryToJson(facts.treasury),
    token: { symbol: facts.token.symbol, decimals: facts.token.decimals, peg: facts.token.peg },
    paused_reason: facts.pausedReason,
    second_reader: facts.secondReader,
  }
}

/**
 * Reads stored facts back, refusing anything that is not exactly their shape.
 * @param value parsed JSON of unknown origin   @returns the facts
 * Errors: not_the_shape with path and what was expected. Source: POLICY.md "recomputed bit for bit".
 */
export function factsFromJson(value: unknown): Result<Facts, ShapeError> {
  return reading(() => {
    const all = new ObjectReader(value, '', factsKeys)
    all.integer('facts_version', factsVersion, factsVersion)
    const vendor = all.objectOrNull('vendor', vendorKeys)
    const token = all.object('token', ['symbol', 'decimals', 'peg'])
    return {
      at: all.instant('at'),
      invoice: invoiceFrom(all.object('invoice', invoiceKeys)),
      vendor: vendor === null ? null : vendorFrom(vendor),
      vendorConflict: all.flag('vendor_conflict'),
      duplicateOf: all.idOrNull('duplicate_of') satisfies InvoiceId | null,
      treasury: treasuryFrom(all.object('treasury', ['posted', 'held', 'months', 'auto_spent_24h'])),
      token: {
        symbol: token.text('symbol'),
        decimals: token.integer('decimals', 0, 36),
        peg: token.text('peg'),
      },
      pausedReason: all.textOrNull('paused_reason'),
      secondReader: all.oneOf('second_reader', ['not_configured', 'agrees', 'disagrees', 'missing']),
    }
  })
}

/** A policy version as it is stored and hashed. @param policy valid @returns JSON, amounts as digits. Errors: none. */
export function policyToJson(policy: PolicyVersion): { readonly [key: string]: Json } {
  return {
    version: policy.version,
    approval_limit: policy.approvalLimit.toString(),
    daily_limit: policy.dailyLimit.toString(),
    critical_runway_tenths: policy.criticalRunwayTenths.toString(),
    vendor_cooling_off_ms: policy.vendorCoolingOffMs,
    first_payment_review: policy.firstPaymentReview,
  }
}

/** Reads a stored policy version back. @param value parsed JSON @returns the policy. Errors: not_the_shape. */
export function policyFromJson(value: unknown): Result<PolicyVersion, ShapeError> {
  return reading(() => {
    const all = new ObjectReader(value, '', policyKeys)
    return {
      version: all.integer('version', 0, 2 ** 31 - 1),
      approvalLimit: all.amount('approval_limit'),
      dailyLimit: all.amount('daily_limit'),
      criticalRunwayTenths: all.bigInteger('critical_runway_tenths'),
      vendorCoolingOffMs: all.integer('vendor_cooling_off_ms', 0, Number.MAX_SAFE_INTEGER),
      firstPaymentReview: all.flag('first_payment_review'),
    }
  })
}

/** Raised when a field is added or changes its meaning: old decisions are then read by the old reader. */
const factsVersion = 1
/** facts.ts: at most twelve months. */
const monthsMax = 12
/** A reader raises each of its codes once and an invoice names few IBANs; more is not a record of ours. */
const textsMax = 1000

const factsKeys = [
  'facts_version',
  'at',
  'invoice',
  'vendor',
  'vendor_conflict',
  'duplicate_of',
  'treasury',
  'token',
  'paused_reason',
  'second_reader',
]
const invoiceKeys = [
  'amount',
  'amount_problem',
  'amount_text',
  'currency',
  'number',
  'seller_name',
  'document_type',
  'issue_date',
  'due_date',
  'wallet',
  'ibans',
  'category',
  'flags',
]
const vendorKeys = ['id', 'name', 'status', 'wallet', 'payee_set_at', 'payee_known', 'matched_by']
const policyKeys = [
  'version',
  'approval_limit',
  'daily_limit',
  'critical_runway_tenths',
  'vendor_cooling_off_ms',
  'first_payment_review',
]

function reading<T>(read: () => T): Result<T, ShapeError> {
  try {
    return ok(read())
  } catch (error) {
    if (error instanceof ShapeMismatch) return err(error.shape)
    throw error
  }
}

function invoiceToJson(invoice: InvoiceFacts): Json {
  return {
    amount: invoice.amount === null ? null : invoice.amount.toString(),
    amount_problem: invoice.amountProblem,
    amount_text: invoice.amountText,
    currency: invoice.currency,
    number: invoice.number,
    seller_name: invoice.sellerName,
    document_type: invoice.documentType,
    issue_date: invoice.issueDate,
    due_date: invoice.dueDate,
    wallet: invoice.wallet,
    ibans: invoice.ibans,
    category: invoice.category,
    flags: invoice.flags,
  }
}

function invoiceFrom(invoice: ObjectReader): InvoiceFacts {
  return {
    amount: invoice.amountOrNull('amount'),
    amountProblem: invoice.oneOfOrNull('amount_problem', [
      'too_precise',
      'other_currency',
      'not_positive',
      'no_currency',
    ]),
    amountText: invoice.text('amount_text'),
    currency: invoice.textOrNull('currency'),
    number: invoice.textOrNull('number'),
    sellerName: invoice.text('seller_name'),
    documentType: invoice.text('document_type'),
    issueDate: invoice.textOrNull('issue_date'),
    dueDate: invoice.textOrNull('due_date'),
    wallet: invoice.textOrNull('wallet'),
    ibans: invoice.texts('ibans', textsMax),
    category: invoice.textOrNull('category'),
    flags: invoice.texts('flags', textsMax),
  }
}

function vendorToJson(vendor: VendorFacts): Json {
  return {
    id: vendor.id,
    name: vendor.name,
    status: vendor.status,
    wallet: vendor.wallet,
    payee_set_at: vendor.payeeSetAt,
    payee_known: vendor.payeeKnown,
    matched_by: vendor.matchedBy,
  }
}

function vendorFrom(vendor: ObjectReader): VendorFacts {
  return {
    id: vendor.id('id') satisfies VendorId,
    name: vendor.text('name'),
    status: vendor.oneOf('status', ['unverified', 'verified', 'blocked']),
    wallet: vendor.textOrNull('wallet'),
    payeeSetAt: vendor.instant('payee_set_at'),
    payeeKnown: vendor.flag('payee_known'),
    matchedBy: vendor.oneOf('matched_by', ['tax_id', 'wallet', 'name']),
  }
}

function treasuryToJson(treasury: TreasuryFacts): Json {
  return {
    posted: treasury.posted.toString(),
    held: treasury.held.toString(),
    months: treasury.months.map((flow) => ({
      month: flow.month,
      out: flow.out.toString(),
      income: flow.income.toString(),
    })),
    auto_spent_24h: treasury.autoSpent24h.toString(),
  }
}

function treasuryFrom(treasury: ObjectReader): TreasuryFacts {
  const months = treasury.objects('months', ['month', 'out', 'income'], monthsMax)
  return {
    posted: treasury.amount('posted'),
    held: treasury.amount('held'),
    months: months.map(
      (flow): MonthFlow => ({
        month: flow.text('month'),
        out: flow.amount('out'),
        income: flow.amount('income'),
      }),
    ),
    autoSpent24h: treasury.amount('auto_spent_24h'),
  }
}
