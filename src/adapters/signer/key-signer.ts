import { encodeFunctionData, getAddress, keccak256, parseAbi, parseTransaction, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { SignedTransaction, SignRequest } from '#flow/5-payment/core/sign-request.ts'
import type { SignerPort } from '#flow/5-payment/ports.ts'
import type { Digest } from '#kernel/digest.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { checkRequest } from './check-request.ts'
import { signerRefused, walletFault } from './signer-fault.ts'

// Its own copy, not the chain adapter's: what is signed is derived twice, independently (SECURITY, by construction 2).
const transferAbi = parseAbi(['function transfer(address to, uint256 value) returns (bool)'])

/** transfer(address,uint256): the one selector this signer ever signs. */
const transferSelector = '0xa9059cbb'

/**
 * A signer over a private key in memory. Signing the same request twice gives the same bytes (RFC 6979).
 * @param key 32 bytes   @param options the one chain it signs for   @param digest content hash of certificates
 * @returns the port. Errors: Fault CONFIG_INVALID when the bytes are no key; its calls answer SIGNER_REFUSED.
 * Source: PAYMENTS "Keys", EIP-1559, EIP-2718.
 */
export function createKeySigner(
  key: Uint8Array,
  options: { readonly chainId: number; readonly digest: Digest },
): Result<SignerPort, Fault> {
  const account = accountOf(key)
  if (account === null) return err(walletFault('the private key is not a number the curve allows'))
  const self = { chainId: options.chainId, address: account.address }
  const sign = async (request: SignRequest): Promise<Result<SignedTransaction, Fault>> => {
    const allowed = checkRequest(request, self, options.digest)
    if (!allowed.ok) return allowed
    const unsigned = transactionOf(request, self.address)
    const raw = await account.signTransaction(unsigned)
    if (!says(raw, unsigned)) return err(signerRefused('the signed bytes do not say what was asked'))
    return ok({ hash: keccak256(raw), raw })
  }
  return ok({ address: account.address, sign })
}

function transactionOf(request: SignRequest, self: Address) {
  const common = {
    type: 'eip1559',
    chainId: request.chainId,
    nonce: request.nonce,
    gas: request.gasLimit,
    value: 0n,
    ...request.fees,
  } as const
  if (request.kind === 'cancel') return { ...common, to: self, data: '0x' } as const
  const args = [getAddress(request.to.toLowerCase()), request.amount] as const
  const data = encodeFunctionData({ abi: transferAbi, functionName: 'transfer', args })
  return { ...common, to: getAddress(request.token.toLowerCase()), data }
}

/** The other half of the assertion: what a node will read out of the bytes is what was checked. */
function says(raw: `0x${string}`, unsigned: ReturnType<typeof transactionOf>): boolean {
  const read = parseTransaction(raw)
  return (
    read.type === 'eip1559' &&
    read.chainId === unsigned.chainId &&
    (read.nonce ?? 0) === unsigned.nonce &&
    (read.value ?? 0n) === 0n &&
    read.to?.toLowerCase() === unsigned.to.toLowerCase() &&
    (read.data ?? '0x') === unsigned.data &&
    (unsigned.data === '0x' || unsigned.data.startsWith(transferSelector))
  )
}

function accountOf(key: Uint8Array) {
  try {
    return key.length === 32 ? privateKeyToAccount(toHex(key)) : null
  } catch {
    return null
  }
}
