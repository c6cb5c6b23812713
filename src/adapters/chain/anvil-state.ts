import { readFile, rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { z } from 'zod'
import type { ChainFiles } from './anvil-files.ts'
import { syncFolder, writeSynced } from './anvil-files.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

// JSON of about 1,600 bytes per payment: 1 GiB is half a million payments on a test chain.
const stateBytesMax = 1_024 * 1_024 * 1_024

const stateSchema = z.object({
  block: z.object({ number: z.union([z.string(), z.number()]) }),
  accounts: z.record(z.string(), z.unknown()),
  best_block_number: z.union([z.string(), z.number()]).transform((number) => BigInt(number)),
  blocks: z.array(z.unknown()).min(1),
  transactions: z.array(z.unknown()),
})

/** Where a restored state came from: what anvil wrote when it ended, the newest save, or the one before. */
export type StateSource = 'exit' | 'next' | 'newest' | 'older'

/** A state that is ready for anvil's --load-state. `skipped` are newer ones that could not be read. */
export type RestoredState = {
  readonly source: StateSource
  readonly blockNumber: bigint
  readonly skipped: readonly StateSource[]
}

/**
 * Saves a state as the newest of two generations: written and synced beside, then renamed twice. At any moment of a
 * crash at least one complete state has a name that `restoreState` knows.
 * @param files chain folder   @param dump bytes of anvil_dumpState (gzip of JSON)
 * Errors: the system's, for example disk full; then the saved states are untouched. Source: PAYMENTS "anvil facts".
 */
export async function saveState(files: ChainFiles, dump: Uint8Array): Promise<void> {
  await writeSynced(files.nextState, dump)
  await rm(files.olderState, { force: true })
  await rename(files.state, files.olderState).catch(ignoreAbsent)
  await rename(files.nextState, files.state)
  await syncFolder(files.dir)
}

/**
 * Finds the newest complete state and lays it out for anvil. A state cut off by a crash is passed over. What anvil
 * wrote at its end is taken into the generations first, because anvil may overwrite that file at any time.
 * @param files chain folder
 * @returns what was restored, with `loadState` written; null when there is no complete state
 * Errors: the system's. Source: PAYMENTS "anvil facts", failure 10.
 */
export async function restoreState(files: ChainFiles): Promise<RestoredState | null> {
  const candidates: readonly (readonly [StateSource, string])[] = [
    ['exit', files.exitState],
    ['next', files.nextState],
    ['newest', files.state],
    ['older', files.olderState],
  ]
  const skipped: StateSource[] = []
  for (const [source, path] of candidates) {
    const bytes = await readFile(path).catch(ignoreAbsent)
    if (bytes === undefined) continue
    const state = await readState(bytes)
    if (state === null) {
      skipped.push(source)
      continue
    }
    if (source === 'exit' || source === 'next') await saveState(files, await packed(bytes))
    await rm(files.exitState, { force: true })
    await writeSynced(files.loadState, state.json)
    return { source, blockNumber: state.blockNumber, skipped }
  }
  return null
}

async function readState(
  bytes: Uint8Array,
): Promise<{ readonly json: Uint8Array; readonly blockNumber: bigint } | null> {
  try {
    const json = isGzip(bytes) ? await unpack(bytes, { maxOutputLength: stateBytesMax }) : bytes
    const parsed = stateSchema.safeParse(JSON.parse(Buffer.from(json).toString('utf8')))
    return parsed.success ? { json, blockNumber: parsed.data.best_block_number } : null
  } catch {
    return null
  }
}

function packed(bytes: Uint8Array): Promise<Uint8Array> {
  return isGzip(bytes) ? Promise.resolve(bytes) : pack(bytes, { level: 1 })
}

/** Gzip carries a CRC, so a cut-off file is told apart from a complete one. */
function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

function ignoreAbsent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
