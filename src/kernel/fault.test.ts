import { describe, expect, test } from 'vitest'
import { Fault } from './fault.ts'

function fault(cause?: unknown): Fault {
  return new Fault({
    code: 'CHAIN_UNAVAILABLE',
    internal: 'connect ECONNREFUSED 10.0.0.7:8545',
    public: 'The chain cannot be reached.',
    retryable: true,
    cause,
  })
}

describe('Fault', () => {
  test('keeps internals and public words apart', () => {
    const made = fault()
    expect(made.message).toBe(made.internal)
    expect(made.public).not.toContain('10.0.0.7')
    expect(made).toMatchObject({ name: 'Fault', code: 'CHAIN_UNAVAILABLE', retryable: true })
    expect(made).toBeInstanceOf(Error)
  })

  test('walk finds itself, a deep cause, and nothing', () => {
    const root = new RangeError('deep')
    const made = fault(new Error('middle', { cause: root }))
    expect(made.walk((error) => error instanceof Fault)).toBe(made)
    expect(made.walk((error) => error instanceof RangeError)).toBe(root)
    expect(made.walk((error) => error instanceof SyntaxError)).toBeNull()
  })

  test('walk sees a cause that is not an Error, and stops there', () => {
    expect(fault('refused').walk((error) => error === 'refused')).toBe('refused')
  })

  test('walk ends on a chain of causes that bites its own tail', () => {
    const first = new Error('first')
    const second = new Error('second', { cause: first })
    first.cause = second
    let looked = 0
    const found = fault(first).walk(() => {
      looked += 1
      return false
    })
    expect(found).toBeNull()
    expect(looked).toBe(16)
  })
})
