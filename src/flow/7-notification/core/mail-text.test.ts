import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, subjectCharsMax, writeNotice } from './mail-text.ts'

const anyText = fc.string({ unit: 'binary', maxLength: 500 })

describe('oneLine', () => {
  it('lets no text begin a second header or line, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, max) => {
        const line = oneLine(text, max)
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
        expect(Array.from(line).length).toBeLessThanOrEqual(max)
        expect(line.isWellFormed()).toBe(true)
        expect(oneLine(line, max)).toBe(line)
      }),
    )
  })

  it.each([
    ['Acme\r\nBcc: thief@example.com', 'Acme Bcc: thief@example.com'],
    ['Acme\u2028Ltd\u0000\u202egnp.', 'Acme Ltd gnp.'],
    ['  a \t b  ', 'a b'],
    ['\ud800x', '\ufffdx'],
    ['Größe 日本 🧾', 'Größe 日本 🧾'],
  ])('makes %j one line', (text, line) => {
    expect(oneLine(text, 100)).toBe(line)
  })

  it('cuts at code points and says so', () => {
    expect(oneLine('🧾'.repeat(5), 3)).toBe('🧾🧾…')
  })

  it('does not read megabytes for a line', () => {
    expect(oneLine('x'.repeat(5_000_000), 10)).toBe(`${'x'.repeat(9)}…`)
  })
})

describe('writeNotice', () => {
  it('keeps each fact on its line and the subject short, whatever the values are', () => {
    fc.assert(
      fc.property(anyText, anyText, (subject, value) => {
        const notice = writeNotice({ subject, happened: 'H.', facts: [['Vendor', value]], next: 'N.' })
        expect(notice.subject).not.toMatch(/[\r\n]/)
        expect(Array.from(notice.subject).length).toBeLessThanOrEqual(subjectCharsMax)
        expect(notice.text.split('\n')).toHaveLength(6)
      }),
    )
  })

  it('leaves out what is not known', () => {
    const notice = writeNotice({
      subject: 'S',
      happened: 'H.',
      facts: [
        ['A', null],
        ['B', 'b'],
      ],
      next: 'N.',
    })
    expect(notice.text).toBe('H.\n\nB: b\n\nWhat comes next: N.\n')
  })
})
