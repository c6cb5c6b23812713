import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Config, readConfig } from './config.ts'

const state = { dir: '' }
beforeEach(() => {
  state.dir = mkdtempSync(join(tmpdir(), 'treasurer-config-'))
})
afterEach(() => rmSync(state.dir, { recursive: true, force: true }))

const secret = 'Qm9sbGluZ2VyLUhhcmJvdXItTGFudGVybi03NDE1'
const key = 'a1'.repeat(32)
const onChain = {
  RPC_URL: 'http://127.0.0.1:8545',
  CHAIN_ID: '1946',
  MNEE_TOKEN_ADDRESS: `0x${'11'.repeat(20)}`,
}

function read(env: Readonly<Record<string, string>>): Config {
  const config = readConfig(state.dir, env)
  if (!config.ok) throw new Error(config.error)
  return config.value
}

test('nothing set: everything is embedded, and the defaults are those of the contract', () => {
  expect(read({})).toMatchObject({
    NODE_ENV: 'development',
    PORT: 8000,
    HOST: '127.0.0.1',
    chainIsLocal: true,
    databaseIsEmbedded: true,
    confirmations: 3,
    sampleData: true,
    redisUrl: null,
    smtpUrl: null,
    APPROVAL_LIMIT: '50.00',
    dailyLimit: '1000.00',
    CRITICAL_RUNWAY_MONTHS: 20n,
    VENDOR_COOLING_OFF_HOURS: 24,
    FIRST_PAYMENT_REVIEW: true,
    RATE_LIMIT_PER_MINUTE: 100,
    TOKEN_PEG: 'USD',
    LOCAL_CHAIN_BALANCE: '100000',
    dataDir: join(state.dir, 'data'),
    logDir: join(state.dir, 'logs'),
    warnings: [],
  })
})

test('a configured chain or database switches the sample data off and waits for 12 blocks', () => {
  expect(read(onChain)).toMatchObject({ chainIsLocal: false, sampleData: false, confirmations: 12 })
  expect(read({ DATABASE_URL: 'postgres://db/x' })).toMatchObject({
    databaseIsEmbedded: false,
    sampleData: false,
  })
})

test('.env fills what the environment does not say; empty means unset', () => {
  writeFileSync(join(state.dir, '.env'), 'PORT=9001\nHOST=0.0.0.0\n')
  expect(read({ PORT: '9002', HOST: '' })).toMatchObject({ PORT: 9002, HOST: '0.0.0.0' })
})

test.each([
  ['true', true],
  ['ON', true],
  ['1', true],
  ['false', false],
  ['off', false],
  ['0', false],
])('SAMPLE_DATA=%s is read as a boolean', (text, value) => {
  expect(read({ SAMPLE_DATA: text }).sampleData).toBe(value)
})

test.each([
  ['https://a.example, https://b.example', ['https://a.example', 'https://b.example']],
  ['["https://a.example","https://b.example"]', ['https://a.example', 'https://b.example']],
  ['', []],
])('PITFALL 19: CORS_ORIGINS=%s is read as a list', (text, origins) => {
  expect(read({ CORS_ORIGINS: text }).CORS_ORIGINS).toEqual(origins)
})

test('parts of Redis and SMTP become one address, with what must be escaped', () => {
  expect(read({ REDIS_HOST: 'cache' }).redisUrl).toBe('redis://cache:6379')
  expect(read({ REDIS_PORT: '6380' }).redisUrl).toBe('redis://127.0.0.1:6380')
  const login = ['a%40b.example', 'p%40ss%2Fword'].join(':')
  const smtp = { SMTP_HOST: 'mail', SMTP_EMAIL: 'a@b.example', SMTP_PASSWORD: 'p@ss/word' }
  expect(read(smtp).smtpUrl).toBe(`smtp://${login}@mail:587`)
  expect(read({ ...smtp, SMTP_PORT: '465' }).smtpUrl).toBe(`smtps://${login}@mail:465`)
})

test('the daily limit is twenty times the approval limit, exactly, unless it is given', () => {
  expect(read({ APPROVAL_LIMIT: '0.05' }).dailyLimit).toBe('1.00')
  expect(read({ APPROVAL_LIMIT: '12' }).dailyLimit).toBe('240')
  expect(read({ APPROVAL_LIMIT: '12', DAILY_LIMIT: '99.50' }).dailyLimit).toBe('99.50')
})

describe('a bad value stops the start with one line that names the variable', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['PORT', { PORT: '70000' }],
    ['PORT', { PORT: 'eighty' }],
    ['NODE_ENV', { NODE_ENV: 'prod' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['REDIS_URL', { REDIS_URL: 'http://x' }],
    ['RPC_URL', { ...onChain, RPC_URL: 'ws://x' }],
    ['MNEE_TOKEN_ADDRESS', { RPC_URL: onChain.RPC_URL, CHAIN_ID: '1946' }],
    ['MNEE_TOKEN_ADDRESS', { ...onChain, MNEE_TOKEN_ADDRESS: '0x12' }],
    ['CHAIN_ID', { RPC_URL: onChain.RPC_URL, MNEE_TOKEN_ADDRESS: onChain.MNEE_TOKEN_ADDRESS }],
    ['RPC_URL', { CHAIN_ID: '1946' }],
    ['RPC_URL', { MNEE_TOKEN_ADDRESS: onChain.MNEE_TOKEN_ADDRESS }],
    ['SAMPLE_DATA', { ...onChain, SAMPLE_DATA: 'true' }],
    ['SAMPLE_DATA', { SAMPLE_DATA: 'maybe' }],
    ['WALLET_PRIVATE_KEY', { WALLET_PRIVATE_KEY: '0x1234' }],
    ['WALLET_KEYSTORE_PASSWORD', { WALLET_KEYSTORE: '/k.json' }],
    ['JWT_SECRET', { JWT_SECRET: 'short' }],
    ['ADMIN_PASSWORD', { ADMIN_PASSWORD: 'short' }],
    ['APPROVAL_LIMIT', { APPROVAL_LIMIT: 'NaN' }],
    ['APPROVAL_LIMIT', { APPROVAL_LIMIT: '-5' }],
    ['APPROVAL_LIMIT', { APPROVAL_LIMIT: '0.00' }],
    ['APPROVAL_LIMIT', { APPROVAL_LIMIT: '1e300' }],
    ['CRITICAL_RUNWAY_MONTHS', { CRITICAL_RUNWAY_MONTHS: 'two' }],
    ['RATE_LIMIT_PER_MINUTE', { RATE_LIMIT_PER_MINUTE: '-1' }],
    ['CORS_ORIGINS', { CORS_ORIGINS: '[1,2]' }],
    ['TOKEN_PEG', { TOKEN_PEG: 'dollar' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://a', SMTP_HOST: 'b' }],
    ['REDIS_URL', { REDIS_URL: 'redis://a', REDIS_HOST: 'b' }],
    ['CRASH_AT', { CRASH_AT: 'before_sign' }],
  ])('%s', (name, env) => {
    const config = readConfig(state.dir, env)
    expect(config.ok).toBe(false)
    if (config.ok) return
    expect(config.error).toContain(name)
    expect(config.error).not.toContain('\n')
  })
})

describe('production', () => {
  test.each<readonly [string, Readonly<Record<string, string>>]>([
    ['JWT_SECRET', { JWT_SECRET: 'your-secret-key-change-in-production-please' }],
    ['JWT_SECRET', { JWT_SECRET: 'a'.repeat(40) }],
    ['WALLET_PRIVATE_KEY', { WALLET_PRIVATE_KEY: key }],
    ['ADMIN_PASSWORD', { ADMIN_PASSWORD: 'shorty-pw' }],
  ])('refuses a weak %s', (name, env) => {
    const config = readConfig(state.dir, { NODE_ENV: 'production', JWT_SECRET: secret, ...env })
    expect(config).toMatchObject({ ok: false, error: expect.stringContaining(name) })
  })

  test('takes a strong secret; development takes weak ones with a warning', () => {
    expect(read({ NODE_ENV: 'production', JWT_SECRET: secret }).warnings).toEqual([])
    expect(read({ JWT_SECRET: 'a'.repeat(40) }).warnings).toHaveLength(1)
    expect(read({ ...onChain, WALLET_PRIVATE_KEY: key }).warnings).toHaveLength(1)
  })
})
