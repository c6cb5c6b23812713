import { readFileSync } from 'node:fs'
import { readConfig } from './config.ts'
import { runCommand } from './run-command.ts'
import { serve } from './serve.ts'

// The one command: `serve` runs the program, everything else is the command line.
const packageFile: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const version =
  typeof packageFile === 'object' && packageFile !== null && 'version' in packageFile
    ? String(packageFile.version)
    : 'unknown'

const argv = process.argv.slice(2)
const config = readConfig(process.cwd())

if (!config.ok) {
  process.stderr.write(`${config.error}\n`)
  process.exitCode = 1
} else if (argv[0] === 'serve') {
  process.exitCode = await serve(config.value, version, argv.includes('--worker'))
  // Timers and sockets of libraries must not hold a server that is done.
  process.exit()
} else {
  const code = await runCommand(config.value, version, argv)
  // Waits that are still open must not hold a command that is done; what was written goes out first.
  process.stdout.write('', () => process.exit(code))
}
