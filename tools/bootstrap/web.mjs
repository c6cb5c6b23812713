import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { BootstrapError } from './install.mjs'
import { nodeFor, pathWithBin, root, say } from './place.mjs'

const webDir = join(root, 'web')
const stampFile = join(webDir, 'dist', '.stamp')
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')

/** A build takes about 3 s; ten minutes means that it hangs. */
const buildMsMax = 10 * 60_000

/**
 * True when the built web app does not belong to these sources. An image carries the built app without the
 * build tools: what is there is then what is served.
 */
export function isWebStale() {
  if (!existsSync(join(webDir, 'index.html'))) return false
  if (!existsSync(vite)) return !existsSync(stampFile)
  return !existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== sourceDigest()
}

/** Builds the web app; the stamp is written last, so that a broken build is never taken for a good one. */
export async function buildWeb() {
  if (!existsSync(vite)) throw new BootstrapError('the web app is not built and vite is not installed')
  say('building the web app')
  const digest = sourceDigest()
  rmSync(stampFile, { force: true })
  const code = await new Promise((resolve) => {
    const child = spawn(nodeFor(), [vite, 'build', '--logLevel', 'warn'], {
      cwd: webDir,
      stdio: ['ignore', 2, 2],
      timeout: buildMsMax,
      env: { ...process.env, NODE_ENV: 'production', PATH: pathWithBin() },
    })
    child.on('error', () => resolve(1))
    child.on('exit', (exitCode) => resolve(exitCode ?? 1))
  })
  if (code !== 0) {
    throw new BootstrapError(`building the web app failed (vite: exit code ${code})`, 'read the lines above')
  }
  writeFileSync(stampFile, digest)
  say('web app built')
}

function sourceDigest() {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const file of sourceFiles(webDir)) {
    hash.update(`\0${relative(webDir, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function sourceFiles(dir) {
  const entries = readdirSync(dir, { withFileTypes: true })
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  return entries.flatMap((entry) => {
    const path = join(dir, entry.name)
    if (entry.isDirectory())
      return entry.name === 'dist' || entry.name === 'node_modules' ? [] : sourceFiles(path)
    return entry.isFile() && !entry.name.includes('.test.') ? [path] : []
  })
}
