import { parseMinor, type TokenAmount } from '#kernel/money.ts'
import type { Instant } from '#kernel/time.ts'
import { resolveVendor } from '#vendors/core/resolve-vendor.ts'
import { taxIdKeyOf } from '#vendors/core/tax-id-key.ts'
import type { Reading } from './2-extraction/core/invoice.ts'
import { normaliseName } from './2-extraction/core/normalise-name.ts'
import { invoiceNumberKey } from './2-extraction/core/normalise-number.ts'
import type { Facts, InvoiceFacts } from './3-decision/core/facts.ts'
import type { FactsQuery, LoadedFacts } from './ports.ts'

/** The token payments are made in, and the currency it is pegged to. */
export type TokenContext = {
  readonly symbol: string
  readonly decimals: number
  readonly address: string
  readonly chainId: number
  readonly peg: string
}

/** Keys by which an invoice is compared with the register and with earlier invoices. */
export type InvoiceKeys = {
  readonly nameKey: string
  readonly taxIdKey: string | null
  readonly numberKey: string | null
}

/**
 * The keys of a reading.
 * @param reading what was read   @returns normalised name, tax id and number; null where nothing was read
 * Errors: none (total). Source: EXTRACTION.md, duplicates.
 */
export function keysOf(reading: Reading): InvoiceKeys {
  const { number, seller_name, seller_tax_id } = reading.fields
  const numberKey = number === null ? '' : invoiceNumberKey(number.value)
  return {
    nameKey: normaliseName(seller_name?.value ?? '').full,
    taxIdKey: seller_tax_id === null ? null : taxIdKeyOf(seller_tax_id.value),
    numberKey: numberKey === '' ? null : numberKey,
  }
}

/**
 * What to ask the database for one reading.
 * @param reading what was read   @param rest time, asset, text hash, own id   @returns the query
 * Errors: none (total).
 */
export function factsQueryOf(
  reading: Reading,
  rest: Pick<FactsQuery, 'at' | 'asset' | 'textHash' | 'invoiceId'>,
): FactsQuery {
  return { ...rest, ...keysOf(reading), wallet: reading.fields.wallet?.value ?? null }
}

/**
 * The claims of a document as the rules read them.
 * @param reading what was read   @param token decimals and peg for the conversion   @returns invoice facts; amount null
 * with its problem when the claim does not convert 1:1
 * Errors: none (total). Source: POLICY.md, "peg's currency and token's own symbol are 1:1".
 */
function invoiceFactsOf(reading: Reading, token: TokenContext): InvoiceFacts {
  const fields = reading.fields
  const amountText = fields.amount_due?.value ?? '0'
  const currency = fields.currency?.value ?? null
  return {
    ...convert(amountText, currency, token),
    amountText,
    currency,
    number: fields.number?.value ?? null,
    sellerName: fields.seller_name?.value ?? '',
    documentType: fields.document_type?.value ?? 'unknown',
    issueDate: fields.issue_date?.value ?? null,
    dueDate: fields.due_date?.value ?? null,
    wallet: fields.wallet?.value ?? null,
    ibans: fields.ibans?.value ?? [],
    category: fields.category?.value ?? null,
    flags: reading.flags.map((flag) => flag.code),
  }
}

function convert(
  amountText: string,
  currency: string | null,
  token: TokenContext,
): { readonly amount: TokenAmount | null; readonly amountProblem: InvoiceFacts['amountProblem'] } {
  if (currency === null) return { amount: null, amountProblem: 'no_currency' }
  const wanted = currency.toUpperCase()
  if (wanted !== token.peg.toUpperCase() && wanted !== token.symbol.toUpperCase()) {
    return { amount: null, amountProblem: 'other_currency' }
  }
  const parsed = parseMinor('MNEE', amountText, token.decimals)
  if (!parsed.ok) return { amount: null, amountProblem: 'too_precise' }
  if (parsed.value <= 0n) return { amount: null, amountProblem: 'not_positive' }
  return { amount: parsed.value, amountProblem: null }
}

/**
 * Everything `decide` may look at, from what was read and what the database said.
 * @param parts reading, loaded rows, token, time, whether a second reader is set up   @returns facts to store and decide on,
 * and the key under which duplicates are looked for
 * Errors: none (total).
 */
export function factsOf(parts: {
  readonly reading: Reading
  readonly loaded: LoadedFacts
  readonly token: TokenContext
  readonly at: Instant
  readonly secondReader: Facts['secondReader']
}): { readonly facts: Facts; readonly vendorKey: string } {
  const { reading, loaded, token, at } = parts
  const keys = keysOf(reading)
  const resolved = resolveVendor({
    candidates: loaded.vendors,
    nameKey: keys.nameKey,
    taxIdKey: keys.taxIdKey,
    wallet: reading.fields.wallet?.value ?? null,
  })
  const vendorKey = resolved.vendor?.nameKey ?? keys.nameKey
  const facts: Facts = {
    at,
    invoice: invoiceFactsOf(reading, token),
    vendor:
      resolved.vendor === null
        ? null
        : {
            id: resolved.vendor.id,
            name: resolved.vendor.name,
            status: resolved.vendor.status,
            wallet: resolved.vendor.wallet,
            payeeSetAt: resolved.vendor.payeeSetAt,
            payeeKnown: resolved.vendor.payeeKnown,
            matchedBy: resolved.matchedBy,
          },
    vendorConflict: resolved.conflict,
    duplicateOf: loaded.duplicates.find((earlier) => earlier.vendorKey === vendorKey)?.id ?? null,
    treasury: { ...loaded.treasury, months: loaded.months, autoSpent24h: loaded.autoSpent24h },
    token: { symbol: token.symbol, decimals: token.decimals, peg: token.peg },
    pausedReason: loaded.pausedReason,
    secondReader: parts.secondReader,
  }
  return { facts, vendorKey }
}
