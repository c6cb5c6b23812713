import type { Fault } from '#kernel/fault.ts'
import type { Result } from '#kernel/result.ts'

/** One mail to one address. `key` names it for ever: the same key is the same mail, however often it is sent. */
export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Letters, digits, `-` and `.`, at most 100; keys sort by time. */
  readonly key: string
}

/** Where mails go. */
export type MailPort = {
  /**
   * Hands a mail over, within a bounded time.
   * Errors: MAIL_UNAVAILABLE; retryable unless the server refused this very mail for good. After a time-out the mail
   * may have gone out: sending again is right, because the key makes both one.
   */
  readonly send: (mail: Mail) => Promise<Result<null, Fault>>
}
