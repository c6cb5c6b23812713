import { describe, expect, test } from 'vitest'
import { InvariantError, invariant, never } from './invariant.ts'

describe('invariant', () => {
  test('lets a true condition through', () => {
    expect(invariant(true, 'holds')).toBeUndefined()
  })

  test('throws an InvariantError with the words of the condition', () => {
    expect(() => invariant(false, 'posting has two sides')).toThrow(
      new InvariantError('posting has two sides'),
    )
  })
})

describe('never', () => {
  function reach(value: unknown): () => void {
    return () => {
      Reflect.apply(never, undefined, [value])
    }
  }

  test.each([
    [{ kind: 'lost' }, 'unreachable: kind lost'],
    ['lost', 'unreachable: lost'],
    [null, 'unreachable: object'],
    [undefined, 'unreachable: undefined'],
  ])('names %j', (value, message) => {
    expect(reach(value)).toThrow(new InvariantError(message))
  })

  test('names a value that holds amounts, which JSON cannot write', () => {
    expect(reach({ kind: 'paid', amount: 5n })).toThrow(new InvariantError('unreachable: kind paid'))
    expect(reach(5n)).toThrow(new InvariantError('unreachable: bigint'))
  })

  test('shows nothing of the value but its kind', () => {
    expect(reach({ kind: 'paid', password: 'hunter2' })).not.toThrow('hunter2')
  })
})
