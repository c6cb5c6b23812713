import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneLine, printable } from './printable.ts'

/** Every code point, lone surrogates among them. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }))
  .map((points) => String.fromCodePoint(...points))

test('what drives a terminal, or turns text round, is shown as a stand-in; everything else stays', () => {
  expect(printable('a\u001b[2Jb\u009bc\u202ed\u0000e\u200bf')).toBe('a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ufffdf')
  expect(printable('line\r\nend\tand\nmore')).toBe('line end and more')
  expect(printable('Café 株式会社 ½ € “x”')).toBe('Café 株式会社 ½ € “x”')
})

test('no text leaves a line or reaches the terminal as a command', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      return !/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/.test(printable(text))
    }),
  )
})

test('JSON on one line is the same value, digits and all', () => {
  expect(oneLine('{\n  "amount": 1500.00,\r\n  "n": 1e3 }\n')).toBe('{   "amount": 1500.00,   "n": 1e3 }')
  fc.assert(
    fc.property(anyText, (text) => {
      const line = oneLine(JSON.stringify({ [text]: [text] }, null, '\t'))
      expect(JSON.parse(line)).toEqual({ [text]: [text] })
      return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202e]/.test(line)
    }),
  )
})
