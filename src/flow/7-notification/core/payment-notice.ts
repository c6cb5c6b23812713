import { type Notice, writeNotice } from './mail-text.ts'
import { type OutboxEvent, payloadText } from './outbox-event.ts'

/**
 * The mail about a payment that did not go its usual way.
 * @param event topic payment.*   @returns the mail; null for steps that need nobody
 * Errors: none (total). Source: PAYMENTS.md, "States".
 */
export function paymentNotice(event: OutboxEvent): Notice | null {
  switch (event.topic) {
    case 'payment.reverted':
      return notice(event, {
        subject: 'Payment failed',
        happened:
          'The token refused a transfer: the transaction was mined and reverted. The amount never left the treasury and is free again; only the network fee was spent.',
        next: 'Nothing is tried again by itself. Find out why the token refused, then submit the invoice again.',
      })
    case 'payment.blocked':
      return payloadText(event, 'tx_hash') === null ? blockedBeforeSigning(event) : blockedWithoutProof(event)
    case 'payment.superseded':
      return notice(event, {
        subject: 'Payment overtaken by a foreign transaction, paying has stopped',
        happened:
          'A transaction that this program did not sign used the place of one of its payments. That payment can no longer be mined: its amount did not move and stays reserved.',
        next: 'Find out who else can sign with the treasury key. The payment is made again once paying is resumed.',
      })
    default:
      return null
  }
}

function blockedBeforeSigning(event: OutboxEvent): Notice {
  return notice(event, {
    subject: 'Payment stopped before it was signed',
    happened: 'A payment was stopped before it was signed. Nothing was sent; its amount stays reserved.',
    next: 'Release or cancel it under Payments.',
  })
}

function blockedWithoutProof(event: OutboxEvent): Notice {
  return notice(event, {
    subject: 'Payment without proof, paying has stopped',
    happened:
      'A transaction succeeded on the chain, but nothing in it proves that the vendor received the money. The amount stays reserved and no further payment is signed.',
    next: 'Look the transaction up first: releasing the payment before that could pay twice.',
  })
}

function notice(
  event: OutboxEvent,
  words: { readonly subject: string; readonly happened: string; readonly next: string },
): Notice {
  const vendor = payloadText(event, 'vendor')
  return writeNotice({
    ...words,
    subject: vendor === null ? words.subject : `${words.subject}: ${vendor}`,
    facts: [
      ['Vendor', vendor],
      ['Amount', amountText(event)],
      ['Reason', payloadText(event, 'reason')],
      ['Transaction', payloadText(event, 'tx_hash')],
      ['Payment', event.subjectId],
      ['Invoice', payloadText(event, 'invoice_id')],
    ],
  })
}

/**
 * Amount with its currency, as the payload has them.
 * @param event any   @returns e.g. "1250.00 MNEE", null when there is no amount
 * Errors: none (total). Source: CONTRACT.md, "Money on the wire".
 */
export function amountText(event: OutboxEvent): string | null {
  const amount = payloadText(event, 'amount')
  if (amount === null) return null
  const currency = payloadText(event, 'currency')
  return currency === null ? amount : `${amount} ${currency}`
}
