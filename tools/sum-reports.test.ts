import { expect, test } from 'vitest'
import { plant } from './planted/plant.ts'
import { sumReports } from './sum-reports.ts'

const suite = (passed: number, failed: number, files: readonly object[] = []) => {
  return JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: files,
  })
}
const commands = (...lines: readonly string[]) => `${lines.join('\n')}\n`

test('tests of every report and steps of the check are added up', () => {
  const dir = plant({
    'commands.tsv': commands('check\t0\tcheck.json', 'test\t0\ta.json,b.json', 'bench\t0\t-'),
    'check.json': JSON.stringify([
      { name: 'types', status: 'ok' },
      { name: 'x', status: 'absent' },
    ]),
    'a.json': suite(10, 0),
    'b.json': suite(5, 0),
  })
  expect(sumReports(dir)).toEqual({ passed: 17, failed: 0, skipped: 3 })
})

test('a failed test counts once, although its command failed, too', () => {
  const dir = plant({ 'commands.tsv': commands('test\t1\ta.json'), 'a.json': suite(10, 2) })
  expect(sumReports(dir)).toEqual({ passed: 10, failed: 2, skipped: 1 })
})

test('a command that broke off without a failed test is a failure', () => {
  const dir = plant({ 'commands.tsv': commands('test\t124\ta.json'), 'a.json': suite(10, 0) })
  expect(sumReports(dir).failed).toBe(1)
})

test('a test file that cannot be loaded is a failure', () => {
  const file = { name: 'x.test.ts', status: 'failed', assertionResults: [] }
  const dir = plant({ 'commands.tsv': commands('test\t1\ta.json'), 'a.json': suite(10, 0, [file]) })
  expect(sumReports(dir).failed).toBe(1)
})

const broken: readonly (readonly [what: string, tsv: string, report: string])[] = [
  ['a report that is missing', commands('test\t0\ta.json,gone.json'), suite(1, 0)],
  ['a report that is not readable as one', commands('test\t0\ta.json'), '{}'],
  ['a command without a report that failed', commands('bench\t1\t-'), suite(1, 0)],
  ['no command at all', '', suite(1, 0)],
]
test.for(broken)('%s is a failure', ([, tsv, report]) => {
  expect(sumReports(plant({ 'commands.tsv': tsv, 'a.json': report })).failed).toBe(1)
})
