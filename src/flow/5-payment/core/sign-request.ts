import type { TokenAmount } from '#kernel/money.ts'
import type { Address, Fees, Hash, RawTransaction } from './chain-facts.ts'

/**
 * What a decision or an approval allows to be signed. `hash` is SHA-256 (64 hex digits) over the RFC 8785
 * form of `terms`; the signer recomputes it and refuses on any difference.
 */
export type Certificate = {
  readonly hash: string
  readonly terms: CertificateTerms
}

/** Amounts and policy as text, so that the hash never depends on a number format. */
export type CertificateTerms = {
  readonly payment_id: string
  readonly invoice_id: string
  readonly decision_id: string
  readonly facts_hash: string
  readonly policy_version: number
  /** Null when the decision itself said pay; else the approval that allowed it. */
  readonly approval_id: string | null
  readonly payee: string
  /** Minor units of the token, decimal digits. */
  readonly amount: string
  readonly token: string
  readonly chain_id: number
}

/** One transaction to sign: a token transfer under a certificate, or a same-nonce self-send that cancels. */
export type SignRequest =
  | {
      readonly kind: 'transfer'
      readonly certificate: Certificate
      readonly to: Address
      readonly amount: TokenAmount
      readonly token: Address
      readonly chainId: number
      readonly nonce: number
      readonly gasLimit: bigint
      readonly fees: Fees
    }
  | {
      readonly kind: 'cancel'
      readonly chainId: number
      readonly nonce: number
      readonly gasLimit: bigint
      readonly fees: Fees
    }

/** Signed bytes and their hash, known before anything is sent. */
export type SignedTransaction = { readonly hash: Hash; readonly raw: RawTransaction }
