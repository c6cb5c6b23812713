import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { claimAt, noFields } from '../../../test/answers.ts'
import { textSegments } from './evidence-view.ts'

describe('evidence in the text', () => {
  test('marks the words of a field and nothing else', () => {
    const text = 'INVOICE #A-1\nTOTAL DUE: 42.00 MNEE'
    const segments = textSegments(text, { ...noFields, number: claimAt('A-1', 9, 12) })
    expect(segments.map(({ text: words, fields }) => [words, fields])).toEqual([
      ['INVOICE #', []],
      ['A-1', ['number']],
      ['\nTOTAL DUE: 42.00 MNEE', []],
    ])
  })

  test('fields that share words are both there, the narrower first', () => {
    const fields = { ...noFields, total: claimAt('TOTAL 42.00', 0, 11), amount_due: claimAt('42.00', 6, 11) }
    const last = textSegments('TOTAL 42.00', fields).at(-1)
    expect(last).toMatchObject({ text: '42.00', fields: ['amount_due', 'total'] })
  })

  test.each([
    ['beyond the end', 0, 99],
    ['backwards', 4, 2],
    ['negative', -1, 2],
    ['not located', null, null],
  ])('evidence %s is left out, the text stays whole', (_name, start, end) => {
    const segments = textSegments('hello', { ...noFields, number: claimAt('x', start, end) })
    expect(segments.map(({ text, fields }) => [text, fields])).toEqual([['hello', []]])
  })

  test('whatever the evidence, the pieces joined are the text', () => {
    const offset = fc.option(fc.integer({ min: -3, max: 40 }))
    const words = fc.array(fc.constantFrom('a', '€', '😀', '\n', ' ', '<b>'), { maxLength: 20 })
    const cases = fc.record({ words, a: offset, b: offset, c: offset, d: offset })
    fc.assert(
      fc.property(cases, ({ words: parts, a, b, c, d }) => {
        const text = parts.join('')
        const segments = textSegments(text, {
          ...noFields,
          number: claimAt('n', a, b),
          total: claimAt('t', c, d),
        })
        expect(segments.map((segment) => segment.text).join('')).toBe(text)
      }),
    )
  })
})
