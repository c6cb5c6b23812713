import type { Command } from 'commander'
import type { z } from 'zod'
import { approvalAnswer } from '#http/wire/payments.ts'
import { parseId } from '#kernel/ids.ts'
import { ask } from '../ask.ts'
import { CliFailure } from '../cli-failure.ts'
import type { JsonBody } from '../ports.ts'
import type { Run, Session } from '../session.ts'

/** `treasurer approve ID`. @param program the root @param run its runner. Errors: none. */
export function addApprove(program: Command, run: Run): void {
  program
    .command('approve')
    .argument('<id>', 'of the approval, as `treasurer approvals` shows it')
    .option('--comment <text>', 'kept with your vote')
    .description('approve: the invoice is paid once enough people said so')
    .addHelpText(
      'after',
      `
Example:
  $ treasurer approve 0190c2a4-7c1e-7b3a-9f5e-2d1c0b9a8f7e --comment "agreed by phone"`,
    )
    .action((id: string, { comment }: { readonly comment?: string }) =>
      run((session) => decide(session, id, 'approve', comment === undefined ? {} : { comment })),
    )
}

/** `treasurer reject ID`. @param program the root @param run its runner. Errors: none. */
export function addReject(program: Command, run: Run): void {
  program
    .command('reject')
    .argument('<id>', 'of the approval, as `treasurer approvals` shows it')
    .requiredOption('--reason <text>', 'why; kept with your vote')
    .description('reject: one no ends it, nothing is paid')
    .addHelpText(
      'after',
      `
Example:
  $ treasurer reject 0190c2a4-7c1e-7b3a-9f5e-2d1c0b9a8f7e --reason "not our order"`,
    )
    .action((id: string, { reason }: { readonly reason: string }) =>
      run((session) => decide(session, id, 'reject', { reason })),
    )
}

async function decide(session: Session, id: string, verb: 'approve' | 'reject', body: JsonBody): Promise<0> {
  const parsed = parseId<'approval'>(id)
  if (!parsed.ok) throw new CliFailure(2, `"${id}" is not the id of an approval: see \`treasurer approvals\``)
  const call = { method: 'POST', path: `/api/approvals/${parsed.value}/${verb}`, body } as const
  const { value, answer } = await ask(await session.client(), call, approvalAnswer)
  session.tell(answer.body)
  session.say(sentenceOf(value))
  if (value.self_approval) {
    session.say(
      'You handed this invoice in yourself; nobody else may approve, so it counts. The audit log says so.',
    )
  }
  return 0
}

function sentenceOf(vote: z.infer<typeof approvalAnswer>): string {
  switch (vote.status) {
    case 'APPROVAL_RECORDED':
      return 'Your approval is recorded. More people have to approve.'
    case 'REJECTED':
      return 'Rejected. Nothing is paid.'
    case 'APPROVED': {
      const payment = vote.transaction_id === null ? '' : `: payment ${vote.transaction_id}`
      return `Approved${payment}, ${vote.tx_hash === null ? 'about to be sent' : `transaction ${vote.tx_hash}`}.`
    }
  }
}
