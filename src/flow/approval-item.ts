import type { Json } from '#kernel/digest.ts'
import type { DecisionId, InvoiceId } from '#kernel/ids.ts'
import { dayMs, isoOf, plusMs } from '#kernel/time.ts'
import { boundTerms } from './4-approval/core/bound-terms.ts'
import type { EntryInput, EntryParts } from './entry-input.ts'

/** A pending approval that nobody answered ends after this long and must be asked anew. */
const approvalLifetimeMs = 30 * dayMs

/**
 * The question put to people, bound to exactly these terms.
 * @param parts hashes and ids   @param input a decision to ask   @returns the approval as SQL reads it and its id
 * Errors: none (total).
 */
export function approvalItem(
  parts: EntryParts,
  input: EntryInput & { readonly invoiceId: InvoiceId; readonly decisionId: DecisionId },
): { readonly approval: Json; readonly approvalId: string } {
  const { facts, decision, token } = input
  const approvalId = parts.ids.next<'approval'>()
  const terms = boundTerms({
    invoiceId: input.invoiceId,
    decisionId: input.decisionId,
    vendorId: facts.vendor?.id ?? null,
    invoiceNumber: facts.invoice.number,
    payee: facts.vendor?.wallet ?? null,
    amount: facts.invoice.amount,
    token: token.address,
    chainId: token.chainId,
    policyVersion: input.policy.version,
  })
  return {
    approvalId,
    approval: {
      id: approvalId,
      bound_terms: terms,
      bound_hash: parts.digest.ofRecord(terms),
      people_needed: decision.outcome === 'ask' ? decision.approvalsNeeded : 1,
      expires_at: isoOf(plusMs(facts.at, approvalLifetimeMs)),
    },
  }
}
