import { getAddress, keccak256, toBytes } from 'viem'
import type { PastTransfer } from '#adapters/chain/prepare-local-chain.ts'
import type { SampleVendor } from '#adapters/db/sample-store.ts'
import { normaliseName } from '#flow/2-extraction/core/normalise-name.ts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { IdSource } from '#kernel/ids.ts'
import { invariant } from '#kernel/invariant.ts'
import { parseMinor } from '#kernel/money.ts'
import { dayMs, hourMs, type Instant, instantOf, plusMs } from '#kernel/time.ts'
import { completeMonthsBefore } from '#treasury/core/months.ts'

/** Fictional companies. `monthly` is what each was paid in each of the past months, oldest first, in whole tokens. */
const companies = [
  {
    name: 'CloudSpace Hosting LLC',
    taxId: 'US-EIN-00-0000101',
    category: 'hosting',
    monthly: ['1150.00', '1190.00', '1240.00', '1240.00'],
  },
  {
    name: 'Blue Heron Office Supplies Ltd',
    taxId: 'GB000000202',
    category: 'office',
    monthly: ['310.40', '184.95', '402.10', '266.75'],
  },
  {
    name: 'Nordlicht Design GmbH',
    taxId: 'DE000000303',
    category: 'design',
    monthly: ['2400.00', '2400.00', '1800.00', '2400.00'],
  },
  {
    name: 'Atelier Marchand SARL',
    taxId: 'FR00000000404',
    category: 'legal',
    monthly: ['950.00', '0', '950.00', '1425.00'],
  },
  {
    name: 'Larkspur Data Systems Inc',
    taxId: 'US-EIN-00-0000505',
    category: 'software',
    monthly: ['3120.00', '3120.00', '3120.00', '3240.00'],
  },
] as const

const pastMonths = 4
const detailsAgeDays = 180

/** The wallet of a fictional company: an address nobody has the key of, the same on every installation. */
function walletOf(name: string): Address {
  return getAddress(`0x${keccak256(toBytes(`sample vendor: ${name}`)).slice(-40)}`)
}

/**
 * The sample register: verified vendors, old enough to be paid.
 * @param ids for the rows   @returns vendors with their wallets on the local chain
 * Errors: none. Source: CONTRACT.md, SAMPLE_DATA.
 */
export function sampleVendors(ids: IdSource): readonly SampleVendor[] {
  return companies.map((company) => ({
    id: ids.next<'vendor'>(),
    name: company.name,
    nameKey: normaliseName(company.name).full,
    taxId: company.taxId,
    wallet: walletOf(company.name),
    category: company.category,
    paymentTermsDays: 30,
  }))
}

/** When the sample vendors' details count as set. @param at now @returns half a year ago. Errors: none. */
export function sampleSince(at: Instant): Instant {
  return plusMs(at, -detailsAgeDays * dayMs)
}

/**
 * The sample history: one transfer a month to each vendor, on different days, over the complete months before now.
 * @param at now   @param decimals of the token   @returns transfers from the treasury, oldest first
 * Errors: InvariantError when an amount above does not parse. Source: CONTRACT.md, "a history of past months".
 */
export function sampleHistory(at: Instant, decimals: number): readonly PastTransfer[] {
  return completeMonthsBefore(at, pastMonths).flatMap((month, index) =>
    companies.flatMap((company, place) => {
      const amount = parseMinor('MNEE', company.monthly[index] ?? '0', decimals)
      const start = instantOf(Date.parse(`${month}T00:00:00Z`))
      invariant(amount.ok && start.ok, 'the sample history is well formed')
      if (amount.value === 0n) return []
      return [
        {
          to: walletOf(company.name),
          amount: amount.value,
          at: plusMs(start.value, (4 + place * 5) * dayMs + (9 + place) * hourMs),
        },
      ]
    }),
  )
}
