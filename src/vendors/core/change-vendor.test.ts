import { describe, expect, test } from 'vitest'
import type { Person } from '#flow/4-approval/core/separate-duty.ts'
import { idOf, instant, otherWallet, wallet } from '#test/support/decision-facts.ts'
import { changeVendor, similarWallets, type VendorChange, verifyVendor } from './change-vendor.ts'
import { isWalletForm, sameWallet, type Vendor } from './vendor.ts'

const at = instant('2026-04-10T12:00:00Z')
const [ann, bob] = [idOf<'user'>(1), idOf<'user'>(2)]
const people = (...ids: readonly Person['id'][]): readonly Person[] =>
  ids.map((id) => ({ id, active: true, mayAct: true }))

const vendor: Vendor = {
  id: idOf(10),
  name: 'Acme GmbH',
  nameKey: 'acme',
  taxId: null,
  taxIdKey: null,
  wallet,
  defaultCurrency: null,
  paymentTermsDays: null,
  category: null,
  status: 'verified',
  payeeSetBy: ann,
  payeeSetAt: instant('2026-01-01T00:00:00Z'),
  verifiedBy: bob,
  verifiedAt: instant('2026-01-02T00:00:00Z'),
  createdBy: ann,
  createdAt: instant('2026-01-01T00:00:00Z'),
}
const reset = { status: 'unverified', payeeSetBy: bob, payeeSetAt: at, verifiedBy: null, verifiedAt: null }

function change(by: VendorChange, from: Vendor = vendor) {
  return changeVendor({ vendor: from, change: by, by: bob, at })
}

describe('changeVendor', () => {
  test.each<[string, VendorChange, object]>([
    ['another wallet', { wallet: otherWallet }, { wallet: otherWallet }],
    ['no wallet', { wallet: null }, { wallet: null }],
    ['another name', { name: { text: 'Bolt', key: 'bolt' } }, { name: 'Bolt', nameKey: 'bolt' }],
    ['a tax id', { taxId: { text: 'DE 1', key: 'DE1' } }, { taxId: 'DE 1', taxIdKey: 'DE1' }],
  ])('%s makes it unverified and starts the cooling-off again', (_name, by, expected) => {
    expect(change(by)).toEqual({ ok: true, value: { ...vendor, ...expected, ...reset } })
  })

  test.each<[string, VendorChange, object]>([
    ['nothing', {}, {}],
    ['the same wallet in another case', { wallet: wallet.toLowerCase() }, {}],
    [
      'the same name written differently',
      { name: { text: 'ACME GmbH', key: 'acme' } },
      { name: 'ACME GmbH' },
    ],
    [
      'terms, currency and category',
      { paymentTermsDays: 30, defaultCurrency: 'USD', category: 'hosting' },
      { paymentTermsDays: 30, defaultCurrency: 'USD', category: 'hosting' },
    ],
  ])('%s leaves it verified', (_name, by, expected) => {
    expect(change(by)).toEqual({ ok: true, value: { ...vendor, ...expected } })
  })

  test('a block takes the verification away, stays through changes, and lifting it does not give it back', () => {
    const blocked = change({ status: 'blocked' })
    if (!blocked.ok) throw new Error(blocked.error)
    expect(blocked.value).toMatchObject({
      status: 'blocked',
      verifiedBy: null,
      payeeSetAt: vendor.payeeSetAt,
    })
    expect(change({ wallet: otherWallet }, blocked.value)).toMatchObject({
      value: { status: 'blocked', payeeSetAt: at },
    })
    expect(change({ status: 'unverified' }, blocked.value)).toMatchObject({
      value: { status: 'unverified', verifiedBy: null },
    })
  })

  test.each<[VendorChange, string]>([
    [{ wallet: '0x123' }, 'wallet_not_an_address'],
    [{ wallet: '' }, 'wallet_not_an_address'],
    [{ wallet: `0x${'0'.repeat(40)}` }, 'wallet_not_an_address'],
    [{ wallet: `${wallet}\n` }, 'wallet_not_an_address'],
    [{ wallet: wallet.replace('0x', '') }, 'wallet_not_an_address'],
    [{ name: { text: ' ', key: 'x' } }, 'name_empty'],
    [{ name: { text: '!!!', key: '' } }, 'name_empty'],
    [{ paymentTermsDays: -1 }, 'terms_out_of_range'],
    [{ paymentTermsDays: 366 }, 'terms_out_of_range'],
    [{ paymentTermsDays: 1.5 }, 'terms_out_of_range'],
  ])('refuses %j: %s', (by, error) => {
    expect(change(by)).toEqual({ ok: false, error })
  })
})

describe('verifyVendor', () => {
  const open: Vendor = { ...vendor, status: 'unverified', verifiedBy: null, verifiedAt: null }
  const verify = (of: Partial<Parameters<typeof verifyVendor>[0]>) =>
    verifyVendor({ vendor: open, by: bob, people: people(ann, bob), at, ...of })

  test('another person verifies', () => {
    expect(verify({})).toEqual({
      ok: true,
      value: {
        vendor: { ...open, status: 'verified', verifiedBy: bob, verifiedAt: at },
        selfVerified: false,
      },
    })
  })

  test('who set the payee details does not, while somebody else could', () => {
    expect(verify({ by: ann })).toEqual({ ok: false, error: 'segregation_of_duties' })
  })

  test.each<[string, readonly Person[]]>([
    ['alone', people(ann)],
    ['the other is disabled', [...people(ann), { id: bob, active: false, mayAct: true }]],
    ['the other may not verify', [...people(ann), { id: bob, active: true, mayAct: false }]],
  ])('where nobody else could, it is allowed and marked: %s', (_name, house) => {
    expect(verify({ by: ann, people: house })).toMatchObject({ ok: true, value: { selfVerified: true } })
  })

  test('details set by the system or sample data are verified by anybody eligible', () => {
    expect(verify({ vendor: { ...open, payeeSetBy: null }, by: ann })).toMatchObject({
      value: { selfVerified: false },
    })
  })

  test.each<[Partial<Parameters<typeof verifyVendor>[0]>, string]>([
    [{ vendor: { ...open, wallet: null } }, 'wallet_missing'],
    [{ vendor: { ...open, status: 'blocked' } }, 'blocked'],
    [{ vendor }, 'already_verified'],
    [{ people: people(ann) }, 'not_eligible'],
    [{ people: [{ id: bob, active: true, mayAct: false }] }, 'not_eligible'],
  ])('refuses (%#) as %s', (of, error) => {
    expect(verify(of)).toEqual({ ok: false, error })
  })
})

describe('wallets', () => {
  test('a look-alike has the same ends and another middle, in any case', () => {
    const real = `0xABCD${'1'.repeat(32)}9F9f`
    const fake = `0xabcd${'2'.repeat(32)}9f9F`
    const others = [fake, real.toLowerCase(), `0xabcd${'2'.repeat(32)}9f9e`, `0xabce${'2'.repeat(32)}9f9f`]
    expect(similarWallets(real, others)).toEqual([fake])
  })

  test('form and equality', () => {
    expect([wallet, otherWallet, 'x', `${wallet}0`].map(isWalletForm)).toEqual([true, true, false, false])
    expect(sameWallet(wallet, wallet.toLowerCase())).toBe(true)
    expect(sameWallet(wallet, otherWallet)).toBe(false)
    expect(sameWallet(null, null)).toBe(false)
  })
})
