import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

/**
 * `npm run test:all`: every suite on embedded parts, then those that talk to a database or a cache again on the
 * real servers of TEST_DATABASE_URL and TEST_REDIS_URL. Arguments after the options go to vitest.
 */
type Pass = { readonly name: string; readonly projects: readonly string[]; readonly env: NodeJS.ProcessEnv }

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // What `npm test` has just run is left out: CI runs both commands and pays for each suite once.
    rest: { type: 'boolean', default: false },
    'report-dir': { type: 'string' },
  },
})

const serverNames = ['TEST_DATABASE_URL', 'TEST_REDIS_URL']
const given = serverNames.filter((name) => (process.env[name] ?? '') !== '')
const embeddedOnly = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !serverNames.includes(name)),
)
const common = values.rest ? [] : ['unit', 'integration', 'contract']
const passes: readonly Pass[] = [
  { name: 'embedded', projects: [...common, 'crash', 'e2e'], env: embeddedOnly },
  ...(given.length > 0
    ? [{ name: 'real', projects: ['integration', 'contract', 'crash'], env: process.env }]
    : []),
]

let failedPasses = 0
for (const pass of passes) {
  process.stdout.write(`\n== ${pass.name} parts: ${pass.projects.join(', ')}\n`)
  if ((await runPass(pass)) !== 0) failedPasses += 1
}
if (given.length === 0) process.stdout.write(`\n== real parts: not run, set ${serverNames.join(' and ')}\n`)
process.exitCode = failedPasses === 0 ? 0 : 1

function runPass({ name, projects, env }: Pass): Promise<number> {
  const report = values['report-dir']
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...(report === undefined ? [] : ['--reporter=default', '--reporter=json']),
    ...(report === undefined ? [] : [`--outputFile.json=${join(report, `${name}.json`)}`]),
    ...positionals,
  ]
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
