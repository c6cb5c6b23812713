import { describe, expect, test } from 'vitest'
import type { Claim, Reading } from './invoice.ts'
import { locateQuote } from './locate-quote.ts'
import { mergeReadings } from './merge-readings.ts'
import { readText } from './read-text.ts'
import { type QuotedAnswer, readingFromAnswer } from './reading-from-answer.ts'
import { layoutOf } from './text-layout.ts'
import { verifyClaims } from './verify-claims.ts'

const text =
  'INVOICE #INV-7\nVendor: CloudSpace  Hosting LLC\nDate: 03/04/2026\nIBAN: DE89 3704 0044 0532 0130 00\nNet 100.00\nTOTAL DUE: 150.00 MNEE\nOld: 50.00 EUR'

const nothing: QuotedAnswer = {
  number: null,
  issue_date: null,
  due_date: null,
  seller_name: null,
  seller_tax_id: null,
  buyer_name: null,
  currency: null,
  net: null,
  tax: null,
  total: null,
  prepaid: null,
  amount_due: null,
  ibans: [],
  wallet: null,
  document_type: null,
  payment_terms: null,
}

function answered(answer: Partial<QuotedAnswer>): Reading {
  return readingFromAnswer(text, { ...nothing, ...answer }, 'llm')
}

describe('claims of another reader', () => {
  test.each<readonly [Partial<QuotedAnswer>, keyof Reading['fields'], unknown]>([
    [{ amount_due: { value: '150.00', quote: 'TOTAL DUE: 150.00 MNEE' } }, 'amount_due', '150.00'],
    [{ amount_due: { value: '150', quote: '150.00' } }, 'amount_due', '150.00'],
    [{ amount_due: { value: '150.00', quote: 'total due: 150.00' } }, 'amount_due', null],
    [{ amount_due: { value: '150.00', quote: 'TOTAL DUE: 151.00' } }, 'amount_due', null],
    [{ amount_due: { value: '151.00', quote: 'TOTAL DUE: 150.00' } }, 'amount_due', null],
    [{ amount_due: { value: '50.00', quote: '50.00 MNEE' } }, 'amount_due', null],
    [
      { amount_due: { value: '150.00', quote: 'TOTAL DUE: 150.00 MNEE\nOld: 50.00 EUR' } },
      'amount_due',
      null,
    ],
    [{ amount_due: { value: '1.5e2', quote: '150.00' } }, 'amount_due', null],
    [{ amount_due: { value: '', quote: '' } }, 'amount_due', null],
    [{ currency: { value: 'MNEE', quote: '150.00 MNEE' } }, 'currency', 'MNEE'],
    [{ currency: { value: 'mnee', quote: 'MNEE' } }, 'currency', 'MNEE'],
    [{ currency: { value: 'EUR', quote: '150.00 MNEE' } }, 'currency', null],
    [
      { seller_name: { value: 'CloudSpace Hosting LLC', quote: 'Vendor: CloudSpace Hosting LLC' } },
      'seller_name',
      'CloudSpace Hosting LLC',
    ],
    [
      { seller_name: { value: 'CloudSpace Hosting', quote: 'CloudSpace Hosting LLC' } },
      'seller_name',
      'CloudSpace Hosting',
    ],
    [{ seller_name: { value: 'Space Hosting', quote: 'CloudSpace Hosting LLC' } }, 'seller_name', null],
    [{ seller_name: { value: 'Evil Corp', quote: 'CloudSpace Hosting LLC' } }, 'seller_name', null],
    [{ number: { value: 'INV-7', quote: 'INVOICE #INV-7' } }, 'number', 'INV-7'],
    [{ number: { value: 'INV-70', quote: 'INVOICE #INV-7' } }, 'number', null],
    [{ issue_date: { value: '2026-04-03', quote: '03/04/2026' } }, 'issue_date', '2026-04-03'],
    [{ issue_date: { value: '2026-04-04', quote: '03/04/2026' } }, 'issue_date', null],
    [
      { ibans: [{ value: 'DE89370400440532013000', quote: 'DE89 3704 0044 0532 0130 00' }] },
      'ibans',
      ['DE89370400440532013000'],
    ],
    [{ ibans: [{ value: 'DE89370400440532013001', quote: 'DE89 3704 0044 0532 0130 00' }] }, 'ibans', null],
    [{ wallet: { value: '0x52908400098527886E0F7030069857D2E4169EE7', quote: 'IBAN' } }, 'wallet', null],
    [{ document_type: { value: 'invoice', quote: 'INVOICE' } }, 'document_type', 'invoice'],
    [{ document_type: { value: 'credit_note', quote: 'INVOICE' } }, 'document_type', null],
  ])('%j', (answer, name, value) => {
    const reading = answered(answer)
    expect(reading.fields[name]?.value ?? null).toEqual(value)
    for (const box of reading.fields[name]?.evidence ?? []) {
      expect(text.slice(box.start ?? 0, box.end ?? 0)).toBe(box.text)
    }
  })

  test('what is dropped is named', () => {
    const { checks } = answered({
      amount_due: { value: '9.00', quote: 'nowhere' },
      number: { value: 'X1', quote: 'X1' },
    })
    expect(checks).toEqual([
      { name: 'claims_verified', passed: false, detail: 'not proven by the text: number, amount_due' },
    ])
  })
})

describe('verifyClaims', () => {
  const reading = readText(text)
  const forged = (claim: Partial<Claim<string>>): Reading => {
    const due = reading.fields.amount_due
    if (due === null) throw new Error('the sample has an amount')
    return { ...reading, fields: { ...reading.fields, amount_due: { ...due, ...claim } } }
  }
  test('keeps what the deterministic reader read', () => {
    expect(verifyClaims(text, reading).fields).toEqual(reading.fields)
  })
  test.each<readonly [string, Partial<Claim<string>>]>([
    ['another value', { value: '151.00' }],
    ['no evidence', { evidence: [] }],
    [
      'shifted offsets',
      { evidence: [{ page: 1, x: 0, y: 0, w: 1, h: 1, text: '150.00', start: 3, end: 9 }] },
    ],
    [
      'no offsets',
      { evidence: [{ page: 1, x: 0, y: 0, w: 1, h: 1, text: '150.00', start: null, end: null }] },
    ],
    ['an empty quote', { evidence: [{ page: 1, x: 0, y: 0, w: 1, h: 1, text: '', start: 5, end: 5 }] }],
  ])('drops a claim with %s', (_name, claim) => {
    expect(verifyClaims(text, forged(claim)).fields.amount_due).toBeNull()
  })
})

describe('locateQuote', () => {
  const layout = layoutOf(text)
  test.each<readonly [string, string | null]>([
    ['CloudSpace Hosting LLC', 'CloudSpace  Hosting LLC'],
    ['LLC Date', 'LLC\nDate'],
    [' 150.00 ', '150.00'],
    ['50.00', '50.00'],
    ['15', null],
    ['00 MNEE', null],
    ['', null],
    ['x'.repeat(301), null],
  ])('%j', (quote, found) => {
    expect(locateQuote(layout, quote)?.text ?? null).toBe(found)
  })
  test('"50.00" is the one of the last line, not the end of 150.00', () => {
    expect(locateQuote(layout, '50.00')?.start).toBe(text.indexOf('50.00 EUR'))
  })
})

describe('mergeReadings', () => {
  const first = readText(text)
  const codes = (answer: Partial<QuotedAnswer>) =>
    mergeReadings(first, answered(answer)).flags.map(({ code }) => code)
  const same: Partial<QuotedAnswer> = {
    amount_due: { value: '150.00', quote: '150.00 MNEE' },
    currency: { value: 'MNEE', quote: '150.00 MNEE' },
    seller_name: { value: 'CloudSpace Hosting', quote: 'CloudSpace Hosting LLC' },
  }
  test('agreement raises confidence, keeps the first value and both proofs', () => {
    const merged = mergeReadings(first, answered(same))
    expect(merged.flags).toEqual(first.flags)
    expect(merged.fields.amount_due).toMatchObject({ value: '150.00', source: 'text', confidence: 99 })
    expect(merged.fields.amount_due?.evidence).toHaveLength(2)
    expect(merged.readers).toEqual(['text', 'llm'])
  })
  test('a disagreement on amount, currency or vendor is a flag, and nothing is corrected', () => {
    const other = answered({
      ...same,
      amount_due: { value: '50.00', quote: 'Old: 50.00 EUR' },
      currency: { value: 'EUR', quote: '50.00 EUR' },
      seller_name: { value: 'Hosting LLC', quote: 'Hosting LLC' },
    })
    const merged = mergeReadings(first, other)
    expect(merged.flags.map(({ code }) => code)).toEqual([
      'readers_disagree',
      'readers_disagree',
      'readers_disagree',
    ])
    expect(merged.fields.amount_due).toMatchObject({ value: '150.00', confidence: 40 })
    expect(merged.fields.currency?.value).toBe('MNEE')
  })
  test('an amount only one reader found is no agreement', () => {
    expect(codes({ ...same, amount_due: null })).toEqual(['readers_disagree'])
    expect(codes({})).toHaveLength(3)
  })
  test('the second reader fills what the first abstained from', () => {
    const merged = mergeReadings(
      first,
      answered({ ...same, issue_date: { value: '2026-04-03', quote: '03/04/2026' } }),
    )
    expect(first.fields.issue_date).toBeNull()
    expect(merged.fields.issue_date).toMatchObject({ value: '2026-04-03', source: 'llm' })
  })
})
