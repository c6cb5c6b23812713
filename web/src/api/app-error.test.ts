import { describe, expect, test } from 'vitest'
import { AppError, appErrorFrom, asAppError } from './app-error.ts'

const problem = {
  type: 'about:blank',
  title: 'Duplicate',
  status: 409,
  detail: 'Invoice INV-1 was already submitted.',
  instance: '/api/process-invoice',
  error: {
    code: 'DUPLICATE_INVOICE',
    message: 'Invoice INV-1 was already submitted.',
    request_id: 'r-1',
    timestamp: '2026-11-24T10:00:00Z',
    details: { invoice_id: 'i-1', field: 'number' },
  },
}

describe('one error from problem+json', () => {
  test('takes code, sentence, field, details and request id', () => {
    const error = appErrorFrom(409, problem)
    expect(error).toMatchObject({ code: 'DUPLICATE_INVOICE', status: 409, field: 'number', requestId: 'r-1' })
    expect(error.public).toBe('Invoice INV-1 was already submitted.')
    expect(error.details['invoice_id']).toBe('i-1')
  })

  test('takes the field of the first validation issue', () => {
    const details = {
      issues: [
        { field: 'new_limit', message: 'is not valid' },
        { field: 'other', message: 'x' },
      ],
    }
    expect(appErrorFrom(400, { ...problem, error: { ...problem.error, details } }).field).toBe('new_limit')
  })

  test.each([null, 'plain text', [], 42, { error: 'no object' }])(
    'survives the body %j of a proxy',
    (body) => {
      const error = appErrorFrom(502, body)
      expect(error).toMatchObject({ code: 'HTTP_502', field: null, requestId: null })
      expect(error.public).toBe('The server could not answer.')
    },
  )

  test('says when to try again, and only when the header is a number of seconds', () => {
    expect(appErrorFrom(429, null, '7').public).toContain('Try again in 7 s.')
    expect(appErrorFrom(429, null, '<b>').public).not.toContain('Try again')
  })

  test('a lost connection is not called a failure', () => {
    const error = asAppError(new TypeError('fetch failed'))
    expect(error).toMatchObject({ code: 'NO_CONNECTION', status: 0 })
    expect(error.public).not.toMatch(/fail/i)
  })

  test('an AppError stays itself', () => {
    const error = new AppError({ code: 'X', public: 'x', status: 400 })
    expect(asAppError(error)).toBe(error)
  })
})
