import fc from 'fast-check'
import { expect, test } from 'vitest'
import { err, ok } from './result.ts'

test('a success carries its value, a failure its error, whatever they are', () => {
  fc.assert(
    fc.property(fc.anything(), (thing) => {
      expect(ok(thing)).toEqual({ ok: true, value: thing })
      expect(err(thing)).toEqual({ ok: false, error: thing })
    }),
  )
})
