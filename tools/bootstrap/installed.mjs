import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { machine, type } from 'node:os'
import { join } from 'node:path'
import { isRightMajor, pinnedNode, root, say, workDir } from './place.mjs'

/** A copy of the lockfile that was installed, its name says for which machine. `treasurer` compares it, too. */
const stampFile = join(root, 'node_modules', `.installed-${type()}-${machine()}.lock`)
const lockfile = join(root, 'package-lock.json')
const lockDir = join(workDir, 'lock')

/** A first install on a slow line took minutes, never half an hour: beyond that its holder is stuck. */
const lockWaitMsMax = 30 * 60_000
const lockPollMs = 200

/** True when node_modules holds exactly what the lockfile says, for this machine. */
export function isInstalled() {
  if (!existsSync(pinnedNode) && !isRightMajor()) return false
  if (existsSync(stampFile) && readFileSync(stampFile).equals(readFileSync(lockfile))) return true
  return adopt()
}

/** Takes the stamp away: the first act of an install, so that half of one is never taken for a whole. */
export function unmarkInstalled() {
  rmSync(stampFile, { force: true })
}

/** Writes the stamp: the last act of an install. */
export function markInstalled() {
  writeFileSync(stampFile, readFileSync(lockfile))
}

/**
 * Someone ran npm by hand: npm's own record tells whether it is what we would have installed. Only a Node that
 * really starts counts, as npm can be told to skip install scripts.
 */
function adopt() {
  if (!isLockfileInstalled()) return false
  if (spawnSync(pinnedNode, ['--version'], { timeout: 10_000 }).status !== 0) return false
  try {
    markInstalled()
  } catch {
    return true // a read-only checkout is still installed, it is only checked again next time
  }
  return true
}

/**
 * Compares npm's record of node_modules with the lockfile, by version and integrity. Optional packages of other
 * platforms may be absent; one of this platform that the lockfile does not know may be there.
 */
export function isLockfileInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  const same = (name) =>
    present[name]?.version === wanted[name]?.version && present[name]?.integrity === wanted[name]?.integrity
  const isAllThere = Object.keys(wanted).every((name) => name === '' || wanted[name].optional || same(name))
  return isAllThere && Object.keys(present).every((name) => same(name) || isUnknownOptional(name))

  function isUnknownOptional(name) {
    return wanted[name] === undefined && present[name].optional === true
  }
}

/**
 * Runs the work while no other process of this checkout does its own. A holder that died leaves its directory
 * behind; its process number tells.
 */
export async function withLock(work) {
  await takeLock()
  const release = () => rmSync(lockDir, { recursive: true, force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    release()
    process.off('exit', release)
  }
}

async function takeLock() {
  mkdirSync(workDir, { recursive: true })
  const waitedMax = Date.now() + lockWaitMsMax
  for (let told = false; ; told = true) {
    try {
      mkdirSync(lockDir)
      writeFileSync(join(lockDir, 'pid'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error
    }
    if (isAbandoned()) {
      rmSync(lockDir, { recursive: true, force: true })
      continue
    }
    if (Date.now() > waitedMax) throw new Error(`${lockDir} is held for more than 30 minutes; remove it`)
    if (!told) say('another command is setting this checkout up, waiting for it')
    await new Promise((resolve) => setTimeout(resolve, lockPollMs))
  }
}

function isAbandoned() {
  try {
    const pid = Number(readFileSync(join(lockDir, 'pid'), 'utf8'))
    if (!Number.isInteger(pid) || pid <= 0) return isOlderThanMs(lockDir, 5_000)
    process.kill(pid, 0)
    return false
  } catch (error) {
    if (error.code === 'EPERM') return false
    if (error.code === 'ESRCH') return true
    return isOlderThanMs(lockDir, 5_000)
  }
}

/** Between mkdir and the number there is a moment without a number: only an old empty lock is abandoned. */
function isOlderThanMs(path, ageMs) {
  try {
    return Date.now() - statSync(path).mtimeMs > ageMs
  } catch {
    return false
  }
}
