import { z } from 'zod'

/** Decimal string: at least two decimals, further ones only when not zero. */
export const moneyText = z
  .string()
  .max(120)
  .regex(/^-?\d+\.\d{2,}$/)
  .describe('Decimal string with at least two decimals')

/** A published field that stays a JSON number, written from the exact decimal. */
export const moneyNumber = z.number().describe('Amount as a JSON number, written from the exact decimal')

export const uuid = z.uuid()
export const isoTime = z.iso.datetime().describe('ISO-8601 UTC')
export const isoDate = z.iso.date()
export const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/)
export const txHash = z.string().regex(/^0x[0-9a-f]{64}$/)

/** A full sentence for people with a stable code for programs. */
export const reason = z.object({ code: z.string(), text: z.string() })

export const traceLine = z.object({
  rule: z.string(),
  verdict: z.enum(['pass', 'review', 'refuse', 'not_configured']),
  text: z.string(),
  values: z.record(z.string(), z.string()),
  flip: z.string().nullable(),
})

/** `limit` and `cursor` of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})

export const idParams = z.strictObject({ id: uuid })

/** RFC 9457 problem details plus the published `error` member. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string(),
  instance: z.string(),
  error: z.object({
    code: z.string(),
    message: z.string(),
    request_id: z.string(),
    timestamp: isoTime,
    details: z.record(z.string(), z.unknown()),
  }),
})
