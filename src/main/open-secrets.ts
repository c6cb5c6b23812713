import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { StartFailure } from './start-failure.ts'

/**
 * The key that signs access tokens: JWT_SECRET, or one of this installation's own in a file with mode 0600.
 * @param config where DATA_DIR is   @returns at least 32 bytes of text
 * Errors: StartFailure when the file cannot be written or is too short. Source: CONTRACT.md, JWT_SECRET.
 */
export function openJwtSecret(config: Config): string {
  if (config.JWT_SECRET !== undefined) return config.JWT_SECRET
  const path = join(config.dataDir, 'jwt.secret')
  try {
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
    try {
      // The flag makes two first starts at once end with one file.
      writeFileSync(path, `${randomBytes(48).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    chmodSync(path, 0o600)
    const secret = readFileSync(path, 'utf8').trim()
    if (Buffer.byteLength(secret) < 32)
      throw new StartFailure(`${path} is too short; delete it to make a new one`)
    return secret
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure(
      `DATA_DIR cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`,
    )
  }
}
