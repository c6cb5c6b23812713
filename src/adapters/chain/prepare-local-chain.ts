import { encodeDeployData, encodeFunctionData, getAddress, getContractAddress, parseAbi } from 'viem'
import artifact from '#contracts/test-mnee.json' with { type: 'json' }
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import { minus, sum, type TokenAmount } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Instant } from '#kernel/time.ts'
import { chainStartFault } from './chain-fault.ts'
import { type JsonRpc, type RpcCall, resultOf } from './json-rpc.ts'
import { balanceOfData, transferData } from './token.ts'
import { ask, countSchema, type Hex, hexSchema, quantity } from './wire.ts'

/** A past transfer of the sample history; from the treasury unless `from` says otherwise. Amount in minor units. */
export type PastTransfer = {
  readonly from?: Address
  readonly to: Address
  readonly amount: TokenAmount
  readonly at: Instant
}

/** What a fresh local chain holds. */
export type LocalChainContent = {
  readonly treasury: Address
  readonly decimals: number
  /** Tokens the treasury has after the history, minor units. */
  readonly balance: TokenAmount
  /** Coin for gas the treasury gets, wei. */
  readonly gasWei: bigint
  readonly history: readonly PastTransfer[]
}

/** Deploys and mints the test token. Nobody has its key: the local chain lets us send from any address. */
export const localTokenOwner: Address = getAddress('0x7e5700000000000000000000000000000000007e')

/** The token is the owner's first contract, so its address is the same on every local chain. */
const localTokenAddress: Address = getContractAddress({ from: localTokenOwner, nonce: 0n })

/** What only the owner of the test token may call. */
export const ownerAbi = parseAbi([
  'constructor(uint8 decimals)',
  'function mint(address to, uint256 value)',
  'function pause()',
  'function unpause()',
  'function setBlocked(address account, bool isBlocked)',
])

const deployGas = 3_000_000n
const callGas = 200_000n
const plentyWei = 10n ** 24n
// 30,000,000 gas a block; a transfer may use the 200,000 it is given.
const transfersPerBlockMax = 100

/**
 * Fills a fresh local chain: token, history at past block times, treasury with exactly its balance.
 * @param rpc a chain on its genesis block, mining on demand   @param wanted what it shall hold
 * @param genesisSeconds genesis block time, before the first transfer   @param now end of the history
 * @returns the token's address. Errors: Fault START_FAILED when a step fails or the result is not exactly as asked.
 * Source: issue 2, "embedded parts".
 */
export async function prepareLocalChain(
  rpc: JsonRpc,
  wanted: LocalChainContent,
  times: { readonly genesisSeconds: number; readonly now: Instant },
): Promise<Result<Address, Fault>> {
  const content = oneSpelling(wanted)
  const minted = treasuryMint(content)
  if (minted < 0n) return err(chainStartFault('the sample history brings in more than the balance after it'))
  const senders = [
    ...new Set([localTokenOwner, content.treasury, ...content.history.flatMap((past) => past.from ?? [])]),
  ]
  const owned = (data: Hex, to?: Address) => sendCall(localTokenOwner, data, to ?? null)
  const mints = [{ to: content.treasury, amount: minted }, ...incoming(content)]
  const steps: readonly (readonly RpcCall[])[] = [
    senders.flatMap((sender) => [
      {
        method: 'anvil_setBalance',
        params: [sender, quantity(sender === content.treasury ? content.gasWei : plentyWei)],
      },
      { method: 'anvil_impersonateAccount', params: [sender] },
    ]),
    [
      owned(
        encodeDeployData({ abi: ownerAbi, bytecode: asHex(artifact.bytecode), args: [content.decimals] }),
      ),
    ],
    ...mints.map(({ to, amount }) => [
      owned(
        encodeFunctionData({ abi: ownerAbi, functionName: 'mint', args: [to, amount] }),
        localTokenAddress,
      ),
    ]),
    [mineAt(times.genesisSeconds + 1)],
    ...historySteps(content),
    // Only real keys send from here on; the clock shows the present, so that blocks do.
    senders.map((sender) => ({ method: 'anvil_stopImpersonatingAccount', params: [sender] })),
    [{ method: 'anvil_setBalance', params: [content.treasury, quantity(content.gasWei)] }],
    [{ method: 'evm_setTime', params: [Math.floor(times.now / 1_000)] }],
    [{ method: 'evm_mine', params: [] }],
  ]
  for (const calls of steps) {
    const done = await doAll(rpc, calls)
    if (!done.ok) return done
  }
  return verify(rpc, content)
}

/** Addresses are compared as text below. */
function oneSpelling(content: LocalChainContent): LocalChainContent {
  const spelled = (address: Address) => getAddress(address.toLowerCase())
  return {
    ...content,
    treasury: spelled(content.treasury),
    history: content.history.map((past) => ({
      ...past,
      to: spelled(past.to),
      ...(past.from === undefined ? {} : { from: spelled(past.from) }),
    })),
  }
}

/** Sends one transaction from an address whose key nobody has (impersonated before). */
function sendCall(from: Address, data: Hex, to: Address | null): RpcCall {
  const transaction = {
    from,
    data,
    gas: quantity(to === null ? deployGas : callGas),
    ...(to === null ? {} : { to }),
  }
  return { method: 'eth_sendTransaction', params: [transaction] }
}

function mineAt(seconds: number): RpcCall {
  return { method: 'evm_mine', params: [{ timestamp: seconds }] }
}

/** What the treasury must be given first, so that the history leaves exactly the balance. */
function treasuryMint(content: LocalChainContent): TokenAmount {
  const out = content.history.filter((past) => (past.from ?? content.treasury) === content.treasury)
  const back = content.history.filter((past) => past.to === content.treasury)
  const paid = sum(content.balance, ...out.map((past) => past.amount))
  return minus(paid, sum(...back.map((past) => past.amount)))
}

function incoming(
  content: LocalChainContent,
): readonly { readonly to: Address; readonly amount: TokenAmount }[] {
  return content.history.flatMap((past) =>
    past.from === undefined || past.from === content.treasury ? [] : [{ to: past.from, amount: past.amount }],
  )
}

/** One transaction a step keeps their order; a block for each second that has transfers. */
function historySteps(content: LocalChainContent): readonly (readonly RpcCall[])[] {
  const ordered = content.history.toSorted((a, b) => a.at - b.at)
  const steps: RpcCall[][] = []
  let inBlock = 0
  for (const [index, past] of ordered.entries()) {
    steps.push([
      sendCall(past.from ?? content.treasury, transferData(past.to, past.amount), localTokenAddress),
    ])
    inBlock += 1
    const seconds = Math.floor(past.at / 1_000)
    const next = ordered[index + 1]
    if (next === undefined || Math.floor(next.at / 1_000) !== seconds || inBlock === transfersPerBlockMax) {
      steps.push([mineAt(seconds)])
      inBlock = 0
    }
  }
  return steps
}

async function doAll(rpc: JsonRpc, calls: readonly RpcCall[]): Promise<Result<null, Fault>> {
  const answers = await rpc.batch(calls)
  if (!answers.ok) return err(chainStartFault(answers.error.internal))
  for (const [index, call] of calls.entries()) {
    const result = resultOf(call.method, answers.value[index])
    if (!result.ok) return err(chainStartFault(result.error.internal))
  }
  return ok(null)
}

/** Trusts nothing above: a transfer may have reverted. The balance and the treasury's nonce prove each of them. */
async function verify(rpc: JsonRpc, content: LocalChainContent): Promise<Result<Address, Fault>> {
  const call = { to: localTokenAddress, data: balanceOfData(content.treasury) }
  const balance = await ask(rpc, hexSchema, { method: 'eth_call', params: [call, 'latest'] })
  if (!balance.ok) return err(chainStartFault(balance.error.internal))
  const count = await ask(rpc, countSchema, {
    method: 'eth_getTransactionCount',
    params: [content.treasury, 'latest'],
  })
  if (!count.ok) return err(chainStartFault(count.error.internal))
  const sent = content.history.filter((past) => (past.from ?? content.treasury) === content.treasury).length
  const held = balance.value.length === 66 ? BigInt(balance.value) : null
  if (held === content.balance && count.value === sent) return ok(localTokenAddress)
  return err(
    chainStartFault(
      `after preparation the treasury holds ${held} and sent ${count.value}, not ${content.balance} and ${sent}`,
    ),
  )
}

function asHex(text: string): Hex {
  return `0x${text.replace(/^0x/, '')}`
}
