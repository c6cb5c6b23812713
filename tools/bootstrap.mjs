/**
 * The first program of every command (`npm start`, `npm test`, `./treasurer`): makes sure that the packages of
 * the lockfile and Node 24 are here, builds the web app when it is stale, then runs the task under Node 24.
 * It runs on Node 20 without any package, so it may import nothing but Node and its two siblings.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { BootstrapError, install } from './bootstrap/install.mjs'
import { isInstalled, withLock } from './bootstrap/installed.mjs'
import { nodeFor, pathWithBin, root, say } from './bootstrap/place.mjs'
import { buildWeb, isWebStale } from './bootstrap/web.mjs'

const vitest = 'node_modules/vitest/vitest.mjs'
const commonProjects = ['--project', 'unit', '--project', 'integration', '--project', 'contract']

/** What each task needs and runs; paths from the repository root. */
const tasks = {
  start: { web: true, run: ['src/main.ts', 'serve'] },
  test: { web: false, run: [vitest, 'run', ...commonProjects] },
  'test:all': { web: true, run: ['tools/test-all.ts'] },
  check: { web: false, run: ['tools/check.ts'] },
  bench: { web: false, run: ['bench/run.ts'] },
  generate: { web: false, run: ['tools/generate.ts'] },
  fix: { web: false, run: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.'] },
}

/** Installs and builds what is missing; only one process at a time does so, the others wait for it. */
async function prepare(needsWeb) {
  if (!isInstalled()) {
    await withLock(async () => {
      if (!isInstalled()) await install()
    })
  }
  if (needsWeb && isWebStale()) {
    await withLock(async () => {
      if (isWebStale()) await buildWeb()
    })
  }
}

/**
 * Runs the task as a child, hands signals on and ends as it ended. A Ctrl-C reaches the whole group, so the
 * child then sees the signal twice: it has to treat the second one as the same wish.
 */
function runTask(args) {
  const script = join(root, args[0])
  if (!existsSync(script)) throw new BootstrapError(`${args[0]} is missing from this checkout`)
  const child = spawn(nodeFor(), [script, ...args.slice(1)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: pathWithBin() },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(new BootstrapError(`cannot run ${nodeFor()}: ${error.message}`)))
  child.on('exit', (code, signal) => {
    process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0))
  })
}

function fail(error) {
  if (!(error instanceof BootstrapError)) throw error
  process.stderr.write(`\n[setup] failed: ${error.message}\n`)
  if (error.todo !== undefined) process.stderr.write(`[setup] what to do: ${error.todo}\n`)
  process.exit(error.exitCode)
}

async function main([task, ...args]) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new BootstrapError(
      `Node 20 or newer is needed, this is ${process.version}`,
      'install Node 20 or newer',
    )
  }
  if (task === 'prepare') return prepare(args[0] === 'serve')
  const known = tasks[task]
  if (known === undefined) {
    throw new BootstrapError(`unknown task "${task}", known are: ${Object.keys(tasks).join(', ')}`)
  }
  await prepare(known.web)
  const rest = args[0] === '--' ? args.slice(1) : args
  if (task === 'start' && rest.length > 0) say(`passing on: ${rest.join(' ')}`)
  runTask([...known.run, ...rest])
}

main(process.argv.slice(2)).catch(fail)
