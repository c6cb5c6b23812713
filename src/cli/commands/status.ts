import type { Command } from 'commander'
import type { z } from 'zod'
import { readinessAnswer } from '#http/wire/operations.ts'
import { dashboard, wallet } from '#http/wire/treasury.ts'
import { ask, type Received } from '../ask.ts'
import { CliFailure } from '../cli-failure.ts'
import { exactDigits } from '../exact-digits.ts'
import type { Client } from '../ports.ts'
import type { Run, Session } from '../session.ts'
import { formatPairs } from '../table.ts'

type Ready = z.infer<typeof readinessAnswer>
type Pairs = readonly (readonly [string, string])[]

/** `treasurer status`. @param program the root @param run its runner. Errors: none. */
export function addStatus(program: Command, run: Run): void {
  program
    .command('status')
    .description('how the server, the treasury and its wallet are')
    .addHelpText(
      'after',
      `
Shows services, balance, burn, runway, waiting approvals, the chain's block and the wallet.
With --json: one object with the members ready, dashboard and wallet, each as the server sent it.

Examples:
  $ treasurer status
  $ treasurer status --url https://treasurer.example --username kim --password …
  $ treasurer status --json`,
    )
    .action(() => run(showStatus))
}

async function showStatus(session: Session): Promise<0> {
  const client = await session.client()
  const ready = await ask(client, { method: 'GET', path: '/health/ready' }, readinessAnswer)
  for (const line of formatPairs(servicePairs(ready.value))) session.say(line)
  const board = await ask(client, { method: 'GET', path: '/api/dashboard' }, dashboard)
  const held = await walletOrProblem(client)
  const walletText = held instanceof CliFailure ? held.body : held.answer.body
  session.tell(`{"ready":${ready.answer.body},"dashboard":${board.answer.body},"wallet":${walletText}}`)
  session.say('')
  for (const line of formatPairs([...treasuryPairs(board), ...walletPairs(held)])) session.say(line)
  if (board.value.alerts.length > 0) session.say('')
  for (const alert of board.value.alerts) session.say(`${alert.severity}: ${alert.text}`)
  return 0
}

/** The wallet asks the chain: with the chain away the rest of the status is still worth showing. */
async function walletOrProblem(client: Client): Promise<Received<z.infer<typeof wallet>> | CliFailure> {
  try {
    return await ask(client, { method: 'GET', path: '/api/wallet' }, wallet)
  } catch (error) {
    if (error instanceof CliFailure && error.body !== null) return error
    throw error
  }
}

function servicePairs({ status, version, services }: Ready): Pairs {
  const block = services.blockchain.block_number
  return [
    ['Server', `${status}, version ${version}`],
    ['Database', withType(services.database)],
    ['Redis', withType(services.redis)],
    ['Chain', `${withType(services.blockchain)}, ${block === null ? 'block not known' : `block ${block}`}`],
  ]
}

function withType(service: { readonly status: string; readonly type?: string | undefined }): string {
  return service.type === undefined ? service.status : `${service.status} (${service.type})`
}

function treasuryPairs({ value, answer }: Received<z.infer<typeof dashboard>>): Pairs {
  const { currency } = value
  const months = exactDigits(answer.body, 'runway_months')
  const until = value.cash_out_day === null ? '' : `, until ${value.cash_out_day}`
  return [
    ['Treasury', value.paused_reason === null ? value.status : `${value.status}: ${value.paused_reason}`],
    ['Balance', `${value.balance_text} ${currency} available, ${value.held_text} held`],
    ['Burn', `${value.monthly_burn_text} ${currency} a month (${value.burn_basis})`],
    ['Runway', months === null ? 'without end' : `${months} months${until}`],
    ['Approvals', `${value.pending_approvals} pending, ${value.pending_approvals_amount} ${currency}`],
    ['Paid this month', `${value.paid_this_month} ${currency} in ${value.paid_this_month_count} payments`],
    ['Approval limit', `${value.approval_limit} ${currency}`],
  ]
}

function walletPairs(held: Received<z.infer<typeof wallet>> | CliFailure): Pairs {
  if (held instanceof CliFailure) return [['Wallet', `not available: ${held.message}`]]
  const { address, chain_id: chainId, token, balance, gas_balance: gas } = held.value
  return [['Wallet', `${address} on chain ${chainId}: ${balance} ${token.symbol}, ${gas} for gas`]]
}
