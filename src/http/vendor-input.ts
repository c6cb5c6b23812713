import type { z } from 'zod'
import type { VendorInput } from '#vendors/write-vendor.ts'
import type { vendorPatch } from './wire/treasury.ts'

/**
 * A vendor body in the register's own words.
 * @param body as validated   @returns what is given, undefined where a field is absent
 * Errors: none (total).
 */
export function vendorInputOf(body: z.infer<typeof vendorPatch>): VendorInput {
  return {
    name: body.name,
    wallet: body.wallet_address,
    taxId: body.tax_id,
    defaultCurrency: body.default_currency,
    paymentTermsDays: body.payment_terms_days,
    category: body.category,
    status: body.status,
  }
}
