import autocannon from 'autocannon'
import { fastify } from 'fastify'
import { createVerifier } from 'fast-jwt'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { mkdtempSync } from 'node:fs'
import { openPool } from '#adapters/db/pool.ts'
import { migrate } from '#adapters/db/migrate.ts'
import { openLog } from '#adapters/log/pino.ts'
import { createMemoryRateLimits } from '#adapters/cache/memory.ts'
import { testServer, testSecret } from '#test/support/http-server.ts'
import { systemClock } from '#adapters/clock/system.ts'

const db = openPool({ connectionString: 'postgres://postgres@127.0.0.1:5432/d_bench', applicationName: 'bench' })
const m = await migrate({ connectionString: 'postgres://postgres@127.0.0.1:5432/d_bench', folder: new URL('./adapters/db/migrations', import.meta.url).pathname } as never)
if (m && (m as { ok?: boolean }).ok === false) console.log(m)
const { log, close } = openLog({ level: 'info', directory: mkdtempSync(join(tmpdir(), 'dl-')), stdout: false, secrets: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbb'] })
const ours = await testServer(db, { config: { rateLimitPerMinute: 100000000 }, deps: { log, clock: systemClock, limits: createMemoryRateLimits(() => performance.now()) } })
const { headers, token } = await ours.as('viewer')
void token
const bare = fastify()
const verify = createVerifier({ key: testSecret, algorithms: ['HS256'] })
bare.get('/health/live', async () => ({ status: 'alive', version: 'x', timestamp: '2026-01-01T00:00:00.000Z' }))
bare.get('/session', async (request) => {
  const claims = verify(String(request.headers.authorization).slice(7))
  return { user: { id: claims.sub, username: 'x', role: 'viewer' }, permissions: ['read'] }
})
await ours.server.listen({ port: 0, host: '127.0.0.1' })
await bare.listen({ port: 0, host: '127.0.0.1' })
const port = (s: { server: { address: () => unknown } }) => (s.server.address() as { port: number }).port
async function run(p: number, path: string) {
  const c0 = process.cpuUsage()
  const r = await autocannon({ url: `http://127.0.0.1:${p}${path}`, connections: 32, duration: 4, headers, workers: 1 })
  const c = process.cpuUsage(c0)
  return { rps: r.requests.average, non2xx: r.non2xx, cpuUs: (c.user + c.system) / r.requests.total, p99: r.latency.p99 }
}
await run(port(ours.server), process.argv[2] ?? '/health/live')
await ours.close(); await bare.close(); await db.close(); close()
