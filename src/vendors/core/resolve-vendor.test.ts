import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idOf, instant, otherWallet, wallet } from '#test/support/decision-facts.ts'
import { resolveVendor, type VendorCandidate } from './resolve-vendor.ts'

function candidate(number: number, keys: Partial<VendorCandidate>): VendorCandidate {
  return {
    id: idOf(number),
    name: `Vendor ${number}`,
    nameKey: `vendor ${number}`,
    taxIdKey: null,
    wallet: null,
    status: 'verified',
    category: null,
    payeeSetAt: instant('2026-01-01T00:00:00Z'),
    payeeKnown: true,
    ...keys,
  }
}

const acme = candidate(1, { nameKey: 'acme', taxIdKey: 'DE1', wallet })
const bolt = candidate(2, { nameKey: 'bolt', taxIdKey: 'DE2', wallet: otherWallet })
const twin = candidate(3, { nameKey: 'twin', wallet })
const all = [acme, bolt, twin]

type Claims = Partial<Parameters<typeof resolveVendor>[0]>

function resolve(claims: Claims) {
  return resolveVendor({ candidates: all, nameKey: '', taxIdKey: null, wallet: null, ...claims })
}

describe('resolveVendor', () => {
  test.each<[string, Claims, VendorCandidate | null, string | null, boolean]>([
    [
      'nothing is known',
      { nameKey: 'nobody', taxIdKey: 'XX', wallet: `0x${'1'.repeat(40)}` },
      null,
      null,
      false,
    ],
    ['no claims, no match with entries that lack the key', {}, null, null, false],
    ['by name', { nameKey: 'acme' }, acme, 'name', false],
    [
      'by tax id, whatever it is called',
      { nameKey: 'acme of berlin', taxIdKey: 'DE1' },
      acme,
      'tax_id',
      false,
    ],
    ['by tax id and name', { nameKey: 'acme', taxIdKey: 'DE1' }, acme, 'tax_id', false],
    [
      'by wallet alone, in any case',
      { wallet: otherWallet.toUpperCase().replace('0X', '0x') },
      bolt,
      'wallet',
      false,
    ],
    ['by name, the shared wallet agrees', { nameKey: 'acme', wallet }, acme, 'name', false],
    ['a wallet that two entries share is no answer', { wallet }, null, null, true],
    ['name and wallet of different entries', { nameKey: 'acme', wallet: otherWallet }, acme, 'name', true],
    ['tax id and name of different entries', { nameKey: 'bolt', taxIdKey: 'DE1' }, acme, 'tax_id', true],
    [
      'tax id, name and wallet of three entries',
      { nameKey: 'twin', taxIdKey: 'DE2', wallet },
      bolt,
      'tax_id',
      true,
    ],
    ['the right name with another tax id', { nameKey: 'acme', taxIdKey: 'DE9' }, acme, 'name', true],
    [
      'the right name where no tax id is registered',
      { nameKey: 'twin', taxIdKey: 'DE9' },
      twin,
      'name',
      false,
    ],
    [
      'a wallet nobody has does not hide the name',
      { nameKey: 'acme', wallet: `0x${'1'.repeat(40)}` },
      acme,
      'name',
      false,
    ],
  ])('%s', (_name, claims, vendor, matchedBy, conflict) => {
    expect(resolve(claims)).toEqual({ vendor, matchedBy, conflict })
  })

  test('the order of the candidates changes nothing', () => {
    const names = fc.constantFrom('', 'acme', 'bolt', 'twin', 'nobody')
    const taxIds = fc.constantFrom(null, '', 'DE1', 'DE2', 'DE9')
    const wallets = fc.constantFrom(null, wallet, otherWallet)
    fc.assert(
      fc.property(fc.shuffledSubarray(all), names, taxIds, wallets, (some, nameKey, taxIdKey, claimed) => {
        const claims = { nameKey, taxIdKey, wallet: claimed }
        const found = resolveVendor({ candidates: some, ...claims })
        expect(resolveVendor({ candidates: some.toReversed(), ...claims })).toEqual(found)
        if (found.vendor !== null) expect(some).toContain(found.vendor)
      }),
    )
  })
})
