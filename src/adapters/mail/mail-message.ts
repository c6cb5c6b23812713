import type { Mail } from '#flow/7-notification/ports.ts'
import { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'

/** A message in the words of the mail library. */
export type Message = {
  readonly from: string
  readonly to: { readonly name: ''; readonly address: string }
  readonly subject: string
  readonly text: string
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
  readonly disableFileAccess: true
  readonly disableUrlAccess: true
}

const keyPattern = /^[A-Za-z0-9.-]{1,100}$/

/**
 * Writes a mail as a message. The Message-ID comes from the key, so that the same mail sent twice is one to the reader.
 * @param mail plain text   @param from sender's address   @returns the message
 * Errors: InvariantError for a key that is none. Source: RFC 5322 3.6.4; RFC 3834 for Auto-Submitted.
 */
export function messageOf(mail: Mail, from: string): Message {
  invariant(keyPattern.test(mail.key), 'the key of a mail is letters, digits, - and .')
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return {
    from,
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.key}@${domain}>`,
    // Holiday replies must not answer a machine.
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The Fault of a mail that did not go out. @param cause outside error @param retryable whether later may be better. Errors: none. */
export function mailFault(cause: unknown, retryable: boolean): Fault {
  return new Fault({
    code: 'MAIL_UNAVAILABLE',
    internal: `mail: ${cause instanceof Error ? cause.message : String(cause)}`,
    public: 'The mail could not be sent.',
    retryable,
    cause,
  })
}
