import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository root, wherever it was cloned to. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Where the setup keeps its lock and its own Node until the packages are here; ignored by git. */
export const workDir = join(root, '.bootstrap')

/** The Node of the npm package `node`, pinned in package.json. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', 'node')

/** One plain progress line. It goes to stderr: the output of `./treasurer read` stays pure JSON lines. */
export function say(line) {
  process.stderr.write(`[setup] ${line}\n`)
}

/** The Node to run programs with: the pinned one, or this one where it is the right major (the image). */
export function nodeFor() {
  return existsSync(pinnedNode) ? pinnedNode : process.execPath
}

/** PATH with our Node and tools first. */
export function pathWithBin() {
  return [join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter)
}

/** True when this very process runs the major version the program needs. */
export function isRightMajor() {
  return process.versions.node.split('.')[0] === '24'
}
