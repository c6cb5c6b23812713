import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Step, type StepEnd, steps } from './checks/steps.ts'

type Row = StepEnd & { readonly name: string; readonly seconds: string }

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({
  options: { report: { type: 'string' }, only: { type: 'string', multiple: true } },
})
const chosen = values.only === undefined ? steps : steps.filter(({ name }) => values.only?.includes(name))

if (chosen.length === 0) {
  process.stderr.write(`no such step; known are: ${steps.map(({ name }) => name).join(', ')}\n`)
  process.exit(2)
}

const rows: Row[] = []
for (const step of chosen) rows.push(await runStep(step))

process.stdout.write(`\n${rows.map(writeRow).join('\n')}\n`)
if (values.report !== undefined) {
  writeFileSync(
    values.report,
    JSON.stringify(rows.map(({ name, status, detail }) => ({ name, status, detail }))),
  )
}
process.exitCode = rows.some(({ status }) => status === 'failed') ? 1 : 0

/** Runs one step; what it said is shown only when it failed. */
async function runStep(step: Step): Promise<Row> {
  process.stdout.write(`${step.name} …\n`)
  const started = performance.now()
  const end = await step.run(root).catch(
    (error: unknown): StepEnd => ({
      status: 'failed',
      detail: 'broke off',
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }),
  )
  if (end.status === 'failed') process.stdout.write(`${end.output}\n`)
  return { ...end, name: step.name, seconds: ((performance.now() - started) / 1000).toFixed(1) }
}

function writeRow({ name, status, seconds, detail }: Row): string {
  return `${status.padEnd(7)} ${name.padEnd(16)} ${seconds.padStart(6)} s  ${detail}`
}
