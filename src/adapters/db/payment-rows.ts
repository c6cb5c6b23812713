import { z } from 'zod'
import type { Address, Hash } from '#flow/5-payment/core/chain-facts.ts'
import type { Attempt, PaymentRecord, SlotRecord } from '#flow/5-payment/core/payment-record.ts'
import { paymentStates, slotStates } from '#flow/5-payment/core/payment-state.ts'
import type { DueWork } from '#flow/5-payment/ports.ts'
import { type Id, parseId } from '#kernel/ids.ts'
import { minor, type TokenAmount } from '#kernel/money.ts'
import { type Instant, instantOf } from '#kernel/time.ts'

/** An amount as digits, as every function of ours writes it. */
const digits = z.string().regex(/^\d{1,78}$/)
const units = digits.transform((text) => BigInt(text))
const tokenAmount = digits.transform((text): TokenAmount => minor('MNEE', BigInt(text)))

/** 0x + hex digits of a fixed length. */
function hexOf(digitsCount: number) {
  return z
    .string()
    .regex(new RegExp(`^0x[0-9a-fA-F]{${digitsCount}}$`))
    .transform((text): `0x${string}` => `0x${text.slice(2)}`)
}
const address: z.ZodType<Address> = hexOf(40)
const hash: z.ZodType<Hash> = hexOf(64)
const bytes = z
  .string()
  .regex(/^0x[0-9a-fA-F]+$/)
  .transform((text): `0x${string}` => `0x${text.slice(2)}`)

function idOf<K extends string>() {
  return z.string().transform((text, context): Id<K> => {
    const id = parseId<K>(text)
    if (id.ok) return id.value
    context.addIssue('not an id')
    return z.NEVER
  })
}

const instant = z.int().transform((ms, context): Instant => {
  const at = instantOf(ms)
  if (at.ok) return at.value
  context.addIssue('not an instant')
  return z.NEVER
})

const certificate = z.object({
  hash: z.string(),
  terms: z.object({
    payment_id: z.string(),
    invoice_id: z.string(),
    decision_id: z.string(),
    facts_hash: z.string(),
    policy_version: z.int(),
    approval_id: z.string().nullable(),
    payee: z.string(),
    amount: z.string(),
    token: z.string(),
    chain_id: z.int(),
  }),
})

const paymentRecord = z
  .object({
    id: idOf<'payment'>(),
    invoice_id: idOf<'invoice'>(),
    vendor_id: idOf<'vendor'>(),
    chain_id: z.int(),
    token: address,
    to: address,
    amount: tokenAmount,
    certificate,
    hold_id: idOf<'posting'>(),
    automatic: z.boolean(),
    category: z.string().nullable(),
    state: z.enum(paymentStates),
    generation: z.int(),
    created_at_ms: instant,
  })
  .transform(
    (row): PaymentRecord => ({
      id: row.id,
      invoiceId: row.invoice_id,
      vendorId: row.vendor_id,
      chainId: row.chain_id,
      token: row.token,
      to: row.to,
      amount: row.amount,
      certificate: row.certificate,
      holdId: row.hold_id,
      automatic: row.automatic,
      category: row.category,
      state: row.state,
      generation: row.generation,
      createdAt: row.created_at_ms,
    }),
  )

const attempt = z
  .object({
    hash,
    kind: z.enum(['pay', 'cancel']),
    raw: bytes,
    max_fee: units,
    tip: units,
    created_at_ms: instant,
    broadcasts: z.int(),
  })
  .transform(
    (row): Attempt => ({
      hash: row.hash,
      kind: row.kind,
      raw: row.raw,
      fees: { maxFeePerGas: row.max_fee, maxPriorityFeePerGas: row.tip },
      createdAt: row.created_at_ms,
      broadcasts: row.broadcasts,
    }),
  )

const mined = z
  .object({
    hash,
    block_number: units,
    block_hash: hash,
    status: z.enum(['success', 'reverted']),
    fee_wei: units,
  })
  .transform((row) => ({
    hash: row.hash,
    blockNumber: row.block_number,
    blockHash: row.block_hash,
    status: row.status,
    feeWei: row.fee_wei,
  }))

/** One answer of `slot_record`. */
export const slotRecord: z.ZodType<SlotRecord> = z.object({
  nonce: z.int(),
  state: z.enum(slotStates),
  mined: mined.nullable(),
  payment: paymentRecord,
  attempts: z.array(attempt).min(1),
})

/** The answer of the statement payment_take_due. */
export const dueWork = z
  .object({
    next_nonce: z.int().nullable(),
    paused_reason: z.string().nullable(),
    switched_off_reason: z.string().nullable(),
    unmined_slots: z.int(),
    unmined_amount: tokenAmount,
    due: z.array(paymentRecord),
  })
  .transform(
    (row): DueWork => ({
      nextNonce: row.next_nonce,
      pausedReason: row.paused_reason,
      switchedOffReason: row.switched_off_reason,
      unminedSlots: row.unmined_slots,
      unminedAmount: row.unmined_amount,
      due: row.due,
    }),
  )

/** A row of chain_identity. */
export const pinnedChain = z
  .object({
    chain_id: z.bigint().transform((id) => Number(id)),
    genesis_hash: hash,
    token_address: address,
    token_symbol: z.string(),
    token_decimals: z.int(),
  })
  .transform((row) => ({
    chainId: row.chain_id,
    genesisHash: row.genesis_hash,
    token: { address: row.token_address, symbol: row.token_symbol, decimals: row.token_decimals },
  }))
