import {
  decodeFunctionData,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  getAddress,
  getContractAddress,
  hexToBigInt,
  parseAbi,
  slice,
  zeroHash,
} from 'viem'
import artifact from '#contracts/batch-payer.json' with { type: 'json' }
import type { Address } from '#flow/5-payment/core/chain-facts.ts'
import { type Batch, type BatchPayment, pagePayments } from '#flow/5-payment/core/plan-batch.ts'
import { invariant } from '#kernel/invariant.ts'
import { minor } from '#kernel/money.ts'
import { type Hex, hexSchema } from './wire.ts'

/** The batch contract of one treasury and one token. Source: contracts/BatchPayer.sol. */
export type BatchPayerOf = { readonly owner: Address; readonly token: Address }

/** What is asked of the batch contract and what it says. */
export const batchPayerAbi = parseAbi([
  'function pay(uint256 page, uint256 bits, bytes32[] payments) returns (uint256 sum)',
  'function paid(uint256 page) view returns (uint256 bits)',
  'function owner() view returns (address)',
  'function token() view returns (address)',
  'event BatchPaid(uint256 indexed page, uint256 bits)',
  'error BadSetup()',
  'error NotOwner()',
  'error WrongCount(uint256 bitsSet, uint256 payments)',
  'error AlreadyPaid(uint256 bits)',
  'error BadPayment(uint256 index)',
  'error TransferFailed(uint256 index, bytes reason)',
  'error WrongSum(uint256 balanceBefore, uint256 balanceAfter, uint256 sum)',
])

/**
 * The deterministic deployment proxy: same address on every chain that has it, with no key behind it. anvil and the
 * OP stack start with it. Source: github.com/Arachnid/deterministic-deployment-proxy.
 */
const deployer: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

/**
 * Where the batch contract of a treasury is. The address is a function of the compiled code, owner and token (EIP-1014):
 * whatever lies there is this contract, whoever deployed it.
 * @returns checksummed address. Errors: viem's on a text that is no address.
 */
export function batchPayerAddress(of: BatchPayerOf): Address {
  return getContractAddress({ opcode: 'CREATE2', from: deployer, salt: zeroHash, bytecode: creationCode(of) })
}

/**
 * The transaction that deploys it; anybody may send it. Calling it a second time reverts.
 * @returns receiver and calldata. Errors: viem's on a text that is no address. Source: ADR-0019.
 */
export function batchPayerDeployment(of: BatchPayerOf): { readonly to: Address; readonly data: Hex } {
  return { to: deployer, data: `${zeroHash}${creationCode(of).slice(2)}` }
}

function creationCode({ owner, token }: BatchPayerOf): Hex {
  const setup = encodeAbiParameters(
    [{ type: 'address' }, { type: 'address' }],
    [checksummed(owner), checksummed(token)],
  )
  return `${hexSchema.parse(artifact.bytecode)}${setup.slice(2)}`
}

/**
 * Calldata of pay(): page, one bit for each serial, 20 + 12 bytes for each payment in the order of the bits.
 * @param batch from planBatch
 * @returns calldata. Errors: InvariantError when serials do not ascend within the page; viem's on an amount of more
 * than 12 bytes. Source: ADR-0019.
 */
export function payData(batch: Batch): Hex {
  let bits = 0n
  for (const { serial } of batch.payments) {
    const bit = 1n << (serial % pagePayments)
    invariant(serial / pagePayments === batch.page && bit > bits, 'serials ascend within the page')
    bits |= bit
  }
  const payments = batch.payments.map(({ to, amount }) =>
    encodePacked(['address', 'uint96'], [checksummed(to), amount]),
  )
  return encodeFunctionData({ abi: batchPayerAbi, functionName: 'pay', args: [batch.page, bits, payments] })
}

/**
 * Reads calldata of pay(), for whoever checks what is about to be signed.
 * @param data any calldata
 * @returns the batch it pays; null for anything that payData would not have written, byte for byte
 * Errors: none. Source: ADR-0019.
 */
export function readPayData(data: Hex): Batch | null {
  try {
    const { functionName, args } = decodeFunctionData({ abi: batchPayerAbi, data })
    if (functionName !== 'pay') return null
    const [page, bits, packed] = args
    const serials = serialsOf(page, bits)
    if (serials.length !== packed.length || serials.length === 0) return null
    const payments = packed.map((word, index) => paymentOf(serials[index] ?? 0n, word))
    const batch = { page, payments }
    return payData(batch) === data.toLowerCase() ? batch : null
  } catch {
    return null
  }
}

/** The serials whose bits are set, ascending. @param page serial / 256 @param bits one word. Errors: none. */
export function serialsOf(page: bigint, bits: bigint): readonly bigint[] {
  const serials: bigint[] = []
  for (let bit = 0n; bit < pagePayments; bit += 1n) {
    if ((bits >> bit) % 2n === 1n) serials.push(page * pagePayments + bit)
  }
  return serials
}

function paymentOf(serial: bigint, word: Hex): BatchPayment {
  return {
    serial,
    to: getAddress(slice(word, 0, 20)),
    amount: minor('MNEE', hexToBigInt(slice(word, 20, 32))),
  }
}

function checksummed(address: Address): Address {
  return getAddress(address.toLowerCase())
}
