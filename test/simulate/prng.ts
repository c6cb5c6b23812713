/** Chance from one number: the same seed gives the same run on every machine. */
export type Prng = {
  /** An integer from 0 to 2³² − 1. */
  readonly next: () => number
  /** An integer from 0 to `n` − 1. */
  readonly below: (n: number) => number
  /** Both ends included. */
  readonly between: (low: number, high: number) => number
  /** True in `perMille` of 1,000 cases. */
  readonly chance: (perMille: number) => boolean
  readonly pick: <T>(items: readonly T[]) => T | undefined
}

/**
 * A small fast generator: sfc32, its state filled by splitmix32 from both halves of the seed.
 * @param seed integer from 0 to 2⁵³ − 1   @returns the generator
 * Errors: none. Source: PractRand (sfc32), Steele et al. (splitmix).
 */
export function createPrng(seed: number): Prng {
  let fill = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85eb_ca6b)) | 0
  const split = () => {
    fill = (fill + 0x9e37_79b9) | 0
    let z = fill ^ (fill >>> 16)
    z = Math.imul(z, 0x21f0_aaad)
    z ^= z >>> 15
    z = Math.imul(z, 0x735a_2d97)
    return z ^ (z >>> 15)
  }
  let a = split()
  let b = split()
  let c = split()
  let counter = 1
  const next = () => {
    const out = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + out
    return out >>> 0
  }
  for (let warm = 0; warm < 8; warm += 1) next()
  const below = (n: number) => Math.floor((next() / 4_294_967_296) * n)
  return {
    next,
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (perMille) => below(1_000) < perMille,
    pick: (items) => items[below(items.length)],
  }
}
