import { type Notice, writeNotice } from './mail-text.ts'
import { type OutboxEvent, payloadText } from './outbox-event.ts'
import { amountText, paymentNotice } from './payment-notice.ts'

/**
 * The mail an event is worth, in plain text; text from outside cannot reach a header or begin a line.
 * @param event as stored in the outbox   @returns subject and text, or null for what needs nobody's attention
 * Errors: none (total): an unknown topic and a payload without the expected keys are no error.
 * Source: ARCHITECTURE.md, room 7; SECURITY.md, Input.
 */
export function noticeOf(event: OutboxEvent): Notice | null {
  switch (event.topic) {
    case 'invoice.decided':
      return decisionNotice(event)
    case 'approval.decided':
      return payloadText(event, 'status') === 'expired' ? expiryNotice(event) : null
    case 'policy.changed':
      return policyNotice(event)
    case 'vendor.changed':
      return vendorNotice(event)
    case 'sender.paused':
      return pauseNotice(event)
    case 'sender.resumed':
      return resumeNotice(event)
    default:
      return event.topic.startsWith('payment.') ? paymentNotice(event) : null
  }
}

function decisionNotice(event: OutboxEvent): Notice | null {
  const outcome = payloadText(event, 'outcome')
  if (outcome !== 'ask' && outcome !== 'refuse') return null
  const unreadable = payloadText(event, 'status') === 'unreadable'
  const words = outcome === 'ask' ? askWords : unreadable ? unreadableWords : refuseWords
  const about = [payloadText(event, 'vendor'), amountText(event)].filter((part) => part !== null)
  return writeNotice({
    ...words,
    subject: about.length === 0 ? words.subject : `${words.subject}: ${about.join(', ')}`,
    facts: [
      ['Vendor', payloadText(event, 'vendor')],
      ['Amount', amountText(event)],
      ['Invoice number', payloadText(event, 'number')],
      ['Reason', payloadText(event, 'reason')],
      ['Available balance', payloadText(event, 'balance')],
      ['Invoice', event.subjectId],
      ['Approval', payloadText(event, 'approval_id')],
    ],
  })
}

const askWords = {
  subject: 'Approval needed',
  happened: 'An invoice waits for a decision of a person. No money has moved and none is reserved for it.',
  next: 'Approve or reject it under Approvals. Nothing is paid until then.',
} as const
const refuseWords = {
  subject: 'Invoice refused',
  happened: 'An invoice was refused. No money has moved and none is reserved for it.',
  next: 'Nothing happens by itself. Once the reason is gone, the invoice can be submitted again.',
} as const
const unreadableWords = {
  subject: 'Invoice not readable',
  happened: 'An invoice could not be read. No money has moved and none is reserved for it.',
  next: 'Nothing happens by itself. Ask the sender for a readable document and submit that.',
} as const

function expiryNotice(event: OutboxEvent): Notice {
  return writeNotice({
    subject: 'Approval expired',
    happened: 'Nobody decided on an invoice in time. It is closed unpaid; no money has moved.',
    facts: [
      ['Invoice', payloadText(event, 'invoice_id')],
      ['Approval', event.subjectId],
    ],
    next: 'Submit the invoice again if it must be paid.',
  })
}

function policyNotice(event: OutboxEvent): Notice {
  const scheduled = payloadText(event, 'status') === 'scheduled'
  return writeNotice({
    subject: scheduled ? 'A looser policy is scheduled' : 'The policy was changed',
    happened: scheduled
      ? 'A change that lets more be paid without a person is scheduled. Until then the present policy decides; no money has moved.'
      : 'The policy was changed and decides from now on. No money has moved.',
    facts: [
      ['Version', event.subjectId],
      ['Reason', payloadText(event, 'reason')],
      ['Takes effect', payloadText(event, 'effective_at')],
    ],
    next: scheduled
      ? 'It takes effect by itself. Whoever disagrees publishes another version under Policy before that.'
      : 'Nothing to do if you expected this. Otherwise publish another version under Policy.',
  })
}

/** Only an edit that leaves the entry unverified: whoever is paid may be another one than before. */
function vendorNotice(event: OutboxEvent): Notice | null {
  if (payloadText(event, 'action') !== 'vendor.change' || payloadText(event, 'status') !== 'unverified')
    return null
  const vendor = payloadText(event, 'vendor') ?? event.subjectId
  return writeNotice({
    subject: `Vendor changed, not verified: ${vendor}`,
    happened:
      'A vendor was changed and is not verified, so its wallet may be another one. No money has moved.',
    facts: [
      ['Vendor', vendor],
      ['Vendor id', event.subjectId],
    ],
    next: 'Its invoices wait for a person. Ask the vendor over a known phone number or address, then verify under Vendors.',
  })
}

/** Codes of the engine (PAYMENTS.md); the first two end by themselves when their cause is gone. */
const pauseWords: ReadonlyMap<string, { readonly why: string; readonly next: string }> = new Map([
  [
    'chain_mismatch',
    {
      why: 'The chain that answers is not the one this treasury belongs to.',
      next: 'Check RPC_URL. Paying goes on by itself once the right chain answers.',
    },
  ],
  [
    'chain_rolled_back',
    {
      why: 'The chain took back blocks with payments that counted as final.',
      next: 'The same signed transactions are sent again. Paying goes on by itself once all of them stand.',
    },
  ],
  [
    'foreign_nonce',
    {
      why: 'The wallet made a transaction that this program did not sign.',
      next: 'Find out who else can sign with the treasury key before the pause is lifted (docs/runbook.md tells how).',
    },
  ],
  [
    'final_payment_changed',
    {
      why: 'A payment that counted as final has another result on the chain now.',
      next: 'Compare the payment with the chain before the pause is lifted (docs/runbook.md tells how).',
    },
  ],
  [
    'transfer_without_log',
    {
      why: 'A transaction succeeded, but nothing in it proves a transfer.',
      next: 'Look the transaction up before the pause is lifted (docs/runbook.md tells how).',
    },
  ],
])

function pauseNotice(event: OutboxEvent): Notice {
  const code = payloadText(event, 'reason')
  const words = code === null ? undefined : pauseWords.get(code)
  return writeNotice({
    subject: 'Paying has stopped',
    happened:
      'No further payment is signed. What is approved stays reserved; what was sent already is still followed to its end.',
    facts: [
      ['Reason', words?.why ?? code],
      ['Wallet', payloadText(event, 'sender')],
    ],
    next: words?.next ?? 'An owner looks at the reason and resumes paying.',
  })
}

function resumeNotice(event: OutboxEvent): Notice {
  const code = payloadText(event, 'reason')
  return writeNotice({
    subject: 'Paying goes on',
    happened: 'The wallet signs payments again. No money was lost or paid twice by the pause.',
    facts: [
      ['It had stopped because', (code === null ? undefined : pauseWords.get(code)?.why) ?? code],
      ['Wallet', payloadText(event, 'sender')],
    ],
    next: 'Approved payments are sent in their order.',
  })
}
