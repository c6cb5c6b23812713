import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/**
 * The end of `.ci/run`: adds up a folder of reports. `commands.tsv` has one line per command (name, exit code,
 * the report it should have written or "-"), `*.json` are vitest's JSON or the one of tools/check.ts.
 */
const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) }),
  ),
})
const checkReport = z.array(z.object({ name: z.string(), status: z.enum(['ok', 'failed', 'absent']) }))

/** Tests and checks that passed, failed, or did not run. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

/**
 * Adds up a folder of reports. A command that failed without a failure in its report counts as one failure, as does
 * a report that is missing; a command without a report is one check.
 * @param dir the folder   @returns the sums
 * Errors: throws when `commands.tsv` cannot be read.
 */
export function sumReports(dir: string): Tally {
  const lines = readFileSync(join(dir, 'commands.tsv'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  if (lines.length === 0) return { passed: 0, failed: 1, skipped: 0 }
  return lines.map((line) => sumCommand(dir, line)).reduce(add)
}

function sumCommand(dir: string, line: string): Tally {
  const [, code, pattern = '-'] = line.split('\t')
  const isGood = code === '0'
  if (pattern === '-') return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 }
  const files = readdirSync(dir).filter((name) => name.endsWith('.json') && pattern.split(',').includes(name))
  const missing = pattern.split(',').length - files.length
  const start = { passed: 0, failed: missing, skipped: 0 }
  const tally = files.map((file) => readReport(join(dir, file))).reduce(add, start)
  return isGood || tally.failed > 0 ? tally : { ...tally, failed: 1 }
}

function readReport(file: string): Tally {
  const read: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  const checks = checkReport.safeParse(read)
  if (checks.success) {
    const count = (status: string) => checks.data.filter((step) => step.status === status).length
    return { passed: count('ok'), failed: count('failed'), skipped: count('absent') }
  }
  const tests = vitestReport.safeParse(read)
  if (!tests.success) return { passed: 0, failed: 1, skipped: 0 }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = tests.data
  // A file that cannot even be loaded has no tests to count.
  const broken = testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests + numTodoTests,
  }
}

function add(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, skipped } = sumReports(process.argv[2] ?? '.')
  if (skipped > 0) process.stdout.write(`not run: ${skipped}\n`)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
