import type { Json } from '#kernel/digest.ts'
import type { DecisionId, InvoiceId, VendorId } from '#kernel/ids.ts'
import type { TokenAmount } from '#kernel/money.ts'

/**
 * What a yes means, for hashing: any other payee, amount, token, chain, invoice or policy is another question.
 * @param terms `amount` minor units, null while it is not payable; `payee` null while there is none;
 * `policyVersion` the one pinned by the decision that asked
 * @returns JSON with addresses in lower case and the amount in digits
 * Errors: none. Source: POLICY.md "Approvals".
 */
export function boundTerms(terms: {
  readonly invoiceId: InvoiceId
  readonly decisionId: DecisionId
  readonly vendorId: VendorId | null
  readonly invoiceNumber: string | null
  readonly payee: string | null
  readonly amount: TokenAmount | null
  readonly token: string
  readonly chainId: number
  readonly policyVersion: number
}): { readonly [key: string]: Json } {
  return {
    invoice_id: terms.invoiceId,
    decision_id: terms.decisionId,
    vendor_id: terms.vendorId,
    invoice_number: terms.invoiceNumber,
    payee: terms.payee?.toLowerCase() ?? null,
    amount: terms.amount?.toString() ?? null,
    token: terms.token.toLowerCase(),
    chain_id: terms.chainId,
    policy_version: terms.policyVersion,
  }
}
