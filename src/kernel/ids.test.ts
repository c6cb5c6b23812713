import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseId } from './ids.ts'

test('every UUID is read, in lower case', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.boolean(), (uuid, upper) => {
      expect(parseId(upper ? uuid.toUpperCase() : uuid)).toEqual({ ok: true, value: uuid })
    }),
  )
})

test.each([
  '',
  'INV-1',
  '01980000-0000-7000-8000-00000000000',
  '01980000-0000-7000-8000-0000000000000',
  '01980000000070008000000000000000',
  '{01980000-0000-7000-8000-000000000000}',
  '01980000-0000-7000-8000-00000000000g',
  ' 01980000-0000-7000-8000-000000000000',
  '01980000-0000-7000-8000-000000000000\n',
  "01980000-0000-7000-8000-000000000000' or 1=1",
])('%j is not an id', (text) => {
  expect(parseId(text)).toEqual({ ok: false, error: 'not_an_id' })
})
