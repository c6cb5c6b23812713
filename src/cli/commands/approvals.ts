import { type Command, Option } from 'commander'
import type { z } from 'zod'
import { approvalPage, approvalView } from '#http/wire/payments.ts'
import type { Run } from '../session.ts'
import { addPageOptions, type PageOptions, showPage } from '../show-page.ts'

type Row = z.infer<typeof approvalView>

/** `treasurer approvals`. @param program the root @param run its runner. Errors: none. */
export function addApprovals(program: Command, run: Run): void {
  const command = program
    .command('approvals')
    .description('what waits for people, and what they decided; newest first')
    .addOption(new Option('--status <status>', 'only these').choices(approvalView.shape.status.options))
    .addHelpText(
      'after',
      `
Examples:
  $ treasurer approvals --status pending
  $ treasurer approvals --limit 200 --json`,
    )
  addPageOptions(command).action(({ status, ...page }: PageOptions & { readonly status?: string }) =>
    run((session) =>
      showPage(session, {
        path: '/api/approvals',
        query: { ...page, status },
        shape: approvalPage,
        columns: [
          { title: 'ID' },
          { title: 'CREATED' },
          { title: 'STATUS' },
          { title: 'AMOUNT', align: 'right' },
          { title: 'VENDOR' },
          { title: 'REASON' },
        ],
        cells: cellsOf,
        none: 'No approvals.',
      }),
    ),
  )
}

/** An amount that does not convert to the token is shown as the invoice says it. */
function cellsOf(row: Row): readonly string[] {
  const amount = `${row.amount ?? row.amount_text} ${row.currency}`
  return [row.id, row.created_at, row.status, amount, row.vendor, row.reason]
}
