import { type Id, parseId } from '#kernel/ids.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import { type Instant, instantOf } from '#kernel/time.ts'

/** Where stored JSON is not what it should be. `path` as in "treasury.months.0.out". */
export type ShapeError = { readonly code: 'not_the_shape'; readonly path: string; readonly expected: string }

/**
 * Thrown inside a strict reader only, and caught by the function that started it: it keeps thirty field
 * reads readable without one branch each. It never leaves core.
 */
export class ShapeMismatch extends Error {
  override readonly name = 'ShapeMismatch'
  readonly shape: ShapeError

  constructor(path: string, expected: string) {
    super(`${path} is not ${expected}`)
    this.shape = { code: 'not_the_shape', path, expected }
  }
}

/** Digits of an uint256 and a sign; leading zeros would be a second way to write the same amount. */
const integerPattern = /^(?:0|-?[1-9]\d{0,77})$/

/**
 * Reads one JSON object field by field. Unknown and missing keys are both mismatches, so that a record
 * written by another version is never half understood.
 * Errors: every method throws ShapeMismatch. Source: STYLE rule 10.
 */
export class ObjectReader {
  readonly #fields: ReadonlyMap<string, unknown>
  readonly #path: string

  constructor(value: unknown, path: string, keys: readonly string[]) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ShapeMismatch(path, 'an object')
    }
    this.#fields = new Map<string, unknown>(Object.entries(value))
    this.#path = path
    const unknown = [...this.#fields.keys()].find((key) => !keys.includes(key))
    if (unknown !== undefined) throw new ShapeMismatch(this.#at(unknown.slice(0, 60)), 'a known key')
    const missing = keys.find((key) => !this.#fields.has(key))
    if (missing !== undefined) throw new ShapeMismatch(this.#at(missing), 'there')
  }

  text(key: string): string {
    const value = this.#fields.get(key)
    if (typeof value !== 'string') throw new ShapeMismatch(this.#at(key), 'a text')
    return value
  }

  textOrNull(key: string): string | null {
    return this.#isNull(key) ? null : this.text(key)
  }

  flag(key: string): boolean {
    const value = this.#fields.get(key)
    if (typeof value !== 'boolean') throw new ShapeMismatch(this.#at(key), 'true or false')
    return value
  }

  integer(key: string, min: number, max: number): number {
    const value = this.#fields.get(key)
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < min || value > max) {
      throw new ShapeMismatch(this.#at(key), `an integer from ${min} to ${max}`)
    }
    return value
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T {
    const value = this.#fields.get(key)
    const found = allowed.find((option) => option === value)
    if (found === undefined) throw new ShapeMismatch(this.#at(key), `one of ${allowed.join(', ')}`)
    return found
  }

  oneOfOrNull<T extends string>(key: string, allowed: readonly T[]): T | null {
    return this.#isNull(key) ? null : this.oneOf(key, allowed)
  }

  bigInteger(key: string): bigint {
    const value = this.#fields.get(key)
    if (typeof value !== 'string' || !integerPattern.test(value)) {
      throw new ShapeMismatch(this.#at(key), 'an integer in digits')
    }
    return BigInt(value)
  }

  amount(key: string): TokenAmount {
    return minor('MNEE', this.bigInteger(key))
  }

  amountOrNull(key: string): TokenAmount | null {
    return this.#isNull(key) ? null : this.amount(key)
  }

  instant(key: string): Instant {
    const read = instantOf(this.integer(key, -8.64e15, 8.64e15))
    if (!read.ok) throw new ShapeMismatch(this.#at(key), 'a moment in epoch milliseconds')
    return read.value
  }

  id<K extends string>(key: string): Id<K> {
    const read = parseId<K>(this.text(key))
    if (!read.ok) throw new ShapeMismatch(this.#at(key), 'an id')
    return read.value
  }

  idOrNull<K extends string>(key: string): Id<K> | null {
    return this.#isNull(key) ? null : this.id<K>(key)
  }

  object(key: string, keys: readonly string[]): ObjectReader {
    return new ObjectReader(this.#fields.get(key), this.#at(key), keys)
  }

  objectOrNull(key: string, keys: readonly string[]): ObjectReader | null {
    return this.#isNull(key) ? null : this.object(key, keys)
  }

  objects(key: string, keys: readonly string[], countMax: number): readonly ObjectReader[] {
    return this.#list(key, countMax).map(
      (item, index) => new ObjectReader(item, `${this.#at(key)}.${index}`, keys),
    )
  }

  texts(key: string, countMax: number): readonly string[] {
    return this.#list(key, countMax).map((item, index) => {
      if (typeof item !== 'string') throw new ShapeMismatch(`${this.#at(key)}.${index}`, 'a text')
      return item
    })
  }

  #list(key: string, countMax: number): readonly unknown[] {
    const value = this.#fields.get(key)
    if (!Array.isArray(value) || value.length > countMax) {
      throw new ShapeMismatch(this.#at(key), `a list of at most ${countMax}`)
    }
    return value
  }

  #isNull(key: string): boolean {
    return this.#fields.get(key) === null
  }

  #at(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`
  }
}
