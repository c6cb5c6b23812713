import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { ensureDatabase } from './ensure-database.ts'
import { launchPostmaster } from './launch-postmaster.ts'
import { ensureCluster } from './make-cluster.ts'
import { claimOwnership, ownerLives } from './owner-file.ts'
import { inspectPostmaster, removeStaleLock } from './postmaster-file.ts'
import { serverProcesses } from './process-facts.ts'
import { chooseAddress, connectionUrl, type ServerAddress } from './server-address.ts'
import { openSite, type Site } from './site.ts'
import { startFault, words } from './start-fault.ts'
import { stopPostmaster, untilGone } from './stop-postmaster.ts'

/** A running embedded server. */
export type EmbeddedPostgres = {
  readonly connectionString: string
  /** True when it already ran, started by another process of ours. */
  readonly adopted: boolean
  readonly pid: number
  /** Resolves when the server process ends, for whatever reason. */
  readonly gone: Promise<void>
  /** Fast, bounded shutdown; leaves an adopted server alone while the process that started it lives. */
  readonly stop: () => Promise<void>
}

/** `dataDir` is ours alone and made when missing; `database` (default treasurer) is created when missing. */
export type EmbeddedPostgresOptions = {
  readonly dataDir: string
  readonly onLog?: (line: string) => void
  readonly database?: string
  readonly transport?: 'socket' | 'tcp'
  /** Exactly this port with tcp, for a server that must come back where it was; any free one when not given. */
  readonly port?: number
  /** Server settings, e.g. max_connections. */
  readonly settings?: Readonly<Record<string, string>>
  readonly readyTimeoutMs?: number
  /** How root runs the server: namespace first (nobody is its fallback), or nobody at once. */
  readonly rootAs?: 'namespace' | 'nobody'
}

// Recovery after kill -9 took 4-6 s; a long write-ahead log on a slow disk needs more.
const readyTimeoutMsDefault = 60_000
// Children of a killed postmaster were seen to exit within seconds.
const lockedMsMax = 10_000
const lockedPollMs = 100
const portTriesMax = 5
const adoptTriesMax = 3
// Where a server ends with the process that started it, it does so within milliseconds (264 ms were seen).
const orphanMsMax = 2_000

/**
 * Starts PostgreSQL from the npm binaries on a data directory, or adopts the server that already runs on it.
 * Call it from the main thread: on Linux the server ends when the thread that started it does.
 * @param options where, which database, how
 * @returns the running server
 * Errors: START_FAILED with one clear reason. Source: ENGINE "Launcher recipe".
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<Result<EmbeddedPostgres, Fault>> {
  const opened = await openSite({
    dataDir: options.dataDir,
    rootAs: options.rootAs ?? 'namespace',
    onLog: options.onLog ?? (() => undefined),
  })
  if (!opened.ok) return opened
  const site = opened.value
  try {
    const made = await ensureCluster(site)
    if (!made.ok) return made
    const database = options.database ?? 'treasurer'
    const server = await startWithDatabase(site, options, database)
    if (!server.ok) return server
    const { address, adopted, pid, gone } = server.value
    const owned = await claimOwnership(site.dataDir, adopted)
    const stop = stopperOf(site, { owned, pid })
    return ok({ connectionString: connectionUrl(address, site.password, database), adopted, pid, gone, stop })
  } catch (error) {
    return err(startFault(words(error), error))
  }
}

type Server = {
  readonly address: ServerAddress
  readonly adopted: boolean
  readonly pid: number
  readonly gone: Promise<void>
}

/** An adopted server may be on its way down and not say so yet: then there is nothing to adopt, and another round starts. */
async function startWithDatabase(
  site: Site,
  options: EmbeddedPostgresOptions,
  database: string,
): Promise<Result<Server, Fault>> {
  for (let adopts = 1; ; adopts += 1) {
    const server = await startOrAdopt(site, options)
    if (!server.ok) return server
    try {
      await ensureDatabase(connectionUrl(server.value.address, site.password, 'postgres'), database)
      return server
    } catch (error) {
      if (!server.value.adopted || adopts >= adoptTriesMax) throw error
    }
  }
}

async function startOrAdopt(site: Site, options: EmbeddedPostgresOptions): Promise<Result<Server, Fault>> {
  const readyTimeoutMs = options.readyTimeoutMs ?? readyTimeoutMsDefault
  const deadline = performance.now() + readyTimeoutMs
  let lockedUntil = performance.now() + lockedMsMax
  const orphanUntil = performance.now() + orphanMsMax
  let portTries = 0
  while (performance.now() < deadline) {
    const running = await adoptable(site, performance.now() < orphanUntil)
    if (running === 'wait') {
      // Another start, a recovery or a shutdown is under way: the clock for a dead lock starts after it.
      lockedUntil = performance.now() + lockedMsMax
      await wait(lockedPollMs)
      continue
    }
    if (running !== null) return ok(running)
    const address = await chooseAddress(site, options.transport ?? 'socket', options.port ?? null)
    const launch = await launchPostmaster(site, address, { settings: options.settings ?? {}, readyTimeoutMs })
    switch (launch.kind) {
      case 'ready':
        return ok({ address, adopted: false, pid: launch.pid, gone: launch.gone })
      case 'failed':
        return err(startFault(launch.why))
      case 'port_taken':
        portTries += 1
        if (portTries >= portTriesMax) return err(startFault(`no free port in ${portTriesMax} tries`))
        break
      case 'locked':
        if (performance.now() > lockedUntil) return err(startFault(launch.why))
        await wait(lockedPollMs)
        break
    }
  }
  return err(startFault(`the server on ${site.clusterDir} was not ready in ${readyTimeoutMs} ms`))
}

/** A ready server of ours; 'wait' while one comes or goes; null when none runs and nothing is in the way. */
async function adoptable(site: Site, isPatient: boolean): Promise<Server | 'wait' | null> {
  const path = join(site.clusterDir, 'postmaster.pid')
  const state = await inspectPostmaster(path, site.clusterDir)
  if (state.kind === 'ours') {
    if (state.status !== 'ready') return 'wait'
    // Whoever started it is gone: it ends, too, unless this system cannot tell it to.
    if (isPatient && !(await ownerLives(site.dataDir))) return 'wait'
    const { pid, port, socketDir } = state
    const address: ServerAddress =
      socketDir === '' ? { kind: 'tcp', port } : { kind: 'socket', directory: socketDir, port }
    return { address, adopted: true, pid, gone: untilGone(pid) }
  }
  // The lock of a killed postmaster still protects its living children's shared memory.
  if ((await serverProcesses(site.clusterDir)).length > 0) return 'wait'
  if (state.kind === 'foreign') {
    site.onLog(`postmaster.pid names ${state.pid}, which is another program now; removing the file`)
    await removeStaleLock(path, site.clusterDir)
  }
  return null
}

function stopperOf(
  site: Site,
  server: { readonly owned: boolean; readonly pid: number },
): () => Promise<void> {
  let stopping: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    if (!server.owned && (await ownerLives(site.dataDir))) return
    await stopPostmaster(site, server.pid)
  }
  return () => {
    stopping ??= stop()
    return stopping
  }
}
