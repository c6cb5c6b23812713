import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normaliseText } from './normalise-text.ts'

describe('normaliseText', () => {
  test.each([
    ['Invoice  #7\r\n\tTotal', 'invoice #7 total'],
    ['  INVOICE\u00a0#７ ', 'invoice #7'],
    ['In\u200bvoi\u00adce #7', 'invoice #7'],
    ['ﬁne cafe\u0301', 'fine café'],
  ])('%j', (text, expected) => expect(normaliseText(text)).toBe(expected))

  test('different amounts and numbers stay different', () => {
    expect(normaliseText('total 1.50')).not.toBe(normaliseText('total 15.0'))
    expect(normaliseText('INV-1')).not.toBe(normaliseText('INV 1'))
  })

  test('spacing and letter case never matter, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Za-z0-9#.,:-]{1,8}$/), { minLength: 1 }), (words) => {
        const once = normaliseText(words.join(' '))
        expect(normaliseText(words.join('\n\t ').toUpperCase())).toBe(once)
        expect(normaliseText(once)).toBe(once)
      }),
    )
  })
})
