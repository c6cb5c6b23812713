import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** A build takes about 5 s; two minutes means that it hangs. */
const buildMsMax = 120_000

const chunk = z.object({
  file: z.string(),
  isEntry: z.boolean().optional(),
  imports: z.array(z.string()).optional(),
  css: z.array(z.string()).optional(),
})
const manifest = z.record(z.string(), chunk)
type Manifest = z.infer<typeof manifest>

/** Builds the web app from the sources at hand: a browser test of yesterday's build proves nothing. */
export async function buildWebApp(root: string): Promise<void> {
  // A process of its own: with vitest's NODE_ENV the build would hold Vue's development code.
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: join(root, 'web'),
    env: { ...process.env, NODE_ENV: 'production' },
    timeout: buildMsMax,
  })
}

/**
 * Bytes, gzipped, that the browser loads for a page: the entry, the page, and everything both import statically.
 * @param root the checkout, built   @param page source of the page, e.g. "src/features/home/HomePage.vue"
 * Errors: throws when manifest or page are not there.
 */
export async function routeWeight(
  root: string,
  page: string,
): Promise<{ readonly js: number; readonly css: number }> {
  const dist = join(root, 'web/dist')
  const chunks = manifest.parse(JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')))
  const entry = Object.keys(chunks).find((key) => chunks[key]?.isEntry === true)
  if (entry === undefined) throw new Error('the manifest has no entry')
  const needed = new Set<string>()
  for (const start of [entry, page]) collect(chunks, start, needed)
  const scripts = new Set([...needed].map((key) => chunks[key]?.file ?? ''))
  const styles = new Set([...needed].flatMap((key) => chunks[key]?.css ?? []))
  return { js: await gzipped(dist, scripts), css: await gzipped(dist, styles) }
}

function collect(chunks: Manifest, key: string, needed: Set<string>): void {
  if (needed.has(key)) return
  const found = chunks[key]
  if (found === undefined) throw new Error(`the manifest has no ${key}`)
  needed.add(key)
  for (const next of found.imports ?? []) collect(chunks, next, needed)
}

async function gzipped(dist: string, files: ReadonlySet<string>): Promise<number> {
  let bytes = 0
  for (const file of files) bytes += gzipSync(await readFile(join(dist, file))).length
  return bytes
}
