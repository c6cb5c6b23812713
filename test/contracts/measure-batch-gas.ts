import { transferData } from '#adapters/chain/token.ts'
import type { Receipt } from '#flow/5-payment/core/chain-facts.ts'
import type { BatchPayment } from '#flow/5-payment/core/plan-batch.ts'
import { minor } from '#kernel/money.ts'
import { account, type BatchScene, batchScene, payment, unlimited } from './batch-scene.ts'

/** Gas of one payment by the number of payments in the transaction, rounded up. */
export type GasRow = { readonly strategy: string; readonly gas: readonly number[] }

export const batchSizes = [1, 10, 100] as const
/** What PAYMENTS.md, "Numbers to reach", allows at 100 payments to known recipients. */
export const gasPerPaymentMax = 10_550

const amountBase = 1_234_560_000_000_000_000_000n
const pageSize = 256

/**
 * Measures what a payment costs, on a chain of its own, with the chain's own token or a plain one. Addresses and amounts are fixed, so every run gives the same.
 * @returns rows of the table in docs/batch.md. Errors: throws when a batch is not mined with success.
 */
export async function measureBatchGas(options: { readonly plain: boolean }): Promise<readonly GasRow[]> {
  const scene = await batchScene({ balance: 1_000_000_000n, ...options })
  try {
    return await measureAll(scene)
  } finally {
    await scene.chain.stop()
  }
}

async function measureAll(scene: BatchScene): Promise<readonly GasRow[]> {
  const pages = pagesOf(scene)
  const all = { recipients: 0 }
  const fresh = (count: number) => {
    all.recipients += count
    return all.recipients - count
  }
  const rows: GasRow[] = []
  const add = async (strategy: string, measure: (size: number) => Promise<number>) => {
    const gas: number[] = []
    for (const size of batchSizes) gas.push(await measure(size))
    rows.push({ strategy, gas })
  }
  const known = fresh(Math.max(...batchSizes))
  for (let number = 0; number < Math.max(...batchSizes); number += 1) await single(scene, known + number)

  await add('single `transfer`, known recipient', () => single(scene, known))
  await add('batch, known recipients, page begun', (size) => pages.begun(known, size))
  await add('batch, known recipients, first of its page', (size) => pages.first(known, size))
  await scene.allow(unlimited / 2n)
  await add('batch, known recipients, page begun, counted allowance', (size) => pages.begun(known, size))
  await add('batch, known recipients, first of its page, counted allowance', (size) =>
    pages.first(known, size),
  )
  await scene.allow(unlimited)
  await add('single `transfer`, fresh recipient', () => single(scene, fresh(1)))
  await add('batch, fresh recipients, page begun', (size) => pages.begun(fresh(size), size))
  await add('batch, fresh recipients, first of its page', (size) => pages.first(fresh(size), size))
  return rows
}

/** A page of the contract's storage costs more the first time: pages are used once, begun by a payment or not. */
function pagesOf(scene: BatchScene) {
  const used = { pages: 0 }
  const batch = async (page: number, first: number, recipients: readonly number[]): Promise<number> => {
    const payments = recipients.map((number, index) => paymentTo(number, page * pageSize + first + index))
    const receipt = await scene.pay({ page: BigInt(page), payments })
    return perPayment(receipt, recipients.length)
  }
  const numbers = (from: number, size: number) => Array.from({ length: size }, (_, index) => from + index)
  return {
    first: (from: number, size: number) => batch(used.pages++, 0, numbers(from, size)),
    begun: async (from: number, size: number) => {
      const page = used.pages++
      await batch(page, 0, [0])
      return batch(page, 1, numbers(from, size))
    },
  }
}

function paymentTo(number: number, serial: number): BatchPayment {
  return payment(BigInt(serial), account(number), amountBase + BigInt(number))
}

async function single({ chain, token, send }: BatchScene, number: number): Promise<number> {
  const { to, amount } = paymentTo(number, 0)
  return perPayment(await send(chain.treasury, token, transferData(to, minor('MNEE', amount))), 1)
}

function perPayment(receipt: Receipt, count: number): number {
  if (receipt.status !== 'success') throw new Error('a measured transaction reverted')
  return Math.ceil(Number(receipt.gasUsed) / count)
}
