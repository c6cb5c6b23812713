import { describe, expect, test } from 'vitest'
import { vendor } from '../../../test/answers.ts'
import {
  formOf,
  formProblems,
  vendorBody,
  vendorChanges,
  vendorSentences,
  vendorStatus,
} from './vendor-view.ts'

const now = Date.parse('2026-11-24T12:00:00Z')
const soon = '2026-11-25T12:00:00Z'
const wallet = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

describe('trust in words', () => {
  test.each([
    [vendor(), 'Verified'],
    [vendor({ cooling_off_until: soon }), 'Cooling off'],
    [vendor({ cooling_off_until: '2026-11-23T12:00:00Z' }), 'Verified'],
    [vendor({ status: 'unverified', cooling_off_until: soon }), 'Not verified'],
    [vendor({ wallet_address: null }), 'No wallet'],
    [vendor({ status: 'blocked', wallet_address: null }), 'Blocked'],
  ])('case %#', (subject, word) => {
    expect(vendorStatus(subject, now).word).toBe(word)
  })

  test('a cooling-off names its end', () => {
    expect(vendorSentences(vendor({ cooling_off_until: soon }), now).join(' ')).toContain('25 Nov 2026')
    expect(vendorSentences(vendor(), now)).toHaveLength(1)
  })
})

describe('the form', () => {
  const form = { ...formOf(null), name: ' Atlas ', wallet }

  test('needs a name, a whole address, whole days', () => {
    expect(formProblems(form)).toEqual({ name: null, wallet: null, terms: null })
    expect(formProblems({ ...form, name: ' ' }).name).not.toBeNull()
    expect(formProblems({ ...form, wallet: wallet.slice(0, -1) }).wallet).not.toBeNull()
    for (const terms of ['366', '1.5', '-1', 'x'])
      expect(formProblems({ ...form, terms }).terms).not.toBeNull()
    expect(formProblems({ ...form, wallet: '', terms: '365' })).toEqual({
      name: null,
      wallet: null,
      terms: null,
    })
  })

  test('leaves out what was left empty', () => {
    expect(vendorBody({ ...form, wallet: '', terms: '30' })).toEqual({
      name: 'Atlas',
      payment_terms_days: 30,
    })
  })

  test('an unchanged wallet is not sent again: it would start a new cooling-off', () => {
    const known = vendor()
    expect(vendorChanges(formOf(known), known)).toEqual({})
    expect(vendorChanges({ ...formOf(known), wallet: wallet.toLowerCase() }, known)).toEqual({})
    const other = `0x${'1'.repeat(40)}`
    expect(vendorChanges({ ...formOf(known), wallet: other, name: 'New' }, known)).toEqual({
      name: 'New',
      wallet_address: other,
    })
  })
})
