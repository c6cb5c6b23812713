import { z } from 'zod'
import { isoTime, moneyNumber, moneyText } from './shared.ts'

export const healthAnswer = z.object({
  status: z.enum(['healthy', 'alive']),
  version: z.string(),
  timestamp: isoTime,
})

const service = z.object({ status: z.string(), type: z.string().optional() })

export const readinessAnswer = z.object({
  status: z.enum(['healthy', 'degraded']),
  services: z.object({
    database: service,
    redis: service,
    blockchain: service.extend({ block_number: z.int().nullable() }),
  }),
  version: z.string(),
  timestamp: isoTime,
})

export const metricsAnswer = z.object({
  invoices_processed: z.int(),
  transactions_approved: z.int(),
  transactions_rejected: z.int(),
  total_amount_processed: moneyNumber,
  total_amount_processed_text: moneyText,
  api_requests: z.int(),
  errors: z.int().describe('Answers with a status of 500 or more'),
  uptime: z.string().describe('Such as "5h 23m"'),
  uptime_seconds: z.int(),
  cache_hit_rate: z.number().min(0).max(1),
  cache_type: z.enum(['memory', 'redis']),
  password_hashes_pending: z.int(),
})

export const metricsReset = z.object({ status: z.literal('reset') })
