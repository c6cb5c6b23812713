import type { Digest, Json } from '#kernel/digest.ts'
import type { IdSource } from '#kernel/ids.ts'
import { invariant } from '#kernel/invariant.ts'
import type { Facts, PolicyVersion } from './3-decision/core/facts.ts'
import type { CertificateTerms } from './5-payment/core/sign-request.ts'
import { payableTo } from './6-ledger/core/accounts.ts'
import type { TokenContext } from './gather-facts.ts'

/**
 * The payment that a decision or an approval allows, with the certificate the signer will demand.
 * @param parts hashes and ids   @param input facts with a matched vendor and an amount; approvalId null when automatic
 * @returns the payment as SQL reads it and its id
 * Errors: InvariantError when amount, vendor or wallet is missing.
 */
export function paymentItem(
  parts: { readonly digest: Digest; readonly ids: IdSource },
  input: {
    readonly facts: Facts
    readonly policy: PolicyVersion
    readonly token: TokenContext
    readonly invoiceId: string
    readonly decisionId: string
    readonly factsHash: string
    readonly approvalId: string | null
  },
): { readonly payment: Json; readonly paymentId: string } {
  const { facts, token } = input
  const { vendor, invoice } = facts
  invariant(vendor !== null && vendor.wallet !== null, 'a payment goes to a wallet of the register')
  invariant(invoice.amount !== null && invoice.amount > 0n, 'a payment has an amount above zero')
  const paymentId = parts.ids.next<'payment'>()
  const terms: CertificateTerms = {
    payment_id: paymentId,
    invoice_id: input.invoiceId,
    decision_id: input.decisionId,
    facts_hash: input.factsHash,
    policy_version: input.policy.version,
    approval_id: input.approvalId,
    payee: vendor.wallet,
    amount: invoice.amount.toString(),
    token: token.address,
    chain_id: token.chainId,
  }
  const payment = {
    id: paymentId,
    invoice_id: input.invoiceId,
    decision_id: input.decisionId,
    approval_id: input.approvalId,
    vendor_id: vendor.id,
    chain_id: token.chainId,
    token: token.address,
    to_address: vendor.wallet,
    amount: invoice.amount.toString(),
    certificate: { hash: parts.digest.ofRecord(terms), terms },
    hold_id: parts.ids.next<'posting'>(),
    from_account: 'treasury',
    to_account: payableTo(vendor.id),
    automatic: input.approvalId === null,
    memo: `${vendor.name} ${invoice.number ?? ''}`.trim(),
  }
  return { payment, paymentId }
}
