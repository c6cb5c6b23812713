import type { Command } from 'commander'
import { z } from 'zod'
import { ask } from '../ask.ts'
import type { JsonBody } from '../ports.ts'
import type { Run, Session } from '../session.ts'

const pausedAnswer = z.object({ status: z.literal('paused'), reason: z.string() })
const resumedAnswer = z.object({ status: z.literal('resumed') })

/** `treasurer pause`. @param program the root @param run its runner. Errors: none. */
export function addPause(program: Command, run: Run): void {
  program
    .command('pause')
    .option('--reason <text>', 'shown to everybody until paying is resumed')
    .description('the kill switch: nothing new is signed; what is signed is followed to its end')
    .addHelpText(
      'after',
      `
Example:
  $ treasurer pause --reason "checking a strange invoice"`,
    )
    .action(({ reason }: { readonly reason?: string }) =>
      run((session) => pause(session, reason === undefined ? {} : { reason })),
    )
}

/** `treasurer resume`. @param program the root @param run its runner. Errors: none. */
export function addResume(program: Command, run: Run): void {
  program
    .command('resume')
    .description('go on paying, oldest first; only an owner may')
    .addHelpText(
      'after',
      `
Example:
  $ treasurer resume`,
    )
    .action(() => run(resume))
}

async function pause(session: Session, body: JsonBody): Promise<0> {
  const call = { method: 'POST', path: '/api/payments/pause', body } as const
  const { value, answer } = await ask(await session.client(), call, pausedAnswer)
  session.tell(answer.body)
  session.say(`Paying is paused: ${value.reason}`)
  return 0
}

async function resume(session: Session): Promise<0> {
  const call = { method: 'POST', path: '/api/payments/resume', body: {} } as const
  const { answer } = await ask(await session.client(), call, resumedAnswer)
  session.tell(answer.body)
  session.say('Paying goes on.')
  return 0
}
