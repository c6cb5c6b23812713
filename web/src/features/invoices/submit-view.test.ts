import { expect, test } from 'vitest'
import { AppError } from '../../api/app-error.ts'
import { sampleLarge, sampleSmall } from './samples.ts'
import { refusalLink, textBytes, textBytesMax, textProblem } from './submit-view.ts'

const id = '0190a5f0-0000-7000-8000-000000000001'

test('the size is counted in bytes, as the contract does', () => {
  expect(textBytes('é€😀')).toBe(9)
  expect(textProblem('é'.repeat(textBytesMax / 2))).toBeNull()
  expect(textProblem(`${'é'.repeat(textBytesMax / 2)}x`)).toContain('102,400')
})

test('white space is no invoice', () => {
  expect(textProblem(' \n\t')).toBe('Paste the text of an invoice first.')
})

test('the samples are the two of the first minutes', () => {
  expect(sampleLarge).toContain('INVOICE #INV-2024-001')
  expect(sampleLarge).toContain('TOTAL DUE: 150.00 MNEE')
  expect(sampleSmall).toContain('TOTAL DUE: 42.00 MNEE')
  for (const sample of [sampleLarge, sampleSmall]) expect(sample).toContain('CloudSpace Hosting LLC')
})

test('a refusal links the invoice it names, and only a real id', () => {
  const error = (code: string, invoiceId: unknown) =>
    new AppError({ code, public: 'x', status: 409, details: { invoice_id: invoiceId } })
  expect(refusalLink(error('DUPLICATE_INVOICE', id))).toEqual({
    to: `/invoices/${id}`,
    word: 'Open the first one',
  })
  expect(refusalLink(error('INSUFFICIENT_RUNWAY', id))?.word).toBe('See what was stopped')
  expect(refusalLink(error('DUPLICATE_INVOICE', '//evil.example'))).toBeNull()
  expect(refusalLink(error('VALIDATION_ERROR', undefined))).toBeNull()
})
