import { createHash } from 'node:crypto'
import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { invariant } from '#kernel/invariant.ts'
import type { HttpServer } from './http-server.ts'

type WebFile = {
  readonly body: Buffer
  readonly gzipped: Buffer | null
  readonly type: string
  readonly etag: string
  readonly cacheControl: string
}

/** The built web app in memory: path below the root → file. A path that is not in here does not exist. */
export type WebApp = { readonly files: ReadonlyMap<string, WebFile>; readonly index: WebFile }

/** A build has some sixty files and a few MB; more means the folder is not a build. */
const filesMax = 2_000
const bytesMax = 64 * 1_024 * 1_024
const gzipBytesMin = 1_024

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
}

/** Paths that belong to programs: an unknown one is a 404 problem, never the page. */
const programPrefixes = [
  '/api',
  '/token',
  '/logout',
  '/session',
  '/users',
  '/health',
  '/metrics',
  '/openapi.json',
  '/docs',
]

/**
 * Reads a build once at the start.
 * @param folder web/dist   @returns the app, or null when it has not been built
 * Errors: InvariantError when the folder is too large to be a build. Source: WEB.md, CONTRACT.md "one port".
 */
export async function loadWebApp(folder: string): Promise<WebApp | null> {
  const files = new Map<string, WebFile>()
  let bytes = 0
  for (const entry of await entriesOf(folder)) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue
    const path = join(entry.parentPath, entry.name)
    const body = await readFile(path)
    bytes += body.length
    invariant(
      files.size < filesMax && bytes <= bytesMax,
      `${folder} is too large to be a build of the web app`,
    )
    files.set(`/${relative(folder, path).split(sep).join('/')}`, webFile(path, body))
  }
  const index = files.get('/index.html')
  return index === undefined ? null : { files, index }
}

/**
 * One exact route per file; there is no path that could climb out.
 * @param server before it is ready   @param app the build   Errors: none. Source: CONTRACT.md "Rate limits".
 */
export function serveWebApp(server: HttpServer, app: WebApp): void {
  const routes = new Map([['/', app.index], ...app.files])
  for (const [path, file] of routes) {
    server.route({
      method: 'GET',
      url: path,
      config: { access: 'public', exempt: true },
      schema: { hide: true },
      handler: async (request, reply) => {
        sendFile(request, reply, file)
        return reply
      },
    })
  }
}

/**
 * Whether a request without a route is a person opening a page of the app.
 * @param request any   @returns true for GET or HEAD of HTML outside the program's own paths
 * Errors: none. Source: WEB.md "Information architecture".
 */
export function wantsPage(request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (!(request.headers.accept ?? '').includes('text/html')) return false
  const path = request.url.split('?', 1)[0] ?? ''
  if (programPrefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))) return false
  // A missing picture or script is a 404, not a page.
  return !path.slice(path.lastIndexOf('/')).includes('.')
}

/**
 * Sends a file: from the browser's own copy when it has it, compressed when it may be.
 * @param file of the build   Errors: none. Source: RFC 9110 conditional requests.
 */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: WebFile): void {
  reply.header('etag', file.etag).header('cache-control', file.cacheControl).header('vary', 'accept-encoding')
  if (request.headers['if-none-match'] === file.etag) {
    reply.code(304).send()
    return
  }
  reply.type(file.type)
  if (file.gzipped !== null && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) {
    reply.header('content-encoding', 'gzip').send(file.gzipped)
    return
  }
  reply.send(file.body)
}

function webFile(path: string, body: Buffer): WebFile {
  const type = types[extname(path)] ?? 'application/octet-stream'
  const compressible = /^text|json|svg|javascript/.test(type) && body.length >= gzipBytesMin
  return {
    body,
    gzipped: compressible ? gzipSync(body, { level: 9 }) : null,
    type,
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    // Names with a hash never change their content; the page itself must always be asked for.
    cacheControl: path.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true, recursive: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
