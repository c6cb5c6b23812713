import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonDepthMax, jsonValuesMax, parseStrictJson } from './strict-json.ts'

function read(text: string) {
  return parseStrictJson(Buffer.from(text, 'utf8'))
}

function plain(text: string): unknown {
  return JSON.parse(text)
}

describe('parseStrictJson', () => {
  test.each([
    ['{"a":1,"a":2}', 'duplicate_key'],
    ['{"a":1,"\\u0061":2}', 'duplicate_key'],
    ['{"b":{"a":1,"c":[{"a":1,"a":1}]}}', 'duplicate_key'],
    ['{"__proto__":{"admin":true}}', 'forbidden_key'],
    ['{"a":{"__proto__":1}}', 'forbidden_key'],
    ['{"a":"x\\u0000y"}', 'nul_character'],
    ['{"a\\u0000":"x"}', 'nul_character'],
    ['{"a":"\\ud83d"}', 'lone_surrogate'],
    ['{"a":["\\udc19\\ud83d"]}', 'lone_surrogate'],
    ['{"a":1,}', 'not_json'],
    ["{'a':1}", 'not_json'],
    ['{"a":NaN}', 'not_json'],
    ['\ufeff{"a":1}', 'not_json'],
    [`${'['.repeat(jsonDepthMax + 1)}${']'.repeat(jsonDepthMax + 1)}`, 'too_deep'],
    [`[${'1,'.repeat(jsonValuesMax)}1]`, 'too_many_values'],
  ])('%s is %s', (text, problem) => {
    expect(read(text)).toEqual({ ok: false, error: problem })
  })

  test('bytes that are not UTF-8 are refused, not repaired', () => {
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xc0, 0x80, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
    ]) {
      expect(parseStrictJson(Buffer.from(bytes))).toEqual({ ok: false, error: 'not_utf8' })
    }
  })

  test('a body of a hundred thousand brackets is refused and not a stack overflow', () => {
    expect(read('['.repeat(100_000) + ']'.repeat(100_000)).ok).toBe(false)
  })

  test.each([
    '{"a":"b\\"c\\":","d":": \\\\"}',
    '{"raw_text":"Vendor: \\"A:B\\"\\n{\\"a\\":1,\\"a\\":2}"}',
    '{ "a" : { "a" : [ { "a" : "a" } ] } , "b" : "" }',
    '{"constructor":1,"toString":"x"}',
    '"just text"',
    '{"emoji":"\\ud83d\\ude00 😀"}',
    '{}',
  ])('%s is read as JSON.parse reads it', (text) => {
    expect(read(text)).toEqual({ ok: true, value: plain(text) })
  })

  test('whatever JSON.stringify writes is read back exactly', () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((s) => !s.includes('\0') && s !== '__proto__')
    const value = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(text, tie('node'), { maxKeys: 4 }),
      ),
    })).node
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (written, indent) => {
        const body = JSON.stringify(written, null, indent)
        expect(read(body)).toEqual({ ok: true, value: plain(body) })
      }),
      { numRuns: 300 },
    )
  })

  test('a repeated key is found wherever it stands', () => {
    const key = fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((s) => s !== '__proto__' && !s.includes('\0'))
    fc.assert(
      fc.property(key, fc.nat(3), (name, depth) => {
        const twice = `{${JSON.stringify(name)}:1, ${JSON.stringify(name)} :2}`
        const body = '{"x":['.repeat(depth) + twice + ']}'.repeat(depth)
        expect(read(body)).toEqual({ ok: false, error: 'duplicate_key' })
      }),
    )
  })
})
