import autocannon from 'autocannon'
import { percentile } from './results.ts'
import type { Load, Seen, Traffic } from './traffic.ts'
import { runWrk } from './wrk.ts'

/** More would mean a server that answers nothing at all within the run. */
const timeoutSeconds = 10
/** 60,000 answers a second for ten seconds; beyond that the percentiles stop being fed, the counts go on. */
const latenciesMax = 600_000

/**
 * Sends traffic over a number of connections and waits for the end.
 * @param load where, what, how long   @param wrkProgram path of wrk, null when there is none. It serves GET only: where every
 * request differs, autocannon checks each status.
 * @returns counts, latencies and errors; a status that was not expected is an error
 * Errors: throws when the load generator itself cannot run.
 */
export async function runLoad(load: Load, wrkProgram: string | null): Promise<Seen> {
  if (wrkProgram !== null && load.traffic.method === 'GET') return runWrk(wrkProgram, load)
  return runAutocannon(load)
}

async function runAutocannon(load: Load): Promise<Seen> {
  const latencies = new Float64Array(latenciesMax)
  const statuses = new Map<number, number>()
  let answers = 0
  const started = performance.now()
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = {
      url: load.url,
      connections: load.connections,
      duration: load.seconds,
      timeout: timeoutSeconds,
      requests: [requestOf(load.traffic)],
    }
    const instance = autocannon(options, (error: unknown, ended) => {
      if (ended) resolve(ended)
      else reject(new Error('the load generator cannot run', { cause: error }))
    })
    instance.on('response', (_client, status, _bytes, ms) => {
      if (answers < latenciesMax) latencies[answers] = ms
      answers += 1
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    })
  })
  const seconds = (performance.now() - started) / 1_000
  const sorted = latencies.subarray(0, Math.min(answers, latenciesMax)).toSorted()
  const unexpected = [...statuses].filter(([status]) => !load.traffic.statuses.includes(status))
  return {
    requests: answers,
    perSecond: answers / seconds,
    p50Ms: percentile(sorted, 0.5),
    p99Ms: percentile(sorted, 0.99),
    errors: unexpected.reduce(
      (sum, [, count]) => sum + count,
      result.errors + result.timeouts + result.mismatches,
    ),
    statuses: Object.fromEntries(statuses),
  }
}

function requestOf(traffic: Traffic): autocannon.Request {
  const { body } = traffic
  const request: autocannon.Request = {
    method: traffic.method,
    path: traffic.path,
    headers: { ...traffic.headers },
  }
  if (body === null) return request
  if (typeof body === 'string') return { ...request, body }
  return { ...request, body: body(), setupRequest: (next) => ({ ...next, body: body() }) }
}
