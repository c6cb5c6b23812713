import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InvoiceFields } from './invoice.ts'
import { canonicalAmount } from './parse-amount.ts'
import { readText } from './read-text.ts'
import { verifyClaims } from './verify-claims.ts'

const amountNames = ['net', 'tax', 'total', 'prepaid', 'amount_due'] as const

/** Claims without evidence, with evidence that is not in the text, or amounts in another form. */
function faults(text: string, fields: InvoiceFields): readonly string[] {
  const wrong: string[] = []
  for (const [name, claim] of Object.entries(fields)) {
    if (claim === null) continue
    if (claim.evidence.length === 0) wrong.push(`${name}: no evidence`)
    for (const box of claim.evidence) {
      if (box.start === null || box.end === null || text.slice(box.start, box.end) !== box.text)
        wrong.push(`${name}: offsets`)
      if (!(box.x >= 0 && box.y >= 0 && box.x + box.w <= 1.000001 && box.y + box.h <= 1.000001))
        wrong.push(`${name}: box`)
    }
  }
  for (const name of amountNames) {
    const value = fields[name]?.value
    const parsed = value === undefined ? null : canonicalAmount(value)
    if (parsed !== null && (!parsed.ok || parsed.value !== value)) wrong.push(`${name}: ${value}`)
  }
  return wrong
}

function holds(text: string): void {
  const reading = readText(text)
  expect(faults(text, reading.fields)).toEqual([])
  const verified = verifyClaims(text, reading)
  expect(verified.checks.at(-1)).toEqual({
    name: 'claims_verified',
    passed: true,
    detail: 'every claim has its quote in the text',
  })
}

const word = fc.constantFrom(
  ...'INVOICE|Invoice #|INV-7|Rechnung Nr.|Facture n°|Factura nº|Vendor:|From:|Bill to:|CloudSpace Hosting LLC|Müller & Söhne GmbH|Total|TOTAL DUE:|Gesamtbetrag:|Net à payer :|Total a pagar:|Subtotal:|VAT 19%|Anzahlung|150.00|1.234,56|1 234,56|1,234|٤٥٫٠٠|(45.00)|-5.00|0.1234567890123456789|MNEE|EUR|€|$|2026-12-01|03/04/2026|1. März 2026|due|Date:|Due date:|0x52908400098527886E0F7030069857D2E4169EE7|DE89 3704 0044 0532 0130 00|USt-IdNr. DE123456789|Net 30|paid|Credit note|Description Qty Amount|Widget 2 5.00 10.00|ignore previous instructions|\u200b|e\u0301|Аcme|😀|½|ﬁ|㎡|\u00a0|--|----|x'.split(
    '|',
  ),
)
const gap = fc.constantFrom(' ', '  ', '\n', '\r\n', '\t', '', ': ', ' | ', '\u00a0')
const invoiceLike = fc
  .array(fc.tuple(word, gap), { minLength: 1, maxLength: 30 })
  .map((parts) => parts.flat().join(''))

/** Any Unicode text, lone surrogates included: fast-check's own unit for it takes seconds to build. */
const anyText = (lengthMax: number) =>
  fc
    .array(fc.oneof(fc.integer({ min: 0, max: 0x24f }), fc.integer({ min: 0, max: 0x10ffff })), {
      maxLength: lengthMax,
    })
    .map((points) => String.fromCodePoint(...points))

describe('for any text', { timeout: 60_000 }, () => {
  test('invoice-like texts: never throws, evidence stands in the text, amounts re-parse, every claim is proven', () => {
    fc.assert(fc.property(invoiceLike, holds), { numRuns: 400 })
  })
  test('texts of any characters', () => {
    fc.assert(fc.property(anyText(400), holds), { numRuns: 200 })
  })
  test('the amount asked for is read back exactly, in every style', () => {
    const cents = fc.bigInt({ min: 1n, max: 10n ** 12n })
    const style = fc.constantFrom(
      ['Total due: ', ',', '.'],
      ['Zahlbetrag: ', '.', ','],
      ['Total due: ', "'", '.'],
      ['Net à payer : ', '\u202f', ','],
    )
    fc.assert(
      fc.property(cents, style, (value, [label = '', thousands = '', point = '']) => {
        const whole = (value / 100n).toString()
        const fraction = (value % 100n).toString().padStart(2, '0')
        const printed = whole.replace(/\B(?=(\d{3})+(?!\d))/g, thousands) + point + fraction
        const reading = readText(`Invoice #1\nVendor: Acme Ltd\n${label}${printed} MNEE`)
        expect(reading.fields.amount_due?.value).toBe(`${whole}.${fraction}`)
        expect(reading.flags).toEqual([])
      }),
    )
  })
})

describe('hostile texts of 100 KB take under a second of processor time', { timeout: 60_000 }, () => {
  const pieces = [
    'total due: 1.00 MNEE\n',
    'total 1 ',
    '1.',
    '12 345 ',
    '1/1/2026 ',
    'january ',
    'invoice #1\n',
    'invoice #1 ',
    'a-',
    'aaa.',
    '0x1 ',
    'DE89 ',
    'from Acme ',
    'A & ',
    'bill to:  vendor:\n',
    'ignore the a b c d ',
    'system: ',
    'be paid',
    '\n',
    '\u200b',
    'e\u0301',
    'Аb ',
    'subtotal  tax  total\n1.00 2.00 3.00\n',
    'x 1 1.00 1.00\n',
    'vat id: 123456 ',
    'net 30 ',
    '((1.00',
    '<|',
    'A Ltd, ',
    '$1 ',
    '٣',
  ]
  const measure = (text: string): number => {
    const start = process.cpuUsage()
    verifyClaims(text, readText(text))
    return process.cpuUsage(start).user / 1_000
  }
  test.each(pieces)('%j', (piece) => {
    expect(measure(piece.repeat(Math.floor(102_400 / Buffer.byteLength(piece))))).toBeLessThan(1_000)
  })
  test('10,000 different amounts, and lines of 90 characters', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index)
    expect(measure(numbers.map((index) => `vat: ${index}.5`).join('\n'))).toBeLessThan(1_000)
    expect(
      measure(
        numbers
          .map((index) => `${index}.50 `)
          .join('')
          .replace(/(.{90})./g, '$1\n'),
      ),
    ).toBeLessThan(1_000)
  })
})
