import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { localChainId } from '#flow/5-payment/core/chain-facts.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { flag, list, positiveAmount, tenths, url, whole } from './config-fields.ts'

/** Values that have stood in public examples: worth nothing as a secret. */
const knownSecrets =
  /^(secret|changeme|change-me|your[-_ ]?secret.*|password|jwt[-_ ]?secret.*|supersecret.*|(.)\2+)$/i

const variables = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: whole(0, 65_535).prefault('8000'),
  HOST: z.string().max(255).default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  REDIS_URL: url('redis:', 'rediss:').optional(),
  REDIS_HOST: z.string().max(255).optional(),
  REDIS_PORT: whole(1, 65_535).optional(),
  RPC_URL: url('http:', 'https:').optional(),
  CHAIN_ID: whole(1, 999_999_999_999).optional(),
  MNEE_TOKEN_ADDRESS: z
    .string()
    .regex(/^0x[0-9a-fA-F]{40}$/, 'must be 0x and 40 hex digits')
    .optional(),
  CONFIRMATIONS: whole(1, 10_000).optional(),
  WALLET_PRIVATE_KEY: z
    .string()
    .regex(/^(0x)?[0-9a-fA-F]{64}$/, 'must be 64 hex digits, with or without 0x')
    .optional(),
  WALLET_KEYSTORE: z.string().optional(),
  WALLET_KEYSTORE_PASSWORD: z.string().optional(),
  LOCAL_CHAIN_BALANCE: positiveAmount.default('100000'),
  LOCAL_CHAIN_BLOCK_MS: whole(50, 60_000).prefault('1000'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: url('http:', 'https:').optional(),
  OPENAI_MODEL: z.string().max(100).default('gpt-4o'),
  JWT_SECRET: z.string().optional(),
  ADMIN_USERNAME: z.string().min(1).max(100).default('admin'),
  ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').max(1_000).optional(),
  CORS_ORIGINS: list.prefault(''),
  RATE_LIMIT_PER_MINUTE: whole(0, 1_000_000).prefault('100'),
  TRUSTED_PROXIES: list.prefault(''),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  SMTP_HOST: z.string().max(255).optional(),
  SMTP_PORT: whole(1, 65_535).optional(),
  SMTP_EMAIL: z.string().max(320).optional(),
  SMTP_PASSWORD: z.string().optional(),
  ALERT_TARGET_EMAIL: z.email('must be an e-mail address').optional(),
  IMAP_URL: url('imap:', 'imaps:').optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal']).default('info'),
  LOG_DIR: z.string().default('./logs'),
  OTEL_EXPORTER_OTLP_ENDPOINT: url('http:', 'https:').optional(),
  SAMPLE_DATA: flag.optional(),
  APPROVAL_LIMIT: positiveAmount.default('50.00'),
  CRITICAL_RUNWAY_MONTHS: tenths.prefault('2'),
  VENDOR_COOLING_OFF_HOURS: whole(0, 8_760).prefault('24'),
  FIRST_PAYMENT_REVIEW: flag.prefault('true'),
  DAILY_LIMIT: positiveAmount.optional(),
  TOKEN_PEG: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a currency code such as USD')
    .default('USD'),
  TREASURER_URL: url('http:', 'https:').optional(),
  TREASURER_TOKEN: z.string().optional(),
  CRASH_AT: z.string().max(100).optional(),
})

type Environment = Readonly<Record<string, string | undefined>>
type Variables = z.infer<typeof variables>

/** The whole configuration, read once. Everything else gets what it needs as parameters. */
export type Config = Readonly<Variables> & {
  readonly redisUrl: string | null
  readonly smtpUrl: string | null
  readonly chainIsLocal: boolean
  readonly databaseIsEmbedded: boolean
  readonly confirmations: number
  readonly sampleData: boolean
  readonly dailyLimit: string
  readonly dataDir: string
  readonly logDir: string
  /** Things to say loudly at start. */
  readonly warnings: readonly string[]
}

/**
 * Reads and checks the environment; `.env` in the working directory fills what is not set. Empty means unset.
 * @param cwd where `.env` and relative paths start   @param env the process environment unless a test gives another
 * @returns the configuration, or one clear line that names the variable and what is wrong with it
 * Errors: the line. Source: CONTRACT.md, Environment.
 */
export function readConfig(cwd: string, env: Environment = process.env): Result<Config, string> {
  const file = resolve(cwd, '.env')
  const filed = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  const given = { ...said(filed), ...said(env) }
  const parsed = variables.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return err(`${issue?.path.join('.') ?? 'environment'} ${issue?.message ?? 'is invalid'}`)
  }
  const values = parsed.data
  const problem = findContradiction(values)
  if (problem !== null) return err(problem)
  const chainIsLocal = values.RPC_URL === undefined
  const databaseIsEmbedded = values.DATABASE_URL === undefined
  return ok({
    ...values,
    redisUrl: redisUrlOf(values),
    smtpUrl: smtpUrlOf(values),
    chainIsLocal,
    databaseIsEmbedded,
    confirmations: values.CONFIRMATIONS ?? (chainIsLocal ? 3 : 12),
    sampleData: values.SAMPLE_DATA ?? (chainIsLocal && databaseIsEmbedded),
    dailyLimit: values.DAILY_LIMIT ?? twentyTimes(values.APPROVAL_LIMIT),
    dataDir: resolve(cwd, values.DATA_DIR),
    logDir: resolve(cwd, values.LOG_DIR),
    warnings: warningsOf(values),
  })
}

function said(env: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value]],
    ),
  )
}

function findContradiction(v: Variables): string | null {
  if (v.RPC_URL !== undefined && v.MNEE_TOKEN_ADDRESS === undefined) {
    return 'MNEE_TOKEN_ADDRESS is missing: with RPC_URL set, the address of the token on that chain is needed'
  }
  if (v.RPC_URL !== undefined && v.CHAIN_ID === undefined) {
    return 'CHAIN_ID is missing: with RPC_URL set, the chain it must be is needed (Soneium Minato is 1946)'
  }
  if (v.RPC_URL === undefined && v.MNEE_TOKEN_ADDRESS !== undefined) {
    return 'RPC_URL is missing: MNEE_TOKEN_ADDRESS is set, but there is no chain to find it on'
  }
  if (v.RPC_URL === undefined && v.CHAIN_ID !== undefined && v.CHAIN_ID !== localChainId) {
    return 'RPC_URL is missing: CHAIN_ID is set to a chain other than the local one (31337)'
  }
  if (v.RPC_URL !== undefined && v.SAMPLE_DATA === true) {
    return 'SAMPLE_DATA needs the local chain: unset it, or unset RPC_URL'
  }
  if (v.WALLET_PRIVATE_KEY !== undefined && v.WALLET_KEYSTORE !== undefined) {
    return 'WALLET_PRIVATE_KEY and WALLET_KEYSTORE are both set: keep one'
  }
  if (v.WALLET_KEYSTORE !== undefined && v.WALLET_KEYSTORE_PASSWORD === undefined) {
    return 'WALLET_KEYSTORE_PASSWORD is missing: WALLET_KEYSTORE cannot be opened without it'
  }
  if (v.JWT_SECRET !== undefined && Buffer.byteLength(v.JWT_SECRET) < 32) {
    return 'JWT_SECRET is too short: at least 32 bytes are needed'
  }
  if (v.REDIS_URL !== undefined && v.REDIS_HOST !== undefined)
    return 'REDIS_URL and REDIS_HOST are both set: keep one'
  if (v.SMTP_URL !== undefined && v.SMTP_HOST !== undefined)
    return 'SMTP_URL and SMTP_HOST are both set: keep one'
  if (v.CRASH_AT !== undefined && v.NODE_ENV !== 'test')
    return 'CRASH_AT is for tests only: it needs NODE_ENV=test'
  return v.NODE_ENV === 'production' ? findProductionProblem(v) : null
}

function findProductionProblem(v: Variables): string | null {
  if (v.JWT_SECRET !== undefined && isKnownSecret(v.JWT_SECRET)) {
    return 'JWT_SECRET is a known or weak value: use 32 random bytes, for example from `openssl rand -base64 32`'
  }
  if (v.WALLET_PRIVATE_KEY !== undefined) {
    return 'WALLET_PRIVATE_KEY is refused in production: use WALLET_KEYSTORE and WALLET_KEYSTORE_PASSWORD'
  }
  if (v.ADMIN_PASSWORD !== undefined && v.ADMIN_PASSWORD.length < 12) {
    return 'ADMIN_PASSWORD is too short for production: at least 12 characters are needed'
  }
  return null
}

function isKnownSecret(secret: string): boolean {
  const distinct = new Set(secret).size
  return (
    knownSecrets.test(secret) ||
    distinct < 8 ||
    /secret[-_ ]?key|change[-_ ]?(me|in|this)|example|default/i.test(secret)
  )
}

function warningsOf(v: Variables): readonly string[] {
  const warnings: string[] = []
  if (v.WALLET_PRIVATE_KEY !== undefined && v.RPC_URL !== undefined) {
    warnings.push(
      'WALLET_PRIVATE_KEY is a raw key outside the local chain: anyone who reads this environment owns the treasury. Use WALLET_KEYSTORE.',
    )
  }
  if (v.JWT_SECRET !== undefined && isKnownSecret(v.JWT_SECRET)) {
    warnings.push('JWT_SECRET is a known or weak value: production would refuse it.')
  }
  return warnings
}

function redisUrlOf(v: Variables): string | null {
  if (v.REDIS_URL !== undefined) return v.REDIS_URL
  if (v.REDIS_HOST === undefined && v.REDIS_PORT === undefined) return null
  return `redis://${v.REDIS_HOST ?? '127.0.0.1'}:${v.REDIS_PORT ?? 6379}`
}

function smtpUrlOf(v: Variables): string | null {
  if (v.SMTP_URL !== undefined) return v.SMTP_URL
  if (v.SMTP_HOST === undefined) return null
  const login =
    v.SMTP_EMAIL !== undefined && v.SMTP_PASSWORD !== undefined
      ? `${encodeURIComponent(v.SMTP_EMAIL)}:${encodeURIComponent(v.SMTP_PASSWORD)}@`
      : ''
  const port = v.SMTP_PORT ?? 587
  return `${port === 465 ? 'smtps' : 'smtp'}://${login}${v.SMTP_HOST}:${port}`
}

function twentyTimes(limit: string): string {
  const [units, fraction = ''] = limit.split('.')
  const scaled = (BigInt((units ?? '0') + fraction) * 20n).toString().padStart(fraction.length + 1, '0')
  if (fraction === '') return scaled
  return `${scaled.slice(0, scaled.length - fraction.length)}.${scaled.slice(scaled.length - fraction.length)}`
}
