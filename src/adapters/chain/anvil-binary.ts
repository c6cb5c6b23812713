import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Fault } from '#kernel/fault.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { chainStartFault } from './chain-fault.ts'

const run = promisify(execFile)

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' }
const probeTimeoutMs = 5_000

/**
 * Finds the native program of the platform package; the package's JavaScript wrapper costs 300 ms a start.
 * @param platform, arch as Node names them
 * @returns absolute path. Errors: Fault START_FAILED when the package or the right to run it is missing.
 * Source: PAYMENTS "anvil facts".
 */
export async function findAnvil(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Result<string, Fault>> {
  const name = `@foundry-rs/anvil-${platform}-${architectures[arch] ?? arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('@foundry-rs/anvil/package.json')
    const manifest = createRequire(wrapper).resolve(`${name}/package.json`)
    const program = join(dirname(manifest), 'bin', platform === 'win32' ? 'anvil.exe' : 'anvil')
    await access(program, platform === 'win32' ? constants.F_OK : constants.X_OK)
    return ok(program)
  } catch (cause) {
    const why = `the npm package ${name} is not installed; install without --omit=optional, or set RPC_URL, CHAIN_ID and MNEE_TOKEN_ADDRESS`
    return err(chainStartFault(why, cause))
  }
}

/**
 * Tells whether this machine can end a child when its parent dies.
 * @returns true with util-linux's setpriv. Errors: none. Source: ENGINE launcher recipe 4.
 */
export async function canTieToParent(): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    await run('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { timeout: probeTimeoutMs })
    return true
  } catch {
    return false
  }
}
