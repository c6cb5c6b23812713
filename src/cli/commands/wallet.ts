import type { Command } from 'commander'
import { wallet } from '#http/wire/treasury.ts'
import { ask } from '../ask.ts'
import type { Run, Session } from '../session.ts'
import { formatPairs } from '../table.ts'

/** `treasurer wallet`. @param program the root @param run its runner. Errors: none. */
export function addWallet(program: Command, run: Run): void {
  program
    .command('wallet')
    .description("the treasury's address and what the chain says it holds")
    .addHelpText(
      'after',
      `
Examples:
  $ treasurer wallet
  $ treasurer wallet --json`,
    )
    .action(() => run(showWallet))
}

async function showWallet(session: Session): Promise<0> {
  const { value, answer } = await ask(await session.client(), { method: 'GET', path: '/api/wallet' }, wallet)
  session.tell(answer.body)
  const pairs: readonly (readonly [string, string])[] = [
    ['Address', value.address],
    ['Chain', `${value.chain_id}, block ${value.block_number}`],
    ['Token', `${value.token.symbol} at ${value.token.address}, ${value.token.decimals} decimals`],
    ['Balance', `${value.balance} ${value.token.symbol}`],
    ['Gas', value.gas_balance],
  ]
  for (const line of formatPairs(pairs)) session.say(line)
  return 0
}
