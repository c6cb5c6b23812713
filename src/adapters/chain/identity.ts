import { encodeFunctionData } from 'viem'
import type { Address, ChainIdentity } from '#flow/5-payment/core/chain-facts.ts'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { chainMismatch, chainUnavailable } from './chain-fault.ts'
import type { JsonRpc, RpcAnswer } from './json-rpc.ts'
import { resultOf } from './json-rpc.ts'
import { readDecimals, readRefusal, readSymbol, tokenAbi } from './token.ts'
import { blockSchema, countSchema, type Hex, hexSchema, readResult } from './wire.ts'

/**
 * Reads who the chain is and what its token is.
 * @param rpc endpoint   @param expected chain id and token as configured
 * @returns chain id, genesis hash, token with symbol and decimals
 * Errors: Fault CHAIN_MISMATCH (other chain id, no code at the token, decimals or symbol unreadable), CHAIN_UNAVAILABLE.
 * Source: PAYMENTS failures 13 and 15.
 */
export async function readIdentity(
  rpc: JsonRpc,
  expected: { readonly chainId: number; readonly token: Address },
): Promise<Result<ChainIdentity, Fault>> {
  const token = expected.token
  const view = (name: 'decimals' | 'symbol') => ({
    method: 'eth_call',
    params: [{ to: token, data: encodeFunctionData({ abi: tokenAbi, functionName: name }) }, 'latest'],
  })
  const answers = await rpc.batch([
    { method: 'eth_chainId', params: [] },
    { method: 'eth_getBlockByNumber', params: ['0x0', false] },
    { method: 'eth_getCode', params: [token, 'latest'] },
    view('decimals'),
    view('symbol'),
  ])
  if (!answers.ok) return answers
  const [chainIdSaid, genesisSaid, codeSaid, decimalsSaid, symbolSaid] = answers.value
  const chainId = read('eth_chainId', countSchema, chainIdSaid)
  if (!chainId.ok) return chainId
  if (chainId.value !== expected.chainId) {
    return err(chainMismatch(`its chain id is ${chainId.value}, configured is ${expected.chainId}`))
  }
  const genesis = read('eth_getBlockByNumber', blockSchema, genesisSaid)
  if (!genesis.ok) return genesis
  const code = read('eth_getCode', hexSchema, codeSaid)
  if (!code.ok) return code
  if (code.value === '0x') return err(chainMismatch(`there is no contract at the token address ${token}`))
  const decimals = readView('decimals', decimalsSaid, readDecimals)
  if (!decimals.ok) return decimals
  const symbol = readView('symbol', symbolSaid, readSymbol)
  if (!symbol.ok) return symbol
  return ok({
    chainId: chainId.value,
    genesisHash: genesis.value.hash,
    token: { address: token, symbol: symbol.value, decimals: decimals.value },
  })
}

function read<T>(
  method: string,
  schema: Parameters<typeof readResult<T>>[1],
  answer: RpcAnswer | undefined,
): Result<T, Fault> {
  const said = resultOf(method, answer)
  return said.ok ? readResult(method, schema, said.value) : said
}

/** A contract that reverts or answers nonsense is no token; a node that cannot answer may be asked again. */
function readView<T>(
  name: string,
  answer: RpcAnswer | undefined,
  decode: (data: Hex) => T | null,
): Result<T, Fault> {
  if (answer === undefined) return err(chainUnavailable(`${name}(): no answer`))
  if (answer.kind === 'error') {
    const refused = readRefusal(answer).kind === 'verdict'
    return err(
      refused
        ? chainMismatch(`the token refuses ${name}()`)
        : chainUnavailable(`${name}(): ${answer.message}`),
    )
  }
  const data = hexSchema.safeParse(answer.result)
  if (!data.success) return err(chainUnavailable(`${name}(): the result makes no sense`))
  const value = decode(data.data)
  return value === null ? err(chainMismatch(`the token's ${name}() cannot be read`)) : ok(value)
}
