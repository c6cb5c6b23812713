import type { TransactionDetail } from '../api/types.ts'
import { t } from '../i18n/t.ts'
import { shortHex } from './address.ts'
import { formatTime } from './when.ts'

export type StepState = 'done' | 'current' | 'waiting' | 'failed' | 'stopped'

export type PaymentStep = {
  readonly key: 'reserved' | 'signed' | 'broadcast' | 'confirmed' | 'settled'
  readonly label: string
  readonly detail: string
  readonly state: StepState
}

const order = ['reserved', 'signed', 'broadcast', 'confirmed', 'settled'] as const

/**
 * The payment as five steps a person can follow, from what is known and nothing else.
 * Unknown stays unknown: a step that may have happened is "current", never failed.
 * @param payment the transaction detail of the API. Errors: none.
 */
export function paymentSteps(payment: TransactionDetail): readonly PaymentStep[] {
  const doneCount = stepsDone(payment)
  return order.map((key, index) => ({
    key,
    label: key === 'confirmed' ? confirmedLabel(payment) : t.steps.label[key],
    detail: stepDetail(key, payment, index < doneCount),
    state: index < doneCount ? 'done' : index === doneCount ? openState(payment) : 'waiting',
  }))
}

function stepsDone(payment: TransactionDetail): number {
  if (payment.status === 'final') return order.length
  const deepEnough = payment.confirmations !== null && payment.confirmations >= payment.confirmations_needed
  if (deepEnough) return 4
  if (payment.status === 'confirmed' || payment.block_number !== null) return 3
  // Broadcast by us is a fact; that the chain has it is known only from a block.
  if (payment.attempts.some((attempt) => attempt.broadcasts > 0)) return 3
  return payment.attempts.length > 0 ? 2 : 1
}

function openState(payment: TransactionDetail): StepState {
  if (payment.status === 'failed') return 'failed'
  if (payment.status === 'blocked' || payment.status === 'cancelled') return 'stopped'
  return 'current'
}

function confirmedLabel(payment: TransactionDetail): string {
  const needed = payment.confirmations_needed
  const seen = payment.status === 'final' ? needed : Math.min(payment.confirmations ?? 0, needed)
  return t.steps.confirmed(seen, needed)
}

function stepDetail(key: PaymentStep['key'], payment: TransactionDetail, done: boolean): string {
  const attempt = payment.attempts.at(-1)
  switch (key) {
    case 'reserved':
      return t.steps.reservedDetail(formatTime(payment.created_at))
    case 'signed':
      if (attempt === undefined) return t.steps.notYet.signed
      return t.steps.signedDetail(attempt.nonce, formatTime(attempt.created_at))
    case 'broadcast':
      if (attempt === undefined || attempt.broadcasts === 0) return t.steps.notYet.broadcast
      return t.steps.broadcastDetail(shortHex(payment.tx_hash ?? attempt.hash), attempt.broadcasts)
    case 'confirmed':
      if (payment.status === 'unknown') return t.steps.unknown
      if (payment.block_number === null) return t.steps.notYet.confirmed
      return t.steps.blockDetail(payment.block_number)
    case 'settled':
      return done ? t.steps.settledDetail(formatTime(payment.updated_at)) : t.steps.notYet.settled
  }
}
