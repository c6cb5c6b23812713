import { type VendorRefusal, vendorRefusalTexts } from '#vendors/write-vendor.ts'
import type { ProblemParts } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'

const codes: { readonly [R in VendorRefusal]: ProblemCode } = {
  wallet_not_an_address: 'VALIDATION_ERROR',
  wallet_checksum_wrong: 'VALIDATION_ERROR',
  name_empty: 'VALIDATION_ERROR',
  terms_out_of_range: 'VALIDATION_ERROR',
  blocked: 'CONFLICT',
  wallet_missing: 'CONFLICT',
  already_verified: 'CONFLICT',
  not_eligible: 'FORBIDDEN',
  segregation_of_duties: 'SELF_APPROVAL',
  name_taken: 'CONFLICT',
  tax_id_taken: 'CONFLICT',
  moved_on: 'CONFLICT',
  not_found: 'NOT_FOUND',
}

/**
 * Why a change of the register was refused, as a problem.
 * @param refusal from the vendors room   @returns code and words
 * Errors: none (total). Source: CONTRACT.md, vendors.
 */
export function vendorProblem(refusal: VendorRefusal): ProblemParts {
  return { code: codes[refusal], detail: vendorRefusalTexts[refusal], details: { reason: refusal } }
}
