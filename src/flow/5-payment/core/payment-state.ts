/** Where a payment stands. Only `approved → scheduled` creates money movement, once per generation. */
export const paymentStates = [
  'approved',
  'scheduled',
  'in_flight',
  'mined',
  'final',
  'failed_reverted',
  'blocked',
  'cancelled',
] as const
export type PaymentState = (typeof paymentStates)[number]

/** Where one nonce of the sender stands. */
export const slotStates = ['signed', 'broadcast', 'mined', 'final', 'superseded', 'cancelled'] as const
export type SlotState = (typeof slotStates)[number]

type Edges<S extends string> = { readonly [from in S]: readonly S[] }

/** The same list stands in the trigger payments_legal_edges; a test asks the database and compares. */
export const paymentEdges: Edges<PaymentState> = {
  approved: ['scheduled', 'blocked', 'cancelled'],
  scheduled: ['in_flight', 'mined', 'approved', 'cancelled'],
  in_flight: ['mined', 'approved', 'cancelled'],
  mined: ['scheduled', 'final', 'failed_reverted', 'blocked'],
  final: [],
  failed_reverted: [],
  blocked: ['approved', 'cancelled'],
  cancelled: [],
}

/** The same list stands in the trigger tx_slots_legal_edges; a test asks the database and compares. */
export const slotEdges: Edges<SlotState> = {
  signed: ['broadcast', 'mined', 'superseded'],
  broadcast: ['mined', 'superseded'],
  mined: ['signed', 'final', 'cancelled'],
  final: [],
  superseded: [],
  cancelled: [],
}

/**
 * Says whether a payment may move so. Staying is legal.
 * @param from state before   @param to state after   @returns true when legal
 * Errors: none. Source: PAYMENTS.md, "States".
 */
export function isLegalPaymentMove(from: PaymentState, to: PaymentState): boolean {
  return from === to || paymentEdges[from].includes(to)
}

/**
 * Says whether a slot may move so. Staying is legal.
 * @param from state before   @param to state after   @returns true when legal
 * Errors: none. Source: PAYMENTS.md, "States".
 */
export function isLegalSlotMove(from: SlotState, to: SlotState): boolean {
  return from === to || slotEdges[from].includes(to)
}
