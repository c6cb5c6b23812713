import { z } from 'zod'
import { address, isoTime, moneyNumber, moneyText, uuid } from './shared.ts'

/** GET /api/dashboard. Numbers are published as numbers; the *_text twins are exact. */
export const dashboard = z.object({
  status: z.enum(['healthy', 'watch', 'critical', 'paused']),
  treasury_balance: moneyNumber,
  currency: z.string(),
  monthly_burn: moneyNumber,
  runway_months: z.number().nullable(),
  alerts: z.array(
    z.object({ code: z.string(), severity: z.enum(['info', 'warning', 'critical']), text: z.string() }),
  ),
  balance_text: moneyText,
  posted_text: moneyText,
  held_text: moneyText,
  monthly_burn_text: moneyText,
  burn_basis: z.string(),
  critical_runway_months: z.number(),
  cash_out_day: z.iso.date().nullable(),
  pending_approvals: z.int(),
  pending_approvals_amount: moneyText,
  paid_this_month: moneyText,
  paid_this_month_count: z.int(),
  months: z.array(z.object({ month: z.iso.date(), cash_out: moneyText, income: moneyText })),
  policy_version: z.int(),
  approval_limit: moneyText,
  paused_reason: z.string().nullable(),
  mode: z.object({
    chain: z.enum(['local', 'configured']),
    chain_id: z.int(),
    database: z.enum(['embedded', 'configured']),
    llm: z.boolean(),
    sample_data: z.boolean(),
  }),
})

export const limitAnswer = z.object({
  limit: moneyNumber,
  currency: z.string(),
  critical_runway_months: z.number(),
})

export const limitBody = z.strictObject({ new_limit: z.union([z.number(), z.string().max(100)]) })

export const limitUpdated = z.object({ status: z.literal('updated'), new_limit: moneyNumber })
export const limitScheduled = z.object({ status: z.literal('scheduled'), effective_at: isoTime })

/** GET /api/wallet: the treasury's address and what the chain says it holds. */
export const wallet = z.object({
  address,
  chain_id: z.int(),
  token: z.object({ address, symbol: z.string(), decimals: z.int() }),
  balance: moneyText,
  gas_balance: z.string().describe("The chain's own coin, decimal string"),
  block_number: z.string(),
})

export const vendorBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  wallet_address: z.string().max(42).optional(),
  tax_id: z.string().trim().min(1).max(50).optional(),
  default_currency: z.string().trim().min(2).max(10).optional(),
  payment_terms_days: z.int().min(0).max(365).optional(),
  category: z.string().trim().min(1).max(60).optional(),
})

export const vendorPatch = vendorBody
  .partial()
  .extend({ status: z.enum(['blocked', 'unverified']).optional() })

export const vendorView = z.object({
  id: uuid,
  name: z.string(),
  wallet_address: address.nullable(),
  tax_id: z.string().nullable(),
  default_currency: z.string().nullable(),
  payment_terms_days: z.int().nullable(),
  category: z.string().nullable(),
  status: z.enum(['unverified', 'verified', 'blocked']),
  payee_set_at: isoTime,
  /** Payments run by themselves only after this moment. */
  cooling_off_until: isoTime.nullable(),
  verified_at: isoTime.nullable(),
  is_sample: z.boolean(),
  total_paid: moneyText,
  wallets: z.array(z.object({ wallet_address: address, set_by: z.string().nullable(), set_at: isoTime })),
  similar_wallets: z.array(z.object({ vendor: z.string(), wallet_address: address })),
  created_at: isoTime,
})

export const vendorPage = z.object({ data: z.array(vendorView), next_cursor: z.string().nullable() })
/** Verified: `self_verified` true when the same person had to do both because nobody else is eligible. */
export const vendorVerified = vendorView.extend({ self_verified: z.boolean() })
