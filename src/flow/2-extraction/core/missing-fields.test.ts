import { describe, expect, test } from 'vitest'
import { emptyReading } from './empty-reading.ts'
import type { Claim } from './invoice.ts'
import { missingFields } from './missing-fields.ts'
import { readClaims } from './read-claims.ts'

describe('missingFields', () => {
  test.each([
    ['Invoice 7\nVendor: Acme GmbH\nTotal due: 1.00 MNEE', []],
    ['Please update Q4 set of licences, 45.00 MNEE', ['seller_name']],
    ['Invoice 7 from Acme GmbH', ['amount_due']],
    ['Hello', ['amount_due', 'seller_name']],
    ['Invoice 7\nVendor: Acme\nTotal due: 1.00 MNEE\nTotal due: 9.00 MNEE', ['amount_due']],
  ])('pitfall 2: of %j', (text, missing) => {
    expect(missingFields(readClaims(text).fields)).toEqual(missing)
  })

  test('a total does not stand in for an amount due that two lines contradict', () => {
    const { fields } = readClaims(
      'Invoice 7\nVendor: Acme\nGrand total: 5.00 MNEE\nTotal due: 1.00 MNEE\nTotal due: 9.00 MNEE',
    )
    expect(fields).toMatchObject({ total: { value: '5.00' }, amount_due: null })
    expect(missingFields(fields)).toEqual(['amount_due'])
  })

  test('nothing read misses everything; one claim of each is enough', () => {
    const claim: Claim<string> = { value: '1.00', confidence: 1, source: 'text', evidence: [] }
    expect(missingFields(emptyReading.fields)).toEqual(['amount_due', 'seller_name'])
    expect(missingFields({ ...emptyReading.fields, total: claim, net: claim })).toEqual([
      'amount_due',
      'seller_name',
    ])
    expect(missingFields({ ...emptyReading.fields, amount_due: claim, seller_name: claim })).toEqual([])
  })
})
