import { startLocalChain } from '#adapters/chain/anvil.ts'
import { openJsonRpc } from '#adapters/chain/json-rpc.ts'
import { transferData } from '#adapters/chain/token.ts'
import { systemClock } from '#adapters/clock/system.ts'
import { minor } from '#kernel/money.ts'
import { testTreasury } from './chain.ts'

// A server that is about to be killed: starts a chain in the folder given, pays once, tells "<anvil's pid> <hash>", waits.
const dir = process.argv[2]
if (dir === undefined) throw new Error('usage: crash-chain.ts FOLDER')
const units = minor('MNEE', 1_000n)
const content = { treasury: testTreasury, decimals: 18, balance: units, gasWei: 10n ** 22n, history: [] }
const started = await startLocalChain(
  { clock: systemClock, announce: () => undefined },
  { dir, content, pace: { blockTimeMs: 20, idleBlockTimeMs: 60_000 } },
)
if (!started.ok) throw started.error
const { url, token, pid } = started.value
const rpc = openJsonRpc({ url, timeoutMs: 5_000 })
await rpc.call('anvil_impersonateAccount', testTreasury)
const call = {
  from: testTreasury,
  to: token.address,
  data: transferData('0x3333333333333333333333333333333333333333', units),
}
const hash = await rpc.call('eth_sendTransaction', call)
for (let mined = false; !mined; ) {
  const receipt = await rpc.call('eth_getTransactionReceipt', hash.ok ? hash.value : null)
  mined = receipt.ok && receipt.value !== null
}
process.stdout.write(`${pid()} ${hash.ok ? String(hash.value) : ''}\n`)
