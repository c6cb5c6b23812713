import { mnemonicToAccount } from 'viem/accounts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'

// Printed by every anvil and hardhat: anybody can spend from these.
const mnemonic = 'test test test test test test test test test test test junk'
const accountsMax = 10

/**
 * Tells whether an address belongs to one of the development keys that everybody knows.
 * @param address any case   @returns true for the first ten accounts of anvil's mnemonic
 * Errors: none. Source: PAYMENTS "Keys"; derived, so that no key stands in the source.
 */
export function isWellKnown(address: Address): boolean {
  const wanted = address.toLowerCase()
  return Array.from({ length: accountsMax }, (_, addressIndex) => addressIndex).some(
    (addressIndex) => mnemonicToAccount(mnemonic, { addressIndex }).address.toLowerCase() === wanted,
  )
}
