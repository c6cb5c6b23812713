import { expect, test } from 'vitest'
import { idOf, mnee, otherWallet, wallet } from '#test/support/decision-facts.ts'
import { boundTerms } from './bound-terms.ts'

const terms: Parameters<typeof boundTerms>[0] = {
  invoiceId: idOf(1),
  decisionId: idOf(2),
  vendorId: idOf(3),
  invoiceNumber: 'INV-1',
  payee: wallet,
  amount: mnee('150.00'),
  token: otherWallet,
  chainId: 31337,
  policyVersion: 1,
}

test('amounts are digits, addresses lower case, so that one thing has one hash', () => {
  expect(boundTerms(terms)).toEqual({
    invoice_id: idOf(1),
    decision_id: idOf(2),
    vendor_id: idOf(3),
    invoice_number: 'INV-1',
    payee: wallet.toLowerCase(),
    amount: '150000000000000000000',
    token: otherWallet.toLowerCase(),
    chain_id: 31337,
    policy_version: 1,
  })
  expect(boundTerms({ ...terms, payee: wallet.toLowerCase() })).toEqual(boundTerms(terms))
})

test.each<[string, Partial<typeof terms>]>([
  ['invoice', { invoiceId: idOf(9) }],
  ['decision', { decisionId: idOf(9) }],
  ['vendor', { vendorId: null }],
  ['number', { invoiceNumber: null }],
  ['payee', { payee: otherWallet }],
  ['no payee', { payee: null }],
  ['amount', { amount: mnee('150.000000000000000001') }],
  ['no amount', { amount: null }],
  ['token', { token: wallet }],
  ['chain', { chainId: 1946 }],
  ['policy', { policyVersion: 2 }],
])('another %s is another question', (_name, change) => {
  expect(boundTerms({ ...terms, ...change })).not.toEqual(boundTerms(terms))
})
