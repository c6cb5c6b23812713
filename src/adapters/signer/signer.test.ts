import { getAddress, parseTransaction, recoverTransactionAddress } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import type { CertificateTerms, SignRequest } from '#flow/5-payment/core/sign-request.ts'
import type { SignerPort } from '#flow/5-payment/ports.ts'
import { minor } from '#kernel/money.ts'
import { createKeySigner } from './key-signer.ts'

const token = getAddress('0x00000000000000000000000000000000000000aa')
const payee = getAddress('0xabcdefabcdefabcdefabcdefabcdefabcdefabcd')
const other = getAddress('0x00000000000000000000000000000000000000bb')
const fees = { maxFeePerGas: 3_000_000_000n, maxPriorityFeePerGas: 1_000_000_000n }

type Transfer = Extract<SignRequest, { readonly kind: 'transfer' }>

const terms: CertificateTerms = {
  payment_id: 'p',
  invoice_id: 'i',
  decision_id: 'd',
  facts_hash: 'f',
  policy_version: 3,
  approval_id: null,
  payee,
  amount: '150000000000000000000',
  token,
  chain_id: 1_946,
}

const certified = (changed: Partial<CertificateTerms> = {}) => {
  const now = { ...terms, ...changed }
  return { hash: sha256Digest.ofRecord(now), terms: now }
}

const transfer = (changed: Partial<Transfer> = {}): Transfer => ({
  kind: 'transfer',
  certificate: certified(),
  to: payee,
  amount: minor('MNEE', 150_000_000_000_000_000_000n),
  token,
  chainId: 1_946,
  nonce: 7,
  gasLimit: 100_000n,
  fees,
  ...changed,
})

describe('the key signer', () => {
  let signer: SignerPort

  beforeAll(() => {
    const made = createKeySigner(Buffer.from(generatePrivateKey().slice(2), 'hex'), {
      chainId: 1_946,
      digest: sha256Digest,
    })
    if (!made.ok) throw made.error
    signer = made.value
  })

  test('signs a certified transfer: token contract, transfer selector, payee, amount, no coin, its own key', async () => {
    const signed = await signer.sign(transfer())
    if (!signed.ok) throw signed.error
    const said = parseTransaction(signed.value.raw)
    expect(said).toMatchObject({
      type: 'eip1559',
      chainId: 1_946,
      nonce: 7,
      gas: 100_000n,
      to: token.toLowerCase(),
      ...fees,
    })
    expect(said.value ?? 0n).toBe(0n)
    expect(said.data).toBe(
      `0xa9059cbb${'0'.repeat(24)}${payee.slice(2).toLowerCase()}${(150n * 10n ** 18n).toString(16).padStart(64, '0')}`,
    )
    const raw = `0x02${signed.value.raw.slice(4)}` as const
    expect(await recoverTransactionAddress({ serializedTransaction: raw })).toBe(signer.address)
  })

  test('signs the same request to the same bytes, so that a retry is the same transaction', async () => {
    expect(await signer.sign(transfer())).toEqual(await signer.sign(transfer()))
  })

  test('compares addresses without their case', async () => {
    const lower = `0x${payee.slice(2).toLowerCase()}` as const
    const signed = await signer.sign(
      transfer({ to: lower, certificate: certified({ token: token.toLowerCase() }) }),
    )
    expect(signed.ok).toBe(true)
  })

  test('a cancel is a self-send of nothing with the same nonce', async () => {
    const signed = await signer.sign({ kind: 'cancel', chainId: 1_946, nonce: 7, gasLimit: 21_000n, fees })
    if (!signed.ok) throw signed.error
    const said = parseTransaction(signed.value.raw)
    expect(said).toMatchObject({ nonce: 7, to: signer.address.toLowerCase() })
    expect([said.value ?? 0n, said.data ?? '0x']).toEqual([0n, '0x'])
  })

  const refusals: readonly (readonly [string, () => SignRequest])[] = [
    ['a payee that differs from the certificate', () => transfer({ to: other })],
    [
      'an amount that differs by one unit',
      () => transfer({ amount: minor('MNEE', 150_000_000_000_000_000_001n) }),
    ],
    ['a token that differs', () => transfer({ token: other })],
    ['a chain that is not the certified one', () => transfer({ certificate: certified({ chain_id: 1 }) })],
    [
      "a chain that is not the signer's",
      () => transfer({ chainId: 1, certificate: certified({ chain_id: 1 }) }),
    ],
    [
      'terms that were changed after hashing',
      () => transfer({ certificate: { ...certified(), terms: { ...terms, policy_version: 4 } } }),
    ],
    ['a hash of nothing', () => transfer({ certificate: { hash: '', terms } })],
    [
      'an amount of zero',
      () => transfer({ amount: minor('MNEE', 0n), certificate: certified({ amount: '0' }) }),
    ],
    [
      'a negative amount',
      () => transfer({ amount: minor('MNEE', -1n), certificate: certified({ amount: '-1' }) }),
    ],
    [
      'an amount that is not plain digits',
      () => transfer({ certificate: certified({ amount: '0x821ab0d4414980000' }) }),
    ],
    [
      'the zero address',
      () => transfer({ to: `0x${'0'.repeat(40)}`, certificate: certified({ payee: `0x${'0'.repeat(40)}` }) }),
    ],
    ['the token contract as payee', () => transfer({ to: token, certificate: certified({ payee: token }) })],
    [
      'the treasury as payee',
      () => transfer({ to: signer.address, certificate: certified({ payee: signer.address }) }),
    ],
    ['a negative nonce', () => transfer({ nonce: -1 })],
    ['a nonce that is no integer', () => transfer({ nonce: 1.5 })],
    ['a gas limit no transfer needs', () => transfer({ gasLimit: 5_000_000n })],
    ['a fee beyond reason', () => transfer({ fees: { maxFeePerGas: 10n ** 15n, maxPriorityFeePerGas: 1n } })],
    ['a tip above the fee', () => transfer({ fees: { maxFeePerGas: 1n, maxPriorityFeePerGas: 2n } })],
    ['a cancel on another chain', () => ({ kind: 'cancel', chainId: 1, nonce: 0, gasLimit: 21_000n, fees })],
  ]
  test.each(refusals)('refuses %s', async (_, request) => {
    expect(await signer.sign(request())).toMatchObject({
      ok: false,
      error: { code: 'SIGNER_REFUSED', retryable: false },
    })
  })

  test('bytes that are no key are refused', () => {
    for (const key of [new Uint8Array(32), new Uint8Array(31).fill(1), new Uint8Array(32).fill(255)]) {
      expect(createKeySigner(key, { chainId: 1, digest: sha256Digest })).toMatchObject({
        ok: false,
        error: { code: 'CONFIG_INVALID' },
      })
    }
  })
})
