/**
 * A worker process for tests that kill it: works on the queue named second of the database named first, prints the
 * id of each job it begins and never finishes one.
 */
import { openPgBoss } from '#adapters/queue/pg-boss.ts'

const [connectionString = '', queue = ''] = process.argv.slice(2)
const opened = await openPgBoss({
  connectionString,
  queues: [{ name: queue, attemptsMax: 5, timeoutSeconds: 300 }],
})
if (!opened.ok) throw opened.error
const forever = new Promise<void>(() => undefined)
await opened.value.work(queue, {}, (job) => {
  process.stdout.write(`${job.id}\n`)
  return forever
})
