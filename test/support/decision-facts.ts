import fc from 'fast-check'
import type {
  Facts,
  InvoiceFacts,
  PolicyVersion,
  TreasuryFacts,
  VendorFacts,
} from '#flow/3-decision/core/facts.ts'
import { type Id, parseId } from '#kernel/ids.ts'
import { minor, parseMinor, type TokenAmount } from '#kernel/money.ts'
import { dayMs, type Instant, instantOf } from '#kernel/time.ts'

/** Reads an amount with the 18 decimals of the sample token. @param text decimal @returns minor units. Errors: throws. */
export function mnee(text: string): TokenAmount {
  const read = parseMinor('MNEE', text, 18)
  if (!read.ok) throw new Error(`${text}: ${read.error}`)
  return read.value
}

/** Reads a moment. @param text ISO-8601 @returns the Instant. Errors: throws. */
export function instant(text: string): Instant {
  const read = instantOf(Date.parse(text))
  if (!read.ok) throw new Error(text)
  return read.value
}

/** A fixed id. @param number 0..999 @returns an id ending in it. Errors: throws. */
export function idOf<K extends string>(number: number): Id<K> {
  const read = parseId<K>(`01980000-0000-7000-8000-${String(number).padStart(12, '0')}`)
  if (!read.ok) throw new Error(read.error)
  return read.value
}

export const wallet = '0x52908400098527886E0F7030069857D2E4169EE7'
export const otherWallet = '0x8617E340B3D01FA5F11F306F4090FD50E238070D'

/** The default policy of CONTRACT.md. */
export const samplePolicy: PolicyVersion = {
  version: 1,
  approvalLimit: mnee('50.00'),
  dailyLimit: mnee('1000.00'),
  criticalRunwayTenths: 20n,
  vendorCoolingOffMs: dayMs,
  firstPaymentReview: true,
}

const sampleInvoice: InvoiceFacts = {
  amount: mnee('42.00'),
  amountProblem: null,
  amountText: '42.00',
  currency: 'MNEE',
  number: 'INV-2024-002',
  sellerName: 'CloudSpace Hosting LLC',
  documentType: 'invoice',
  issueDate: '2026-04-01',
  dueDate: null,
  wallet: null,
  ibans: [],
  category: 'hosting',
  flags: [],
}

const sampleVendor: VendorFacts = {
  id: idOf(1),
  name: 'CloudSpace Hosting LLC',
  status: 'verified',
  wallet,
  payeeSetAt: instant('2026-01-01T00:00:00Z'),
  payeeKnown: true,
  matchedBy: 'name',
}

const sampleTreasury: TreasuryFacts = {
  posted: mnee('100000.00'),
  held: mnee('0'),
  months: ['2026-01-01', '2026-02-01', '2026-03-01'].map((month) => ({
    month,
    out: mnee('10000.00'),
    income: mnee('0'),
  })),
  autoSpent24h: mnee('0'),
}

/** Facts on which everything passes, with some parts replaced. @param change parts @returns facts. Errors: none. */
export function factsWith(
  change: Partial<Omit<Facts, 'invoice' | 'vendor' | 'treasury'>> & {
    readonly invoice?: Partial<InvoiceFacts>
    readonly vendor?: Partial<VendorFacts> | null
    readonly treasury?: Partial<TreasuryFacts>
  } = {},
): Facts {
  return {
    at: instant('2026-04-10T12:00:00Z'),
    vendorConflict: false,
    duplicateOf: null,
    token: { symbol: 'MNEE', decimals: 18, peg: 'USD' },
    pausedReason: null,
    secondReader: 'not_configured',
    ...change,
    invoice: { ...sampleInvoice, ...change.invoice },
    vendor: change.vendor === null ? null : { ...sampleVendor, ...change.vendor },
    treasury: { ...sampleTreasury, ...change.treasury },
  }
}

const units = fc.oneof(
  fc.bigInt({ min: 0n, max: 10n ** 24n }),
  fc.bigInt({ min: -(10n ** 77n), max: 10n ** 77n }),
)
const amounts = units.map((each) => minor('MNEE', each))
const instants = fc
  .oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  )
  .map((epochMs) => {
    const read = instantOf(epochMs)
    if (!read.ok) throw new Error(read.error)
    return read.value
  })
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom('', 'MNEE', 'USD', 'INV-1', wallet),
)
const flagCodes = [
  'instruction_in_text',
  'several_totals',
  'readers_disagree',
  'second_reader_missing',
  'unheard_of',
]

function ids<K extends string>(): fc.Arbitrary<Id<K>> {
  return fc.integer({ min: 0, max: 999 }).map((number) => idOf<K>(number))
}

const months = fc.uniqueArray(
  fc.record({
    month: fc.constantFrom(
      '2025-11-01',
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ),
    out: amounts,
    income: amounts,
  }),
  { selector: (flow) => flow.month, maxLength: 6 },
)

const invoices: fc.Arbitrary<InvoiceFacts> = fc.record({
  amount: fc.option(amounts),
  amountProblem: fc.option(fc.constantFrom('too_precise', 'other_currency', 'not_positive', 'no_currency'), {
    freq: 1,
  }),
  amountText: texts,
  currency: fc.option(texts),
  number: fc.option(texts),
  sellerName: texts,
  documentType: fc.oneof(fc.constantFrom('invoice', 'unknown', 'quote'), texts),
  issueDate: fc.option(texts),
  dueDate: fc.option(texts),
  wallet: fc.option(texts, { freq: 1 }),
  ibans: fc.array(texts, { maxLength: 3 }),
  category: fc.option(texts),
  flags: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(...flagCodes), { maxLength: 3 })),
})

const vendors: fc.Arbitrary<VendorFacts> = fc.record({
  id: ids<'vendor'>(),
  name: texts,
  status: fc.constantFrom('unverified', 'verified', 'blocked'),
  wallet: fc.option(fc.constantFrom(wallet, otherWallet)),
  payeeSetAt: instants,
  payeeKnown: fc.boolean(),
  matchedBy: fc.constantFrom('tax_id', 'wallet', 'name'),
})

/** Any valid facts, the wild ones included: huge, negative, far times, hostile words. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  at: instants,
  invoice: invoices,
  vendor: fc.option(vendors, { freq: 5 }),
  vendorConflict: fc.boolean(),
  duplicateOf: fc.option(ids<'invoice'>(), { freq: 1 }),
  treasury: fc.record({ posted: amounts, held: amounts, months, autoSpent24h: amounts }),
  token: fc.record({ symbol: texts, decimals: fc.integer({ min: 0, max: 36 }), peg: texts }),
  pausedReason: fc.option(texts, { freq: 1 }),
  secondReader: fc.constantFrom('not_configured', 'agrees', 'disagrees', 'missing'),
})

export const anyPolicy: fc.Arbitrary<PolicyVersion> = fc.record({
  version: fc.integer({ min: 1, max: 1000 }),
  approvalLimit: amounts,
  dailyLimit: amounts,
  criticalRunwayTenths: fc.bigInt({ min: 0n, max: 1200n }),
  vendorCoolingOffMs: fc.integer({ min: 0, max: 365 * dayMs }),
  firstPaymentReview: fc.boolean(),
})

/** Facts close to a payment: a known vendor and an ordinary invoice, so that all three outcomes are common. */
export const likelyFacts: fc.Arbitrary<Facts> = fc
  .record({
    amount: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 60 }) },
      fc.integer({ min: 1, max: 12_000 }),
    ),
    posted: fc.integer({ min: 0, max: 40_000 }),
    held: fc.integer({ min: 0, max: 5_000 }),
    spent: fc.integer({ min: 0, max: 1_000 }),
    burn: fc.integer({ min: -500, max: 12_000 }),
    known: fc.constantFrom(true, true, false),
    ageDays: fc.integer({ min: 0, max: 3 }),
    status: fc.constantFrom<VendorFacts['status']>(
      'verified',
      'verified',
      'verified',
      'unverified',
      'blocked',
    ),
  })
  .map((is) =>
    factsWith({
      invoice: { amount: mnee(`${is.amount}`) },
      vendor: {
        payeeKnown: is.known,
        status: is.status,
        payeeSetAt: instant(`2026-04-${String(10 - is.ageDays).padStart(2, '0')}T11:00:00Z`),
      },
      treasury: {
        posted: mnee(`${is.posted}`),
        held: mnee(`${is.held}`),
        autoSpent24h: mnee(`${is.spent}`),
        months: sampleTreasury.months.map((flow) => ({
          ...flow,
          out: mnee(`${Math.max(0, is.burn)}`),
          income: mnee(`${Math.max(0, -is.burn)}`),
        })),
      },
    }),
  )
