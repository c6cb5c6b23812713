import { spawn, spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { isLockfileInstalled, markInstalled, unmarkInstalled } from './installed.mjs'
import { isRightMajor, pinnedNode, root, say, workDir } from './place.mjs'

/** A failure that is told in words, with what to do about it. */
export class BootstrapError extends Error {
  constructor(message, todo, exitCode = 1) {
    super(message)
    this.todo = todo
    this.exitCode = exitCode
  }
}

/** A line of 256 kB/s carries the 330 MB of archives in 22 minutes. */
const installMsMax = 30 * 60_000
const progressMs = 10_000

/** npm's own words, longest cause first, and what a person can do. */
const causes = [
  [/ENOSPC|no space left/i, 'the disk is full', 'free about 1.5 GB, then run the same command again'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
    'npm could not reach the package registry',
    'check the network and the proxy settings of npm (npm config list), then run the same command again',
  ],
  [/EACCES|EPERM|EROFS/i, 'npm may not write here', `make ${root} writable for this user`],
  [/EINTEGRITY/i, 'a downloaded package differs from the lockfile', 'run npm cache verify, then try again'],
]

/**
 * Installs the packages of the lockfile with npm running under Node 24: under Node 20 npm silently chooses
 * older majors of some packages. Not `npm ci`: that refuses a lockfile without the optional binaries of every
 * other platform, and some registries do not carry those. What came is compared with the lockfile instead.
 */
export async function install() {
  say('first start: packages are missing or stale, installing them (about 900 MB on disk, 1-3 minutes)')
  unmarkInstalled()
  const node = await firstNode()
  const flags = ['--no-save', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund']
  await npm(node, root, ['install', ...flags], 'the packages of the lockfile')
  if (spawnSync(pinnedNode, ['--version'], { timeout: 10_000 }).status !== 0) {
    throw new BootstrapError(
      'npm ended well, but the Node it installed does not start',
      'look whether install scripts are switched off (npm config get ignore-scripts), remove node_modules, try again',
    )
  }
  if (!isLockfileInstalled()) {
    throw new BootstrapError(
      'npm installed other packages than the lockfile says',
      'remove node_modules, try again',
    )
  }
  keepNode()
  markInstalled()
  say('packages installed')
}

/** A Node 24 to run npm with, outside node_modules: npm may replace the one in there while it runs. */
async function firstNode() {
  if (isRightMajor() && realpathSync(process.execPath) !== realpathIfAny(pinnedNode)) return process.execPath
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node
  const kept = join(workDir, `node-${version}`)
  if (works(kept)) return kept
  const dir = join(workDir, 'node')
  const node = join(dir, 'node_modules', 'node', 'bin', 'node')
  if (works(node)) return node
  say(`getting Node ${version}`)
  mkdirSync(dir, { recursive: true })
  const manifest = { private: true, allowScripts: { node: true } }
  writeFileSync(join(dir, 'package.json'), JSON.stringify(manifest))
  await npm(
    process.execPath,
    dir,
    ['install', '--no-save', '--no-audit', '--no-fund', '--no-update-notifier', `node@${version}`],
    'Node',
  )
  if (works(node)) return node
  throw new BootstrapError(
    `Node ${version} was fetched but does not start`,
    'is this a glibc system on x64 or arm64?',
  )
}

function works(node) {
  return existsSync(node) && spawnSync(node, ['--version'], { timeout: 10_000 }).status === 0
}

function realpathIfAny(path) {
  return existsSync(path) ? realpathSync(path) : path
}

/** Keeps a hard link to Node 24 (no extra space) for the next change of the lockfile, drops the first copy. */
function keepNode() {
  const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).devDependencies.node
  const kept = join(workDir, `node-${version}`)
  try {
    mkdirSync(workDir, { recursive: true })
    rmSync(kept, { force: true })
    linkSync(pinnedNode, kept)
  } catch {
    return // a file system without hard links: the first copy stays instead
  }
  rmSync(join(workDir, 'node'), { recursive: true, force: true })
}

/** Runs npm in a directory under the given Node, tells progress and turns a failure into words. */
async function npm(node, cwd, args, what) {
  const run = await collect(node, [npmCli(), ...args], { cwd, env: npmEnvironment(node) }, what)
  if (run.code === 0) return
  const [, cause, todo] = causes.find(([pattern]) => pattern.test(run.tail)) ?? []
  const ended = run.signal === null ? `exit code ${run.code}` : `signal ${run.signal}`
  throw new BootstrapError(
    `installing ${what}: ${cause ?? 'npm failed'} (npm ${args[0]}: ${ended})`,
    todo ?? 'read the npm lines above; when they do not help, remove node_modules and try again',
    run.signal === 'SIGINT' ? 130 : 1,
  )
}

function collect(command, args, options, what) {
  return new Promise((resolve, reject) => {
    const started = Date.now()
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let tail = ''
    const onOutput = (chunk) => {
      tail = (tail + chunk).slice(-20_000)
      process.stderr.write(chunk)
    }
    child.stdout.on('data', onOutput)
    child.stderr.on('data', onOutput)
    const progress = setInterval(() => {
      say(`still installing ${what}, ${Math.round((Date.now() - started) / 1000)} s`)
    }, progressMs)
    const limit = setTimeout(() => child.kill('SIGTERM'), installMsMax)
    const handOn = (signal) => child.kill(signal)
    process.on('SIGINT', handOn).on('SIGTERM', handOn)
    const done = () => {
      clearInterval(progress)
      clearTimeout(limit)
      process.off('SIGINT', handOn).off('SIGTERM', handOn)
    }
    child.on('error', (error) => {
      done()
      reject(new BootstrapError(`cannot run ${command}: ${error.message}`))
    })
    child.on('close', (code, signal) => {
      done()
      resolve({ code, signal, tail })
    })
  })
}

/** The npm that started us, else the one on PATH, as the script file that any Node can run. */
function npmCli() {
  const given = process.env.npm_execpath
  if (given?.endsWith('npm-cli.js') && existsSync(given)) return given
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(dir, 'npm')
    if (!existsSync(file)) continue
    const real = realpathSync(file)
    if (real.endsWith('npm-cli.js')) return real
    const beside = join(dirname(real), 'node_modules', 'npm', 'bin', 'npm-cli.js')
    if (existsSync(beside)) return beside
  }
  throw new BootstrapError('npm is not on the PATH', 'install npm (it comes with Node)')
}

/** The environment of npm: Node 24 first, nothing of the npm run that started us, a cache that can be written. */
function npmEnvironment(node) {
  const env = {}
  const inherited = /^npm_(lifecycle|package|command|node_execpath|config_(local|global)?_?prefix)/i
  for (const [name, value] of Object.entries(process.env)) if (!inherited.test(name)) env[name] = value
  const binDir = join(workDir, 'bin')
  mkdirSync(binDir, { recursive: true })
  const link = join(binDir, 'node')
  writeFileSync(link, `#!/bin/sh\nexec "${node}" "$@"\n`, { mode: 0o755 })
  env.PATH = [binDir, process.env.PATH ?? ''].join(delimiter)
  if (!isWritableHome()) env.npm_config_cache = join(workDir, 'npm-cache')
  return env
}

function isWritableHome() {
  const cache = join(homedir(), '.npm')
  try {
    accessSync(existsSync(cache) ? cache : homedir(), constants.W_OK)
    return true
  } catch {
    return false
  }
}
