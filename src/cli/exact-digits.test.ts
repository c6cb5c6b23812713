import { expect, test } from 'vitest'
import { z } from 'zod'
import { exactDigits } from './exact-digits.ts'

test('every digit of a published number is kept, of the object itself and of nothing inside it', () => {
  const json =
    '{"inner":{"amount":1},"amount":90071992547409.930000000000000001,"none":null,"text":"5","again":1500.00}'
  expect(exactDigits(json, 'amount')).toBe('90071992547409.930000000000000001')
  expect(exactDigits(json, 'again')).toBe('1500.00')
  expect(exactDigits(json, 'none')).toBeNull()
  expect(exactDigits(json, 'text')).toBeNull()
  expect(exactDigits(json, 'absent')).toBeNull()
})

test('anything but an object is a bug of the caller', () => {
  expect(() => exactDigits('[1]', '0')).toThrow(z.ZodError)
  expect(() => exactDigits('<html>', 'amount')).toThrow(SyntaxError)
})
