import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkTidy } from '../tidy/check-tidy.ts'
import { checkImportRules } from './import-rules.ts'
import { checkLicences } from './licences.ts'
import { checkLockfile } from './lockfile.ts'
import type { Findings } from './problem.ts'
import { checkSecrets } from './secrets.ts'

/** How a step ended: `absent` when the part of the repository that it checks does not exist. */
export type StepEnd = {
  readonly status: 'ok' | 'failed' | 'absent'
  readonly detail: string
  readonly output: string
}

/** One step of `npm run check`. */
export type Step = { readonly name: string; readonly run: (root: string) => Promise<StepEnd> }

/** The slowest step took 20 s on two busy cores; after five minutes it hangs. */
const stepMsMax = 5 * 60_000
/** A broken import can give ten thousand errors; the first pages tell enough. */
const outputCharactersMax = 40_000

/** Every step in the order of the report. @returns steps. Errors: none. Source: ARCHITECTURE.md, issue 2 part 2. */
export const steps: readonly Step[] = [
  { name: 'types', run: program(['@typescript/native/bin/tsc', '--noEmit', '-p', 'tsconfig.json']) },
  {
    name: 'types of web',
    run: program(['vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'web/tsconfig.json'], 'web/tsconfig.json'),
  },
  {
    name: 'biome',
    run: program(['@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--max-diagnostics=100']),
  },
  { name: 'oxlint', run: program(['oxlint/bin/oxlint', '--type-aware', '--deny-warnings', '-f', 'unix']) },
  { name: 'import rules', run: findings(checkImportRules, 'modules cruised') },
  { name: 'knip', run: program(['knip/bin/knip.js', '--no-progress']) },
  { name: 'tidy', run: findings(checkTidy, 'files') },
  { name: 'generated files', run: generatedFiles },
  { name: 'licences', run: findings(checkLicences, 'packages') },
  { name: 'secrets', run: findings(checkSecrets, 'files') },
  { name: 'lockfile', run: findings(checkLockfile, 'packages') },
]

/** A program of a package, run under this Node from the root; `needs` is the file without which there is nothing to check. */
function program(args: readonly string[], needs?: string): Step['run'] {
  return async (root) => {
    if (needs !== undefined && !existsSync(join(root, needs))) return absent(needs)
    const [script = '', ...rest] = args
    return runNode(root, [join(root, 'node_modules', script), ...rest])
  }
}

async function generatedFiles(root: string): Promise<StepEnd> {
  const generator = 'tools/generate.ts'
  return existsSync(join(root, generator)) ? runNode(root, [generator, '--check']) : absent(generator)
}

function absent(what: string): StepEnd {
  return { status: 'absent', detail: `${what} is not there`, output: '' }
}

/** A check of our own: it fails, too, when it found nothing to look at. */
function findings(check: (root: string) => Findings | Promise<Findings>, unit: string): Step['run'] {
  return async (root) => {
    const { looked, problems } = await check(root)
    const output = problems.map(({ where, rule, message }) => `${where}: ${rule}: ${message}`).join('\n')
    const isGood = looked > 0 && problems.length === 0
    const detail = `${looked} ${unit}, ${problems.length} problems`
    return { status: isGood ? 'ok' : 'failed', detail, output }
  }
}

function runNode(root: string, args: readonly string[]): Promise<StepEnd> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: stepMsMax,
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      if (output.length < outputCharactersMax) output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ status: 'failed', detail: error.message, output }))
    child.on('close', (code, signal) => {
      const detail = code === 0 ? '' : signal === null ? `exit code ${code}` : `ended by ${signal}`
      resolve({ status: code === 0 ? 'ok' : 'failed', detail, output })
    })
  })
}
