import type { Command } from 'commander'
import { z } from 'zod'
import { approvedAnswer, pausedAnswer, queuedAnswer } from '#http/wire/invoices.ts'
import { ask, type Received } from '../ask.ts'
import { CliFailure, type ExitCode, worse } from '../cli-failure.ts'
import { exactDigits } from '../exact-digits.ts'
import { readDocumentText } from '../read-input.ts'
import type { Run, Session } from '../session.ts'

const outcome = z.discriminatedUnion('status', [approvedAnswer, queuedAnswer, pausedAnswer])
type Outcome = z.infer<typeof outcome>

/** What became of one file, in the words of the last line. */
const endings = [
  'approved',
  'being paid',
  'waiting for approval',
  'refused',
  'not sent or not answered',
] as const
type Ending = (typeof endings)[number]

/** `treasurer submit FILE…`. @param program the root @param run its runner. Errors: none. */
export function addSubmit(program: Command, run: Run): void {
  program
    .command('submit')
    .argument('<file...>', 'text files (UTF-8, at most 102,400 bytes each); - for standard input')
    .description('hand invoices in: each is read, decided and paid, or waits for approval')
    .addHelpText(
      'after',
      `
Only text can be submitted so far: PDF, images, XML and mails are not read yet.
Several files are submitted one after the other; a refusal does not stop the rest, the last line sums up.
The same text again within 15 minutes gets the same answer and pays nothing twice.

Examples:
  $ treasurer submit invoice.txt
  $ treasurer submit inbox/*.txt
  $ pdftotext invoice.pdf - | treasurer submit -
  $ treasurer submit invoice.txt --json`,
    )
    .action((files: readonly string[]) => run((session) => submitAll(session, files)))
}

async function submitAll(session: Session, files: readonly string[]): Promise<ExitCode> {
  const ends: Ending[] = []
  let exitCode: ExitCode = 0
  for (const file of files) {
    const { ending, code } = await submitOne(session, file)
    ends.push(ending)
    exitCode = worse(exitCode, code)
  }
  if (files.length > 1) {
    const parts = endings.flatMap((ending) => {
      const count = ends.filter((one) => one === ending).length
      return count === 0 ? [] : [`${count} ${ending}`]
    })
    const line = `${files.length} files: ${parts.join(', ')}`
    // With --json standard output holds answers only.
    if (session.json) session.warn(line)
    else session.say(line)
  }
  return exitCode
}

async function submitOne(
  session: Session,
  file: string,
): Promise<{ readonly ending: Ending; readonly code: ExitCode }> {
  const name = file === '-' ? 'standard input' : file
  try {
    const text = await readDocumentText(file, session.deps.stdin)
    const client = await session.client()
    const call = { method: 'POST', path: '/api/process-invoice', body: { raw_text: text } } as const
    const received = await ask(client, call, outcome)
    session.tell(received.answer.body)
    session.say(`${name}: ${sentenceOf(received)}`)
    return { ending: endingOf(received.value), code: 0 }
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error
    if (error.body !== null) session.tell(error.body)
    session.warn(`error: ${name}: ${error.message}`)
    return { ending: error.exitCode === 1 ? 'refused' : 'not sent or not answered', code: error.exitCode }
  }
}

function sentenceOf({ value, answer }: Received<Outcome>): string {
  const again =
    answer.headers['idempotent-replayed'] === 'true' ? ' (told before: nothing is paid again)' : ''
  const amount = exactDigits(answer.body, 'amount') ?? ''
  switch (value.status) {
    case 'APPROVED': {
      const months = exactDigits(answer.body, 'runway_months')
      const runway = months === null ? 'runway without end' : `runway ${months} months`
      const left = `${exactDigits(answer.body, 'balance') ?? ''} ${value.currency} left, ${runway}`
      const to = `${amount} ${value.currency} to ${value.vendor}`
      return `approved: ${to}, payment ${value.transaction_id}, transaction ${value.tx_hash}; ${left}${again}`
    }
    case 'PAUSED_FOR_APPROVAL': {
      const what = `${amount} ${value.currency} to ${value.vendor}`
      return `waits for approval ${value.approval_id}: ${what}. ${value.reason}${again}`
    }
    case 'QUEUED':
    case 'PROCESSING': {
      const payment = value.transaction_id === null ? '' : `, payment ${value.transaction_id}`
      return `${value.status.toLowerCase()}: invoice ${value.invoice_id}${payment}; it goes on by itself${again}`
    }
  }
}

function endingOf({ status }: Outcome): Ending {
  if (status === 'APPROVED') return 'approved'
  return status === 'PAUSED_FOR_APPROVAL' ? 'waiting for approval' : 'being paid'
}
