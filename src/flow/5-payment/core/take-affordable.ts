import type { PaymentRecord } from './payment-record.ts'

/** What the sender can still spend on the chain, payments under way taken off. Wei and minor units. */
export type Capacity = {
  readonly tokenLeft: bigint
  readonly gasWeiLeft: bigint
  readonly gasWeiPerPayment: bigint
  readonly feeTooHigh: boolean
}

/** Why fewer than all were taken. It resolves by itself: money comes in or the market falls. */
export type Shortage = 'treasury_short' | 'gas_empty' | 'fee_cap'

/**
 * Takes payments in the given order as long as the sender can pay amount and gas. Stops at the first it cannot pay,
 * so that small later ones never starve a large earlier one.
 * @param due oldest first   @param capacity what is left   @returns the prefix that fits, and what was short for the next
 * Errors: none (total). Source: PAYMENTS.md failures 12 and 14; SECURITY.md "claim order oldest-first".
 */
export function takeAffordable(
  due: readonly PaymentRecord[],
  capacity: Capacity,
): { readonly payments: readonly PaymentRecord[]; readonly short: Shortage | null } {
  if (capacity.feeTooHigh) return { payments: [], short: due.length === 0 ? null : 'fee_cap' }
  const payments: PaymentRecord[] = []
  let { tokenLeft, gasWeiLeft } = capacity
  for (const payment of due) {
    if (payment.amount > tokenLeft) return { payments, short: 'treasury_short' }
    if (capacity.gasWeiPerPayment > gasWeiLeft) return { payments, short: 'gas_empty' }
    tokenLeft -= payment.amount
    gasWeiLeft -= capacity.gasWeiPerPayment
    payments.push(payment)
  }
  return { payments, short: null }
}
