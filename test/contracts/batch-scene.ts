import {
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  keccak256,
  numberToHex,
  parseAbi,
  slice,
} from 'viem'
import { z } from 'zod'
import {
  batchPayerAbi,
  batchPayerAddress,
  batchPayerDeployment,
  payData,
} from '#adapters/chain/batch-payer.ts'
import { hexSchema, quantitySchema } from '#adapters/chain/wire.ts'
import hostile from '#contracts/hostile-token.json' with { type: 'json' }
import plain from '#contracts/plain-token.json' with { type: 'json' }
import type { Address, Receipt } from '#flow/5-payment/core/chain-facts.ts'
import type { Batch, BatchPayment } from '#flow/5-payment/core/plan-batch.ts'
import { minor } from '#kernel/money.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'

/** A chain with a batch contract that may spend the treasury's tokens. Stop it in afterAll. */
export type BatchScene = {
  readonly chain: TestChain
  readonly token: Address
  readonly payer: Address
  /** Sends from any address and waits for the receipt; 2^24 gas, what one transaction may use at most. */
  readonly send: (from: Address, to: Address | null, data: `0x${string}`) => Promise<Receipt>
  readonly pay: (batch: Batch) => Promise<Receipt>
  readonly allow: (amount: bigint) => Promise<Receipt>
  readonly paidBits: (page: bigint, payer?: Address) => Promise<bigint>
  readonly balances: (accounts: readonly Address[], token?: Address) => Promise<readonly bigint[]>
  readonly read: (to: Address, data: `0x${string}`) => Promise<`0x${string}`>
}

export const unlimited = 2n ** 256n - 1n
const transactionGas = numberToHex(16_777_216)
/** Anybody with coin: the account that deploys, and that attacks. */
export const stranger: Address = getAddress(`0x${'57'.repeat(20)}`)

const erc20 = parseAbi([
  'function approve(address spender, uint256 value) returns (bool)',
  'function balanceOf(address) view returns (uint256)',
])
const addressSchema = z.string().transform((text) => getAddress(text))

/**
 * Starts the scene.
 * @param options balance of the treasury in whole tokens; treasury; the chain's own token or a plain one
 * @returns scene. Errors: throws when the chain does not start or the deployment fails.
 */
export async function batchScene(
  options: { readonly balance?: bigint; readonly treasury?: Address; readonly plain?: boolean } = {},
): Promise<BatchScene> {
  const chain = await testChain({ ...options, blockTimeMs: 20, idleBlockTimeMs: 60_000 })
  await chain.must('anvil_setBalance', stranger, numberToHex(10n ** 22n))
  const send = senderOf(chain)
  const supply = chain.tokens(options.balance ?? 100_000n)
  const token = options.plain === true ? await deployPlainToken({ chain, send }, supply) : chain.token
  const { treasury } = chain
  const payer = batchPayerAddress({ owner: treasury, token })
  const { to, data } = batchPayerDeployment({ owner: treasury, token })
  await send(stranger, to, data)
  const scene = { chain, token, payer, send, ...batchActs({ chain, token, payer, send }) }
  await scene.allow(unlimited)
  return scene
}

function senderOf(chain: TestChain): BatchScene['send'] {
  return async (from, to, data) => {
    await chain.must('anvil_impersonateAccount', from)
    const transaction = { from, data, gas: transactionGas, ...(to === null ? {} : { to }) }
    const hash = hexSchema.parse(await chain.must('eth_sendTransaction', transaction))
    await chain.must('anvil_stopImpersonatingAccount', from)
    await chain.mined(hash)
    const receipts = await chain.port.receipts([hash])
    const receipt = receipts.ok ? receipts.value[0] : null
    if (!receipt) throw new Error(`the receipt of ${hash} went away`)
    return receipt
  }
}

function batchActs({ chain, token, payer, send }: Pick<BatchScene, 'chain' | 'token' | 'payer' | 'send'>) {
  const read: BatchScene['read'] = async (to, data) =>
    hexSchema.parse(await chain.must('eth_call', { to, data }, 'latest'))
  const approve = (amount: bigint) =>
    encodeFunctionData({ abi: erc20, functionName: 'approve', args: [payer, amount] })
  return {
    read,
    pay: (batch: Batch) => send(chain.treasury, payer, payData(batch)),
    allow: (amount: bigint) => send(chain.treasury, token, approve(amount)),
    paidBits: async (page: bigint, of = payer) =>
      BigInt(await read(of, encodeFunctionData({ abi: batchPayerAbi, functionName: 'paid', args: [page] }))),
    balances: async (accounts: readonly Address[], of = token) => {
      const calls = accounts.map((account) => {
        const data = encodeFunctionData({ abi: erc20, functionName: 'balanceOf', args: [account] })
        return { method: 'eth_call', params: [{ to: of, data }, 'latest'] }
      })
      const said = await chain.rpc.batch(calls)
      if (!said.ok) throw said.error
      return said.value.map((answer) => quantitySchema.parse(answer.kind === 'result' ? answer.result : null))
    },
  }
}

/** An address nobody has used: the same for the same number. */
export function account(number: number): Address {
  return getAddress(slice(keccak256(numberToHex(number, { size: 32 })), 12))
}

/** A payment. @param serial of it @param to recipient @param amount minor units */
export function payment(serial: bigint, to: Address, amount: bigint): BatchPayment {
  return { serial, to, amount: minor('MNEE', amount) }
}

/** A batch of a page in the order given. */
export function batchOf(...payments: readonly BatchPayment[]): Batch {
  return { page: (payments[0]?.serial ?? 0n) / 256n, payments }
}

/** What the test token for misbehaviour can be told. */
export const hostileAbi = parseAbi([
  'function set(uint8 mode)',
  'function setCallback(address target, bytes callback)',
  'function kick()',
  'function mint(address to, uint256 value)',
  'function approve(address spender, uint256 value) returns (bool)',
  'function approveFor(address spender, uint256 value)',
  'function callbackDone() view returns (bool)',
  'function callbackAnswer() view returns (bytes4)',
])

/** In the order of the contract's own list. */
export const hostileModes = [
  'Honest',
  'AnswersNothing',
  'AnswersFalse',
  'AnswersTwo',
  'AnswersOneByte',
  'MovesNothing',
  'FeeFromRecipient',
  'FeeOnTop',
  'Reenters',
  'RevertsSilently',
  'AnswersAtLength',
] as const

/** Deploys the token that misbehaves. @returns its address. Errors: throws when it reverts. */
export function deployHostileToken(scene: Pick<BatchScene, 'chain' | 'send'>): Promise<Address> {
  return deploy(scene, encodeDeployData({ abi: hostileAbi, bytecode: hexSchema.parse(hostile.bytecode) }))
}

function deployPlainToken(scene: Pick<BatchScene, 'chain' | 'send'>, supply: bigint): Promise<Address> {
  const abi = parseAbi(['constructor(address holder, uint256 supply)'])
  const bytecode = hexSchema.parse(plain.bytecode)
  return deploy(scene, encodeDeployData({ abi, bytecode, args: [scene.chain.treasury, supply] }))
}

async function deploy(
  { chain, send }: Pick<BatchScene, 'chain' | 'send'>,
  data: `0x${string}`,
): Promise<Address> {
  const { transactionHash } = await send(stranger, null, data)
  const receipt = await chain.must('eth_getTransactionReceipt', transactionHash)
  return z.object({ contractAddress: addressSchema }).parse(receipt).contractAddress
}
