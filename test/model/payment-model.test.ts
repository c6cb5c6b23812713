import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Spin turns docs/model/payment.pml into a C program that visits every reachable state; gcc compiles it. */
const model = fileURLToPath(new URL('../../docs/model/payment.pml', import.meta.url))
const stepsMax = '100000'
const runMsMax = 180_000

const missing = ['spin', 'gcc'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
if (missing.length > 0)
  process.stdout.write(
    `payment model: not run, ${missing.join(' and ')} not found (apt-get install spin gcc)\n`,
  )

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'treasurer-model-'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

function run(command: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: runMsMax })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => (output += part.toString()))
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

/** Visits all states of the model with these defines, or stops at the first loss and replays how it came about. */
async function verify(defines: readonly string[], options: readonly string[] = []) {
  const home = mkdtempSync(join(dir, 'run-'))
  copyFileSync(model, join(home, 'payment.pml'))
  const words = defines.map((define) => `-D${define}`)
  const made = await run('spin', ['-a', ...words, 'payment.pml'], home)
  await run('gcc', ['-w', '-O1', '-DSAFETY', '-o', 'pan', 'pan.c'], home)
  const said = await run(join(home, 'pan'), [`-m${stepsMax}`, '-w24', ...options], home)
  const errors = /errors: (\d+)/.exec(said)?.[1]
  expect(errors, `${made}${said}`).toBeDefined()
  const trace = errors === '0' ? '' : await run('spin', ['-t', '-p', ...words, 'payment.pml'], home)
  return {
    said,
    trace,
    errors: Number(errors),
    states: Number(/(\d+) states, stored/.exec(said)?.[1] ?? '0'),
  }
}

describe.skipIf(missing.length > 0)('the model of the saga', () => {
  test(
    'the design loses no payment and pays none twice in any state that two workers and two troubles can reach',
    async () => {
      const { said, errors, states } = await verify([])
      expect(errors, said).toBe(0)
      expect(states).toBeGreaterThan(1_000_000)
      // A bound that was too small would leave states out and still say "errors: 0".
      expect(said).not.toMatch(/max search depth too small|out of memory|hash table full/i)
      expect(said).toMatch(/Full statespace search/)
    },
    runMsMax,
  )

  /** What each missing rule costs, asserts on the rules themselves switched off. */
  const shortcuts = [
    ['BROADCAST_BEFORE_STORE', /assertion violated.*(?:paid_though_cancelled|paid_twice)/, []],
    // -E: that the payment can also be lost is passed over.
    ['TIMEOUT_IS_FAILURE', /assertion violated.*paid_twice/, ['-E']],
    ['NO_STATE_CHECK', /assertion violated.*paid_though_cancelled/, []],
    ['SETTLE_AT_DEPTH_1', /assertion violated.*(?:told_paid_but_is_not|final_but_gone)/, []],
    ['NO_FENCE', /invalid end state/, []],
  ] as const

  const small = ['CLAIMS=2', 'TROUBLES=2'] as const

  test.each(shortcuts)(
    'with the shortcut %s the model finds the loss and how it comes about',
    async (define, loss, options) => {
      const { said, trace, errors } = await verify([...small, define, 'MONEY_ONLY'], options)
      expect(errors, said).toBe(1)
      expect(said).toMatch(loss)
      expect(
        trace.split('\n').filter((line) => /proc +\d+ \((?:Worker|Chain|Person)/.test(line)).length,
      ).toBeGreaterThan(10)
    },
    runMsMax,
  )

  test(
    'the small bounds are not what makes a shortcut fail: without one they find nothing',
    async () => {
      const { said, errors, states } = await verify([...small, 'MONEY_ONLY'])
      expect(errors, said).toBe(0)
      expect(states).toBeGreaterThan(100_000)
    },
    runMsMax,
  )
})
