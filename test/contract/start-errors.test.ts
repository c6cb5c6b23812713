import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex } from 'viem'
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#main/config.ts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { processesIn, spawnServer, unusedPort } from '#test/support/server-process.ts'

let dir: string
let database: TestDatabase
let chain: TestChain
const key = generatePrivateKey()
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'treasurer-start-'))
  database = await testDatabase()
  chain = await testChain({ chainId: 1946, decimals: 6, treasury: privateKeyToAccount(key).address })
  await writeFile(join(dir, 'a-file'), '')
})
afterAll(async () => {
  await chain.stop()
  await database.close()
  await rm(dir, { recursive: true, force: true })
})

/** One clear line that names the variable, a code that is not 0, nobody left behind. */
async function expectRefusedStart(env: Readonly<Record<string, string>>, variable: string): Promise<void> {
  const server = spawnServer(dir, { PORT: '0', ...env })
  const code = await server.ended()
  const lines = server.err.filter((line) => line.trim() !== '')
  expect(lines, `exit ${code}\n${server.out.join('\n')}`).toHaveLength(1)
  expect(lines[0]).toContain(variable)
  expect(lines[0]?.length).toBeLessThan(400)
  expect(lines[0]).not.toMatch(/\bat .+:\d+:\d+|Error:/)
  expect(code).toBe(1)
  expect(await processesIn(dir)).toEqual([])
}

const weak = 'your-secret-key-change-in-production-0123456789'
const rpc = 'http://127.0.0.1:9'
const token = `0x${'12'.repeat(20)}`

test.each([
  ['PORT', { PORT: 'eighty' }],
  ['PORT', { PORT: '70000' }],
  ['MNEE_TOKEN_ADDRESS', { RPC_URL: rpc, CHAIN_ID: '1946' }],
  ['CHAIN_ID', { RPC_URL: rpc, MNEE_TOKEN_ADDRESS: token }],
  ['RPC_URL', { MNEE_TOKEN_ADDRESS: token }],
  ['RPC_URL', { RPC_URL: 'not a url' }],
  ['MNEE_TOKEN_ADDRESS', { RPC_URL: rpc, CHAIN_ID: '1946', MNEE_TOKEN_ADDRESS: '0x12' }],
  ['JWT_SECRET', { JWT_SECRET: 'short' }],
  ['JWT_SECRET', { NODE_ENV: 'production', JWT_SECRET: weak }],
  ['WALLET_PRIVATE_KEY', { NODE_ENV: 'production', WALLET_PRIVATE_KEY: key }],
  ['WALLET_PRIVATE_KEY', { WALLET_PRIVATE_KEY: '0x1234' }],
  ['ADMIN_PASSWORD', { ADMIN_PASSWORD: 'seven77' }],
  ['SAMPLE_DATA', { SAMPLE_DATA: 'maybe' }],
  ['APPROVAL_LIMIT', { APPROVAL_LIMIT: '-5' }],
  ['APPROVAL_LIMIT', { APPROVAL_LIMIT: 'NaN' }],
  ['CORS_ORIGINS', { CORS_ORIGINS: '["https://a.example"' }],
  ['DATABASE_URL', { DATABASE_URL: 'mysql://a/b' }],
])('%s is named when the configuration is refused: %j', (variable, env) => {
  // The one reader of the environment, called as main.ts calls it: spawning each would cost a second apiece.
  const read = readConfig(dir, env)
  expect(read.ok ? 'accepted' : read.error).toMatch(new RegExp(`^${variable}\\b[^\\n]+$`))
})

test('a configuration that is refused ends the process with that line', async () => {
  await expectRefusedStart({ PORT: 'eighty' }, 'PORT')
})

test('a port that is in use', async () => {
  const holder = createServer()
  const port = await unusedPort()
  await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve))
  try {
    await expectRefusedStart({ DATABASE_URL: database.connectionString, PORT: String(port) }, `PORT ${port}`)
  } finally {
    await new Promise((resolve) => holder.close(resolve))
  }
})

test('a data folder that cannot be written', async () => {
  const env = { DATABASE_URL: database.connectionString, DATA_DIR: join(dir, 'a-file', 'data') }
  await expectRefusedStart(env, 'DATA_DIR')
})

test('a log folder that cannot be written', async () => {
  await expectRefusedStart({ LOG_DIR: join(dir, 'a-file', 'logs') }, 'LOG_DIR')
})

test('a database that is not there, after a patient wait', async () => {
  const port = await unusedPort()
  await expectRefusedStart({ DATABASE_URL: `postgresql://postgres@127.0.0.1:${port}/none` }, 'DATABASE_URL')
}, 120_000)

test('a chain that is another one than CHAIN_ID says', async () => {
  const env = { DATABASE_URL: database.connectionString, RPC_URL: chain.url, MNEE_TOKEN_ADDRESS: chain.token }
  await expectRefusedStart({ ...env, CHAIN_ID: '1', WALLET_PRIVATE_KEY: key }, 'CHAIN_ID')
})

test('a token address without code', async () => {
  const env = { DATABASE_URL: database.connectionString, RPC_URL: chain.url, CHAIN_ID: '1946' }
  await expectRefusedStart(
    { ...env, MNEE_TOKEN_ADDRESS: token, WALLET_PRIVATE_KEY: key },
    'MNEE_TOKEN_ADDRESS',
  )
})

test("anvil's well-known key on another chain", async () => {
  const known = mnemonicToAccount('test test test test test test test test test test test junk').getHdKey()
    .privateKey
  const env = { DATABASE_URL: database.connectionString, RPC_URL: chain.url, CHAIN_ID: '1946' }
  await expectRefusedStart(
    { ...env, MNEE_TOKEN_ADDRESS: chain.token, WALLET_PRIVATE_KEY: bytesToHex(known ?? new Uint8Array(32)) },
    'WALLET_PRIVATE_KEY',
  )
})

test('a keystore that is not there', async () => {
  const env = { WALLET_KEYSTORE: join(dir, 'nowhere.json'), WALLET_KEYSTORE_PASSWORD: 'x' }
  await expectRefusedStart({ ...env, DATABASE_URL: database.connectionString }, 'WALLET_KEYSTORE')
})
