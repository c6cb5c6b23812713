import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** Everything the local chain keeps, in one folder. */
export type ChainFiles = {
  readonly dir: string
  /** Genesis time, chain id and port: they decide the genesis hash and the address, so they never change. */
  readonly settings: string
  /** Written last: the token is there, the treasury is funded, the history is made, all of it is saved. */
  readonly prepared: string
  readonly pid: string
  readonly log: string
  /** What anvil itself writes when it is asked to end. Not atomic: it may be cut off. */
  readonly exitState: string
  readonly loadState: string
  readonly nextState: string
  readonly state: string
  readonly olderState: string
}

/** Names of the files in a chain folder. @param dir absolute path @returns paths. Errors: none. */
export function chainFiles(dir: string): ChainFiles {
  return {
    dir,
    settings: join(dir, 'settings.json'),
    prepared: join(dir, 'prepared.json'),
    pid: join(dir, 'anvil.pid'),
    log: join(dir, 'anvil.log'),
    exitState: join(dir, 'exit-state.json'),
    loadState: join(dir, 'load-state.json'),
    nextState: join(dir, 'state.next.json.gz'),
    state: join(dir, 'state.json.gz'),
    olderState: join(dir, 'state.older.json.gz'),
  }
}

export const settingsSchema = z.object({
  chainId: z.int().min(1),
  genesisSeconds: z.int().min(1),
  port: z.int().min(1).max(65_535),
})
export type ChainSettings = z.infer<typeof settingsSchema>

export const preparedSchema = z.object({
  token: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  decimals: z.int().min(0).max(36),
  treasury: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
})

/**
 * Reads a small JSON file.
 * @param path file   @param schema of its content
 * @returns the content; null when it is absent, cut off or of another shape
 * Errors: none. Source: a crash may leave any of the three.
 */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/**
 * Replaces a file so that a reader, also after a power cut, sees the old or the new content, never a part.
 * @param path file   @param content text or bytes
 * Errors: the system's, for example disk full. Source: write, fsync, rename, fsync of the folder.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`
  await writeSynced(temporary, content)
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

/** Writes a file and waits until the disk has it. @param path file @param content bytes. Errors: the system's. */
export async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes renames in a folder durable. @param dir folder. Errors: the system's; none where folders cannot be synced. */
export async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dir, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Removes a chain, so that it can be made again. Its settings stay: the genesis hash must not change.
 * @param files paths. Errors: the system's. Source: PAYMENTS failure 15.
 */
export async function removeChain(files: ChainFiles): Promise<void> {
  const states = [files.exitState, files.loadState, files.nextState, files.state, files.olderState]
  for (const path of [files.prepared, ...states]) await rm(path, { force: true })
}
