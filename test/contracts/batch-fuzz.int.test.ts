import { decodeErrorResult, encodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { batchPayerAbi } from '#adapters/chain/batch-payer.ts'
import { hexSchema } from '#adapters/chain/wire.ts'
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import { createPrng, type Prng } from '#test/simulate/prng.ts'
import { account, type BatchScene, batchScene, stranger, unlimited } from './batch-scene.ts'

/** BATCH_SEED=n replays a run; BATCH_COUNT=n makes a longer one. */
const seed = Number(process.env['BATCH_SEED'] ?? 20_261_124)
const batchCount = Number(process.env['BATCH_COUNT'] ?? 300)
const pages = 3
const recipientCount = 24

type Call = {
  readonly from: Address
  readonly page: bigint
  readonly bits: bigint
  readonly payments: readonly { readonly to: Address; readonly amount: bigint }[]
}
/** All that the contract and the token should remember; nothing else is read to foretell what happens. */
type Model = {
  readonly balances: Map<Address, bigint>
  readonly paid: Map<bigint, bigint>
  readonly blocked: Set<Address>
  allowance: bigint
}

let scene: BatchScene
beforeAll(async () => {
  scene = await batchScene({ balance: 1_000n })
})
afterAll(() => scene.chain.stop())

const zero: Address = '0x0000000000000000000000000000000000000000'
const recipients = Array.from({ length: recipientCount }, (_, index) => account(5_000 + index))

it(`${batchCount} random batches do to balances and bits exactly what a model of them says (seed ${seed})`, async () => {
  const prng = createPrng(seed)
  const { treasury } = scene.chain
  const model: Model = {
    balances: new Map([[treasury, 1_000n * 10n ** 18n]]),
    paid: new Map(),
    blocked: new Set(),
    allowance: unlimited,
  }
  const seen = new Map<string, number>()
  for (let step = 0; step < batchCount; step += 1) {
    await disturb(prng, model)
    const call = randomCall(prng, model)
    const foretold = foretell(model, call)
    const said = await execute(call)
    const where = `seed ${seed}, batch ${step}`
    expect(said, where).toEqual(foretold)
    if (foretold === 'paid') book(model, call)
    seen.set(foretold, (seen.get(foretold) ?? 0) + 1)
    const held = await scene.balances([treasury, scene.payer, ...recipients])
    const expected = [treasury, scene.payer, ...recipients].map((of) => model.balances.get(of) ?? 0n)
    expect(held, where).toEqual(expected)
    expect(await scene.paidBits(call.page), where).toBe(model.paid.get(call.page) ?? 0n)
  }
  // The run is worth something only when it went everywhere.
  const kinds = ['paid', 'NotOwner', 'WrongCount', 'AlreadyPaid', 'BadPayment', 'TransferFailed']
  for (const kind of kinds) expect(seen.get(kind) ?? 0, `${kind}, seed ${seed}`).toBeGreaterThan(0)
}, 300_000)

/** Now and then an account is blocked or let go, the allowance changes, or the treasury gets money. */
async function disturb(prng: Prng, model: Model): Promise<void> {
  if (prng.chance(60)) {
    const target = prng.pick(recipients) ?? zero
    const isBlocked = !model.blocked.has(target)
    await scene.chain.mined(await scene.chain.blockAccount(target, isBlocked))
    if (isBlocked) model.blocked.add(target)
    else model.blocked.delete(target)
  }
  if (prng.chance(100)) {
    model.allowance = prng.chance(400) ? BigInt(prng.below(1_000)) * 10n ** 15n : unlimited
    await scene.allow(model.allowance)
  }
  if (prng.chance(50)) {
    const gift = BigInt(prng.below(1_000_000))
    await scene.chain.mined(await scene.chain.mint(scene.chain.treasury, scene.chain.tokens(gift)))
    add(model, scene.chain.treasury, scene.chain.tokens(gift))
  }
}

/** Mostly sound; else by a stranger, with a taken serial, a wrong count, nothing to pay or nobody to pay it to. */
function randomCall(prng: Prng, model: Model): Call {
  const page = BigInt(prng.below(pages))
  const taken = model.paid.get(page) ?? 0n
  const size = prng.chance(100) ? 0 : prng.between(1, prng.chance(50) ? 60 : 8)
  const open = Array.from({ length: 256 }, (_, bit) => BigInt(bit)).filter(
    (bit) => prng.chance(60) || (taken >> bit) % 2n === 0n,
  )
  let bits = 0n
  for (let count = 0; count < size && open.length > 0; count += 1) {
    const [bit] = open.splice(prng.below(open.length), 1)
    bits |= 1n << (bit ?? 0n)
  }
  if (prng.chance(60) && taken !== 0n) bits |= taken & (0xffffn << BigInt(prng.below(240)))
  const count = countOf(bits) + (prng.chance(50) ? prng.between(0, 2) - 1 : 0)
  const payments = Array.from({ length: Math.max(0, count) }, () => ({
    to: prng.chance(3) ? zero : (prng.pick(recipients) ?? zero),
    amount: prng.chance(5) ? 0n : randomAmount(prng),
  }))
  return { from: prng.chance(50) ? stranger : scene.chain.treasury, page, bits, payments }
}

/** Small, usual, or more than there is. */
function randomAmount(prng: Prng): bigint {
  if (prng.chance(10)) return 2n ** 96n - 1n - BigInt(prng.below(9))
  return prng.chance(300) ? BigInt(prng.between(1, 9)) : BigInt(prng.next()) * 10n ** 7n + 1n
}

/** What the contract should answer: 'paid', or the name of the error. */
function foretell(model: Model, { from, page, bits, payments }: Call): string {
  if (from !== scene.chain.treasury) return 'NotOwner'
  if (bits === 0n || countOf(bits) !== payments.length) return 'WrongCount'
  if (((model.paid.get(page) ?? 0n) & bits) !== 0n) return 'AlreadyPaid'
  let left = model.balances.get(from) ?? 0n
  let allowed = model.allowance
  for (const { to, amount } of payments) {
    if (to === zero || amount === 0n) return 'BadPayment'
    if (model.blocked.has(to) || amount > left || amount > allowed) return 'TransferFailed'
    left -= amount
    if (model.allowance !== unlimited) allowed -= amount
  }
  return 'paid'
}

function book(model: Model, { from, page, bits, payments }: Call): void {
  model.paid.set(page, (model.paid.get(page) ?? 0n) | bits)
  for (const { to, amount } of payments) {
    add(model, to, amount)
    add(model, from, -amount)
    if (model.allowance !== unlimited) model.allowance -= amount
  }
}

function add(model: Model, to: Address, amount: bigint): void {
  model.balances.set(to, (model.balances.get(to) ?? 0n) + amount)
}

function countOf(bits: bigint): number {
  return bits.toString(2).replaceAll('0', '').length
}

/** Packs by hand: the encoder of the program refuses what the contract shall refuse. */
async function execute({ from, page, bits, payments }: Call): Promise<string> {
  const words = payments.map(
    ({ to, amount }): `0x${string}` => `0x${to.slice(2)}${amount.toString(16).padStart(24, '0')}`,
  )
  const data = encodeFunctionData({ abi: batchPayerAbi, functionName: 'pay', args: [page, bits, words] })
  const call = { from, to: scene.payer, data }
  const said = await scene.chain.rpc.batch([{ method: 'eth_call', params: [call, 'latest'] }])
  if (!said.ok) throw said.error
  const [answer] = said.value
  const { status } = await scene.send(from, scene.payer, data)
  expect(status).toBe(answer?.kind === 'error' ? 'reverted' : 'success')
  if (answer?.kind !== 'error') return 'paid'
  return decodeErrorResult({ abi: batchPayerAbi, data: hexSchema.parse(answer.data) }).errorName
}
