import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, startTicks } from './process-facts.ts'

/**
 * Writes down that this process answers for the server, unless it was adopted and its starter still lives.
 * @param dataDir real path   @param adopted whether the server already ran
 * @returns true when this process is the owner now. Errors: throws the system's error.
 * Source: an orphan of a killed parent (no parent-death signal outside Linux) must be stopped by its adopter.
 */
export async function claimOwnership(dataDir: string, adopted: boolean): Promise<boolean> {
  if (adopted && (await ownerLives(dataDir))) return false
  await writeFile(join(dataDir, 'owner'), `${process.pid} ${(await startTicks(process.pid)) ?? ''}\n`, {
    mode: 0o600,
  })
  return true
}

/**
 * Tells whether the process that answers for the server lives.
 * @param dataDir real path   @returns false also when nobody is written down. Errors: none.
 */
export async function ownerLives(dataDir: string): Promise<boolean> {
  const text = await readFile(join(dataDir, 'owner'), 'utf8').catch(() => '')
  const [pid = '', ticks = ''] = text.trim().split(' ')
  if (!/^\d+$/.test(pid) || !(await isAlive(Number(pid)))) return false
  return ((await startTicks(Number(pid))) ?? '') === ticks
}
