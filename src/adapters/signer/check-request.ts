import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { SignRequest } from '#flow/5-payment/core/sign-request.ts'
import type { Digest } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import { never } from '#kernel/invariant.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { signerRefused } from './signer-fault.ts'

// A plain transfer needs 21,000; a token transfer through a proxy about 60,000. More than a million is no transfer.
const gasLimitMin = 21_000n
const gasLimitMax = 1_000_000n
// 10,000 gwei: a hundred times the worst day of Ethereum so far. At 60,000 gas that is already 0.6 of the coin.
const feePerGasMax = 10_000_000_000_000n
const nonceMax = Number.MAX_SAFE_INTEGER

/**
 * Decides whether a request may be signed: the certificate's hash is its terms', and its terms are the request.
 * @param request what to sign   @param signer the chain it signs for, its own address   @param digest content hash
 * @returns null when it may. Errors: Fault SIGNER_REFUSED with the first reason. Source: SECURITY "By construction" 2.
 */
export function checkRequest(
  request: SignRequest,
  signer: { readonly chainId: number; readonly address: Address },
  digest: Digest,
): Result<null, Fault> {
  const why =
    request.chainId === signer.chainId
      ? (commonReason(request) ?? kindReason(request, signer.address, digest))
      : 'another chain id'
  return why === null ? ok(null) : err(signerRefused(why))
}

function commonReason(request: SignRequest): string | null {
  const { maxFeePerGas, maxPriorityFeePerGas } = request.fees
  if (!Number.isInteger(request.nonce) || request.nonce < 0 || request.nonce > nonceMax)
    return 'the nonce is no count'
  if (request.gasLimit < gasLimitMin || request.gasLimit > gasLimitMax)
    return 'the gas limit is out of bounds'
  if (maxFeePerGas <= 0n || maxFeePerGas > feePerGasMax) return 'the fee is out of bounds'
  if (maxPriorityFeePerGas < 0n || maxPriorityFeePerGas > maxFeePerGas) return 'the tip is out of bounds'
  return null
}

function kindReason(request: SignRequest, self: Address, digest: Digest): string | null {
  switch (request.kind) {
    case 'cancel':
      return null
    case 'transfer':
      return transferReason(request, self, digest)
    default:
      return never(request)
  }
}

function transferReason(
  request: Extract<SignRequest, { readonly kind: 'transfer' }>,
  self: Address,
  digest: Digest,
): string | null {
  const { certificate, to, token, amount, chainId } = request
  const { terms } = certificate
  if (digest.ofRecord(terms) !== certificate.hash)
    return 'the certificate was changed: its hash is not that of its terms'
  if (!isAddressText(to) || !same(terms.payee, to)) return 'the payee is not the certified one'
  if (!isAddressText(token) || !same(terms.token, token)) return 'the token is not the certified one'
  if (terms.chain_id !== chainId) return 'the chain is not the certified one'
  if (!/^[1-9][0-9]{0,77}$/.test(terms.amount) || BigInt(terms.amount) !== amount)
    return 'the amount is not the certified one'
  if (/^0x0{40}$/.test(to)) return 'the payee is the zero address'
  if (same(to, token)) return 'the payee is the token contract itself'
  if (same(to, self)) return 'the payee is the treasury itself'
  return null
}

function isAddressText(text: string): boolean {
  return /^0x[0-9a-fA-F]{40}$/.test(text)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
