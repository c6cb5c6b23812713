import { isIP } from 'node:net'
import { createTransport } from 'nodemailer'
import type { MailPort } from '#flow/7-notification/ports.ts'
import { err, ok } from '#kernel/result.ts'
import { mailFault, messageOf } from './mail-message.ts'

type SmtpOptions = {
  /** smtp:// (STARTTLS when the server offers it) or smtps:// (TLS from the first byte), with user and password. */
  readonly url: string
  /** The sender's address. */
  readonly from: string
  /** The whole conversation with the server. */
  readonly timeoutMs?: number
}

// A healthy server takes a second or two; greylisting ones hold the greeting for up to 20.
const timeoutMsDefault = 30_000
const submissionPort = 587
const submissionsPort = 465

/**
 * Mail over SMTP, one connection a mail: notices are few.
 * @param options where and as whom   @returns the port; nothing is tried yet
 * Errors: throws for no URL. A password never goes over an open line to another machine: then STARTTLS is required.
 * Source: CONTRACT.md "SMTP_URL"; RFC 5321 4.2.1 for what is permanent.
 */
export function openSmtpMail(options: SmtpOptions): MailPort {
  const url = new URL(options.url)
  const timeoutMs = options.timeoutMs ?? timeoutMsDefault
  const secure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const transport = createTransport({
    host,
    port: url.port === '' ? (secure ? submissionsPort : submissionPort) : Number(url.port),
    secure,
    requireTLS: !secure && user !== '' && !isLoopback(host),
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketCloseTimeout: 0,
    tls: { minVersion: 'TLSv1.2' },
  })
  return {
    send: async (mail) => {
      const message = messageOf(mail, options.from)
      try {
        // Each wait has its own limit; a server that drips bytes is ended by this one.
        await transport.sendMail({ ...message, signal: AbortSignal.timeout(timeoutMs) })
        return ok(null)
      } catch (error) {
        return err(mailFault(error, !isPermanent(error)))
      }
    },
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

/** The server answered and its answer will be the same tomorrow. No answer, or a busy server, is never that. */
function isPermanent(error: unknown): boolean {
  return error instanceof Error && 'permanent' in error && error.permanent === true
}
