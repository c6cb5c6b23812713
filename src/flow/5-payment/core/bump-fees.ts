import type { ChainHead, Fees } from './chain-facts.ts'

/** Nodes refuse a replacement that raises either fee by less than 10 % (geth's pricebump). */
const raiseMin = { numerator: 1_125n, denominator: 1_000n } as const

export type BumpVerdict =
  | { readonly kind: 'bump'; readonly fees: Fees }
  /** The network can still take it: waiting is right. */
  | { readonly kind: 'wait' }
  /** What it would need is above the cap: a person decides. */
  | { readonly kind: 'over_cap'; readonly needed: Fees }

/**
 * Whether a stuck transaction needs higher fees, and which: at least 1.125 times both, at least the market's.
 * @param offered of the newest attempt   @param market fees for a transaction sent now, the head, and the cap per gas (all wei)
 * @returns bump with fees for the same nonce, wait, or over_cap
 * Errors: none (total). Source: PAYMENTS.md, rule 3 and loop 5.
 */
export function bumpFees(
  offered: Fees,
  market: { readonly now: Fees; readonly head: ChainHead; readonly maxFeeCap: bigint },
): BumpVerdict {
  const underMarket =
    offered.maxFeePerGas < market.head.baseFeePerGas + offered.maxPriorityFeePerGas ||
    offered.maxPriorityFeePerGas < market.now.maxPriorityFeePerGas
  if (!underMarket) return { kind: 'wait' }
  const tip = larger(raised(offered.maxPriorityFeePerGas), market.now.maxPriorityFeePerGas)
  const fees: Fees = {
    maxFeePerGas: larger(larger(raised(offered.maxFeePerGas), market.now.maxFeePerGas), tip),
    maxPriorityFeePerGas: tip,
  }
  return fees.maxFeePerGas <= market.maxFeeCap ? { kind: 'bump', fees } : { kind: 'over_cap', needed: fees }
}

/** Rounded up, and by at least one wei: 0 raised must not stay 0. */
function raised(wei: bigint): bigint {
  const product = wei * raiseMin.numerator
  const up = (product + raiseMin.denominator - 1n) / raiseMin.denominator
  return up > wei ? up : wei + 1n
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
