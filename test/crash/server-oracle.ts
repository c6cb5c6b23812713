import type { z } from 'zod'
import { invoiceDetail } from '#http/wire/invoices.ts'
import { ledgerAccounts, transactionDetail, transactionPage } from '#http/wire/payments.ts'
import { dashboard, wallet } from '#http/wire/treasury.ts'
import { type ChainReader, createChainReader, type Outgoing } from './server-chain.ts'
import type { Payee, ServerClient } from './server-client.ts'

/** What a test submitted: it must be paid exactly once, or not at all. */
export type Submitted = {
  readonly invoiceId: string
  readonly payee: Payee
  /** Decimal string. */
  readonly amount: string
  readonly end: 'paid' | 'failed' | 'awaiting_approval'
}

/** Where the books and the chain stood before the first invoice. */
export type Opening = {
  readonly chain: ChainReader
  readonly decimals: number
  readonly block: bigint
  readonly balance: bigint
}

const confirmations = 3n
const pagesMax = 50
const finalMsMax = 120_000

/**
 * Remembers where everything stands.
 * @param client signed in   @param rpcUrl of the node   @returns the opening. Errors: throws what a page refuses.
 */
export async function readOpening(client: ServerClient, rpcUrl: string): Promise<Opening> {
  const facts = await client.read('/api/wallet', wallet)
  const chain = createChainReader(rpcUrl, { token: facts.token.address, treasury: facts.address })
  const [block, balance] = [await chain.head(), await chain.balance()]
  return { chain, decimals: facts.token.decimals, block, balance }
}

/**
 * Waits until every invoice has ended as it must.
 * @param client signed in   @param submitted what to wait for
 * Errors: throws with the invoices that are not there after two minutes.
 */
export async function untilEnded(client: ServerClient, submitted: readonly Submitted[]): Promise<void> {
  const deadline = performance.now() + finalMsMax
  let open = submitted
  while (open.length > 0) {
    const states = await Promise.all(open.map((each) => statusOf(client, each)))
    open = open.filter((each, index) => states[index] !== each.end)
    if (open.length === 0) return
    if (performance.now() > deadline) throw new Error(`not ended in time: ${states.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function statusOf(client: ServerClient, submitted: Submitted): Promise<string> {
  return (await client.read(`/api/invoices/${submitted.invoiceId}`, invoiceDetail)).status
}

type Check = (holds: boolean, sentence: string) => void

/**
 * Holds the pages against the chain: each payment exactly once, books that sum to zero and to the chain.
 * @param client signed in   @param opening before the first invoice   @param submitted all invoices since
 * @returns one sentence per violation; empty when all holds. Source: PAYMENTS.md I5, I7, I11, I12.
 */
export async function findServerViolations(
  client: ServerClient,
  opening: Opening,
  submitted: readonly Submitted[],
): Promise<readonly string[]> {
  const wrong: string[] = []
  const check: Check = (holds, sentence) => {
    if (!holds) wrong.push(sentence)
  }
  const units = (text: string) => unitsOf(text, opening.decimals)
  const paid = submitted.filter((each) => each.end === 'paid')
  const total = paid.reduce((sum, each) => sum + units(each.amount), 0n)
  const transfers = await opening.chain.outgoing(opening.block)
  check(
    transfers.length === paid.length,
    `${transfers.length} transfers on the chain, ${paid.length} decided`,
  )
  const chainBalance = await opening.chain.balance()
  check(chainBalance === opening.balance - total, `I7: the chain holds ${chainBalance}`)

  const page = await client.read('/api/dashboard', dashboard)
  check(
    units(page.posted_text) === chainBalance,
    `I7: the page says ${page.posted_text}, the chain ${chainBalance}`,
  )
  check(units(page.held_text) === 0n, `I7: ${page.held_text} is still held`)
  check(page.paused_reason === null, `paying is paused: ${page.paused_reason}`)
  await checkBooks(client, { units, chainBalance, check })
  const listed = await readTransactions(client)
  for (const each of submitted) await checkInvoice(client, { each, transfers, listed, opening, check })
  return wrong
}

async function checkBooks(
  client: ServerClient,
  of: { readonly units: (text: string) => bigint; readonly chainBalance: bigint; readonly check: Check },
): Promise<void> {
  const { data } = await client.read('/api/ledger/accounts', ledgerAccounts)
  const sums = new Map<string, bigint>()
  for (const account of data) {
    // Gas is told in whole wei.
    const value = account.asset === 'GAS' ? BigInt(account.balance) : of.units(account.balance)
    sums.set(account.asset, (sums.get(account.asset) ?? 0n) + value)
  }
  of.check(sums.size > 0, 'I11: the ledger is empty')
  for (const [asset, sum] of sums) of.check(sum === 0n, `I11: the accounts in ${asset} sum to ${sum}`)
  const treasury = data.find((account) => account.code === 'treasury')
  of.check(
    treasury !== undefined && of.units(treasury.balance) === of.chainBalance,
    `I7: the ledger's treasury is ${treasury?.balance}`,
  )
}

async function checkInvoice(
  client: ServerClient,
  of: {
    readonly each: Submitted
    readonly transfers: readonly Outgoing[]
    readonly listed: readonly z.infer<typeof transactionPage>['data'][number][]
    readonly opening: Opening
    readonly check: Check
  },
): Promise<void> {
  const { each, check, opening } = of
  const { invoiceId } = each
  const mine = of.transfers.filter((transfer) => isOf(transfer, each, opening.decimals))
  const invoice = await client.read(`/api/invoices/${invoiceId}`, invoiceDetail)
  check(invoice.status === each.end, `${invoiceId} is ${invoice.status}, not ${each.end}`)
  const payments = of.listed.filter((payment) => payment.invoice_id === invoiceId)
  if (each.end === 'awaiting_approval') {
    check(payments.length === 0 && mine.length === 0, `${invoiceId} has a payment nobody approved`)
    return
  }
  check(payments.length === 1, `${invoiceId} has ${payments.length} payments`)
  const story = await client.read(`/api/transactions/${payments[0]?.id}`, transactionDetail)
  const kinds = story.ledger_entries.map((entry) => entry.kind)
  const isFailed = each.end === 'failed'
  check(story.status === (isFailed ? 'failed' : 'final'), `${invoiceId} is ${story.status}`)
  check(
    kinds.filter((kind) => kind === (isFailed ? 'void' : 'post')).length === 1,
    `I11: ${invoiceId} has ${String(kinds)}`,
  )
  const ends = story.events.filter((event) => event.kind === (isFailed ? 'reverted' : 'paid'))
  check(ends.length === 1, `${invoiceId} ended ${ends.length} times`)
  check(mine.length === (isFailed ? 0 : 1), `exactly once: ${invoiceId} was paid ${mine.length} times`)
  const [transfer] = mine
  if (isFailed || transfer === undefined) return
  check(
    transfer.hash === story.tx_hash,
    `${invoiceId} shows ${story.tx_hash}, the chain has ${transfer.hash}`,
  )
  check(
    (await opening.chain.blockHash(transfer.blockNumber)) === transfer.blockHash &&
      story.receipts.some((receipt) => receipt.block_hash === transfer.blockHash),
    `I5: the block of ${invoiceId} is not canonical`,
  )
  check(
    (await opening.chain.head()) - transfer.blockNumber >= confirmations,
    `I5: ${invoiceId} is final too early`,
  )
}

/** Amounts of a test are all different: payee and amount name one invoice. */
function isOf(transfer: Outgoing, submitted: Submitted, decimals: number): boolean {
  const toPayee = transfer.to.toLowerCase() === submitted.payee.wallet.toLowerCase()
  return toPayee && transfer.amount === unitsOf(submitted.amount, decimals)
}

async function readTransactions(client: ServerClient): Promise<z.infer<typeof transactionPage>['data']> {
  const all: z.infer<typeof transactionPage>['data'] = []
  let cursor: string | null = ''
  for (let pages = 0; cursor !== null; pages += 1) {
    if (pages >= pagesMax) throw new Error('the list of transactions does not end')
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`
    const page: z.infer<typeof transactionPage> = await client.read(
      `/api/transactions?limit=100${from}`,
      transactionPage,
    )
    all.push(...page.data)
    cursor = page.next_cursor
  }
  return all
}

/** Minor units of a decimal string, which may be negative. Errors: throws for anything else and for excess digits. */
function unitsOf(text: string, decimals: number): bigint {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  const fraction = parts?.[3] ?? ''
  if (parts === null || fraction.length > decimals) throw new Error(`${text} is no amount`)
  const value = BigInt(`${parts[2]}${fraction.padEnd(decimals, '0')}`)
  return parts[1] === '-' ? -value : value
}
