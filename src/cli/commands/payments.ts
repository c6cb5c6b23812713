import { type Command, Option } from 'commander'
import type { z } from 'zod'
import { transactionPage, transactionStatus, type transactionSummary } from '#http/wire/payments.ts'
import type { Run } from '../session.ts'
import { addPageOptions, type PageOptions, showPage } from '../show-page.ts'

type Row = z.infer<typeof transactionSummary>

/** `treasurer payments`. @param program the root @param run its runner. Errors: none. */
export function addPayments(program: Command, run: Run): void {
  const command = program
    .command('payments')
    .description('payments and where they stand, newest first')
    .addOption(new Option('--status <status>', 'only these').choices(transactionStatus.options))
    .addOption(new Option('--vendor <vendor>', 'only to this vendor: name or id'))
    .addHelpText(
      'after',
      `
The status "unknown" says that nobody knows yet; it is never a failure.

Examples:
  $ treasurer payments
  $ treasurer payments --status final --vendor "CloudSpace Hosting LLC"
  $ treasurer payments --json`,
    )
  addPageOptions(command).action(
    (options: PageOptions & { readonly status?: string; readonly vendor?: string }) =>
      run((session) =>
        showPage(session, {
          path: '/api/transactions',
          query: { ...options },
          shape: transactionPage,
          columns: [
            { title: 'ID' },
            { title: 'CREATED' },
            { title: 'STATUS' },
            { title: 'CONFIRMED', align: 'right' },
            { title: 'AMOUNT', align: 'right' },
            { title: 'VENDOR' },
            { title: 'TRANSACTION' },
          ],
          cells: cellsOf,
          none: 'No payments.',
        }),
      ),
  )
}

function cellsOf(row: Row): readonly string[] {
  const confirmed = row.confirmations === null ? '-' : `${row.confirmations}/${row.confirmations_needed}`
  const amount = `${row.amount} ${row.currency}`
  return [row.id, row.created_at, row.status, confirmed, amount, row.vendor, row.tx_hash ?? row.reason ?? '-']
}
