import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { type TestChain, testChain } from '#test/support/chain.ts'
import { type TestDatabase, testDatabase } from '#test/support/database.ts'
import { createScene, type Scene } from './server-scene.ts'

/** A scene whose database and chain are the operator's own: they outlive the server. */
export type OwnParts = {
  readonly scene: Scene
  readonly chain: TestChain
  readonly database: TestDatabase
  /** Ends all of it. Errors: throws when a process of the scene was left. */
  readonly end: () => Promise<void>
}

/**
 * Starts a database and a chain and makes a scene configured for them.
 * @param env what the scene sets besides   @returns the parts, no server started. Errors: throws when one does not start.
 */
export async function createOwnParts(env: Readonly<Record<string, string>> = {}): Promise<OwnParts> {
  const key = generatePrivateKey()
  const chain = await testChain({
    chainId: 1946,
    blockTimeMs: 100,
    treasury: privateKeyToAccount(key).address,
  })
  const database = await testDatabase({ max: 2 })
  const scene = await createScene({
    DATABASE_URL: database.connectionString,
    RPC_URL: chain.url,
    CHAIN_ID: '1946',
    MNEE_TOKEN_ADDRESS: chain.token,
    WALLET_PRIVATE_KEY: key,
    ...env,
  })
  return {
    scene,
    chain,
    database,
    end: async () => {
      const left = await scene.end()
      await database.close()
      await chain.stop()
      if (left.length > 0) throw new Error(`left behind: ${left.join('; ')}`)
    },
  }
}
