import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterUser } from './make-cluster.ts'
import { removeStaleLock } from './postmaster-file.ts'
import { nobodyId } from './run-as.ts'
import type { Site } from './site.ts'

/** Where a server listens: a unix socket in a directory only its user enters, or a port of 127.0.0.1. */
export type ServerAddress =
  | { readonly kind: 'socket'; readonly directory: string; readonly port: number }
  | { readonly kind: 'tcp'; readonly port: number }

const socketPort = 5432
// sun_path holds 104 bytes on macOS and 108 on Linux, with the closing zero.
const socketPathBytesMax = 103

/**
 * Chooses an address for a new server. A socket's path depends on the cluster only, so it is the same every time.
 * @param site the cluster   @param transport what is wished; tcp is taken when no socket directory is safe
 * @param port the one to take with tcp, null for any free one
 * @returns the address, with stale socket locks removed. Errors: throws the system's error when no port is free.
 * Source: ENGINE launcher recipe 5.
 */
export async function chooseAddress(
  site: Site,
  transport: 'socket' | 'tcp',
  port: number | null,
): Promise<ServerAddress> {
  const directory =
    transport === 'socket' && process.platform !== 'win32' ? await socketDirectory(site) : null
  if (directory === null) return { kind: 'tcp', port: port ?? (await freePort()) }
  await removeStaleLock(join(directory, `.s.PGSQL.${socketPort}.lock`), site.clusterDir)
  return { kind: 'socket', directory, port: socketPort }
}

/** The server's arguments for an address. @param address where @returns -c pairs. Errors: none. */
export function listenArgs(address: ServerAddress): readonly string[] {
  const [listen, sockets] = address.kind === 'socket' ? ['', address.directory] : ['127.0.0.1', '']
  return [
    '-c',
    `listen_addresses=${listen}`,
    '-c',
    `unix_socket_directories=${sockets}`,
    '-c',
    `port=${address.port}`,
  ]
}

/**
 * The URL of a database behind an address.
 * @param address where   @param password of the cluster, URL-safe   @param database name, URL-safe
 * @returns a URL that pg, libpq and the WHATWG parser read alike. Errors: none. Source: libpq connection URIs.
 */
export function connectionUrl(address: ServerAddress, password: string, database: string): string {
  const user = `postgresql://${clusterUser}:${password}@`
  if (address.kind === 'tcp') return `${user}127.0.0.1:${address.port}/${database}`
  return `${user}localhost/${database}?host=${encodeURIComponent(address.directory)}&port=${address.port}`
}

async function socketDirectory(site: Site): Promise<string | null> {
  const uid = process.getuid?.() ?? 0
  const owner = site.runAs === 'nobody' ? nobodyId : uid
  const name = `treasurer-pg-${createHash('sha256').update(site.clusterDir).digest('hex').slice(0, 12)}-${owner}`
  for (const parent of new Set([tmpdir(), '/tmp'])) {
    const path = join(parent, name)
    if (Buffer.byteLength(join(path, `.s.PGSQL.${socketPort}`)) > socketPathBytesMax) continue
    const open = await stat(parent).then(
      (found) => (found.mode & 0o001) !== 0,
      () => false,
    )
    if (site.runAs === 'nobody' && !open) continue
    const made = await mkdir(path, { mode: 0o700 }).then(
      () => true,
      () => false,
    )
    if (made && owner !== uid) await chown(path, owner, owner)
    const found = await lstat(path).catch(() => null)
    // In a shared directory anybody could have made it first: only a closed one of the server's user will do.
    if (found?.isDirectory() === true && found.uid === owner && (found.mode & 0o077) === 0) return path
  }
  return null
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
