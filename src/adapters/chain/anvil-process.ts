import { spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type ChainFiles, type ChainSettings, readJson, replaceFile } from './anvil-files.ts'
import { chainStartFault } from './chain-fault.ts'
import { openJsonRpc } from './json-rpc.ts'
import { commandLine, endProcess, processBirth } from './process-owner.ts'
import { countSchema } from './wire.ts'

/** One running anvil. `exited` resolves once, with words on how it ended. */
export type AnvilProcess = {
  readonly pid: number
  readonly exited: Promise<string>
  readonly end: () => Promise<void>
}

const pidSchema = z.object({ pid: z.int().min(2), ownerPid: z.int().min(1), ownerBirth: z.string() })

// Loading a state of 100 MB takes seconds on a busy machine; a port that is taken shows at once.
const readyMsMax = 30_000
const readyPollMs = 10
// Writing the exit state of 100 MB takes seconds as well; after that it is killed and the last save counts.
const endPatienceMs = 10_000

/**
 * Starts anvil and waits until it answers. It mines only when told to (see local-miner.ts), keeps 128 past states in
 * memory, writes its state when asked to end, and gets SIGINT from the kernel when we die.
 * @param options program, folder, settings, whether `loadState` is to be loaded, whether setpriv exists
 * @returns the process. Errors: Fault START_FAILED with the end of its log. Source: ENGINE launcher recipe 4.
 */
export async function startAnvil(options: {
  readonly program: string
  readonly files: ChainFiles
  readonly settings: ChainSettings
  readonly load: boolean
  readonly tieToParent: boolean
}): Promise<Result<AnvilProcess, Fault>> {
  const { files, settings } = options
  const args = anvilArgs(options)
  const log = await open(files.log, 'w', 0o600)
  try {
    const [file, all] = options.tieToParent
      ? (['setpriv', ['--pdeathsig', 'INT', '--', options.program, ...args]] as const)
      : ([options.program, args] as const)
    // Own group: a Ctrl-C in the terminal reaches us first. Own environment: no secret of ours goes along.
    const child = spawn(file, all, {
      detached: true,
      stdio: ['ignore', 'ignore', log.fd],
      cwd: files.dir,
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: files.dir },
    })
    const exited = new Promise<string>((resolve) => {
      child.once('error', (error) => resolve(error.message))
      child.once('exit', (code, signal) =>
        resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
      )
    })
    const pid = child.pid
    if (pid === undefined) return err(chainStartFault(`anvil cannot be run: ${await exited}`))
    await writePid(files, pid)
    const ready = await untilReady(settings, exited)
    if (ready !== null) {
      await endProcess(pid, endPatienceMs)
      const said = (await readFile(files.log, 'utf8').catch(() => '')).slice(-500).trim()
      return err(chainStartFault(`anvil did not start: ${ready}${said === '' ? '' : `; it said: ${said}`}`))
    }
    return ok({
      pid,
      exited,
      end: async () => {
        await endProcess(pid, endPatienceMs)
        await exited
      },
    })
  } finally {
    await log.close()
  }
}

function anvilArgs(options: Parameters<typeof startAnvil>[0]): readonly string[] {
  const { files, settings } = options
  const flags = {
    '--host': '127.0.0.1',
    '--port': String(settings.port),
    '--chain-id': String(settings.chainId),
    // The genesis hash follows from it, and the chain's identity is pinned.
    '--timestamp': String(settings.genesisSeconds),
    '--accounts': '1',
    '--order': 'fifo',
    '--prune-history': '128',
    '--dump-state': files.exitState,
    ...(options.load ? { '--load-state': files.loadState } : {}),
  }
  return ['--quiet', '--no-mining', '--no-request-size-limit', ...Object.entries(flags).flat()]
}

async function writePid(files: ChainFiles, pid: number): Promise<void> {
  const owner = { pid, ownerPid: process.pid, ownerBirth: (await processBirth(process.pid)) ?? '' }
  await replaceFile(files.pid, JSON.stringify(owner))
}

/** Null once the right chain answers, else words on why it never did. */
async function untilReady(settings: ChainSettings, exited: Promise<string>): Promise<string | null> {
  const rpc = openJsonRpc({ url: rpcUrl(settings.port), timeoutMs: 2_000 })
  let ended: string | null = null
  void exited.then((how) => {
    ended = how
  })
  for (let waitedMs = 0; waitedMs < readyMsMax; waitedMs += readyPollMs) {
    const said = await rpc.call('eth_chainId')
    // A foreign server on our port also answers, while our own child has just ended on "address in use".
    if (ended !== null) return ended
    const chainId = said.ok ? countSchema.safeParse(said.value) : null
    if (chainId?.success === true && chainId.data === settings.chainId) return null
    await sleep(readyPollMs)
  }
  return `no answer within ${readyMsMax} ms`
}

/**
 * Ends an anvil that a killed server left behind on this folder, so that it saves its state and frees the port.
 * @param files chain folder
 * @returns its pid when one was ended, null when there was none
 * Errors: Fault START_FAILED when the server that owns it still runs, or when it cannot be ended. Source: ENGINE recipe 1.
 */
export async function endLeftover(files: ChainFiles): Promise<Result<number | null, Fault>> {
  const left = await readJson(files.pid, pidSchema)
  if (left === null || (await processBirth(left.pid)) === null) return ok(null)
  // The pid may belong to another program by now: only a command line that names our folder is our anvil.
  if (!(await commandLine(left.pid)).includes(files.exitState)) return ok(null)
  if ((await processBirth(left.ownerPid)) === left.ownerBirth) {
    return err(chainStartFault(`process ${left.ownerPid} already uses ${files.dir}`))
  }
  if (await endProcess(left.pid, endPatienceMs)) return ok(left.pid)
  return err(chainStartFault(`a leftover anvil (process ${left.pid}) cannot be ended`))
}

/** The address of a local chain. @param port on 127.0.0.1 @returns URL. Errors: none. */
export function rpcUrl(port: number): string {
  return `http://127.0.0.1:${port}`
}

/**
 * Finds a port of 127.0.0.1 that nobody listens on.
 * @param wanted tried first   @returns `wanted` when it is free, else another; it may be taken again before it is used
 * Errors: the system's when there is none. Source: bind(2), port 0.
 */
export async function freePort(wanted: number | null): Promise<number> {
  return (
    (wanted === null ? null : await listenOnce(wanted)) ??
    (await listenOnce(0)) ??
    Promise.reject(new Error('no free port'))
  )
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(address === null || typeof address === 'string' ? null : address.port))
    })
  })
}
