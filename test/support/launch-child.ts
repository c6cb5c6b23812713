/**
 * A process of its own that starts the embedded database, for tests that kill it. Takes the data
 * directory and how root runs it, prints one line of JSON when ready, and stops the server on any input.
 */
import { startEmbeddedPostgres } from '#adapters/db/launcher/start-embedded-postgres.ts'

// A terminal's Ctrl-C goes to the whole group; this process survives it to show that the server does.
process.on('SIGINT', () => undefined)

const [dataDir = '', rootAs = ''] = process.argv.slice(2)
const started = await startEmbeddedPostgres({ dataDir, rootAs: rootAs === 'nobody' ? 'nobody' : 'namespace' })
if (!started.ok) throw started.error
const { connectionString, adopted, pid, stop } = started.value
process.stdout.write(`${JSON.stringify({ connectionString, adopted, pid, uid: process.getuid?.() })}\n`)
process.stdin.once('data', () => {
  void stop().then(() => process.exit(0))
})
