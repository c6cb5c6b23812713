import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '#adapters/db/pool.ts'
import type { Child } from './child.ts'
import { cpuOf, cpuOfFamily } from './cpu.ts'
import { runLoad } from './load.ts'
import type { Pair, Run, Series } from './results.ts'
import type { Scenario } from './scenarios.ts'
import type { World } from './world.ts'

export type Plan = {
  readonly seconds: number
  readonly pairs: number
  readonly smoke: boolean
  readonly wrk: string | null
}

const settleMsMax = 20_000
const settlePollMs = 100
const secondTrySeconds = 10

/**
 * Measures one scenario at each of its numbers of connections: ours, reference, ours, reference …
 * @param sides both servers on one database   @param scenario traffic   @param plan how long, how often
 * @returns one series per number of connections
 * Errors: throws when the load cannot run or payments do not end in time.
 */
export async function measure(
  sides: { readonly world: World; readonly reference: Child },
  scenario: Scenario,
  plan: Plan,
): Promise<readonly Series[]> {
  const series: Series[] = []
  for (const connections of plan.smoke ? scenario.connections.slice(1) : scenario.connections) {
    const pairs: Pair[] = []
    for (let pair = 0; pair < plan.pairs; pair += 1) {
      const ours = await oneRun(sides, sides.world.server, { scenario, connections, plan })
      if (scenario.settles) await untilSettled(sides.world.db)
      const reference = await oneRun(sides, sides.reference, { scenario, connections, plan })
      pairs.push({ ours, reference })
    }
    series.push({ scenario: scenario.name, connections, pairs })
  }
  return series
}

async function oneRun(
  sides: { readonly world: World },
  child: Child,
  of: { readonly scenario: Scenario; readonly connections: number; readonly plan: Plan },
): Promise<Run> {
  const run = await runOnce(sides, child, { ...of, seconds: of.plan.seconds })
  // A machine so busy that one second passed without an answer: a longer run tells slow from silent.
  return run.requests > 0 ? run : runOnce(sides, child, { ...of, seconds: secondTrySeconds })
}

async function runOnce(
  sides: { readonly world: World },
  child: Child,
  of: {
    readonly scenario: Scenario
    readonly connections: number
    readonly plan: Plan
    readonly seconds: number
  },
): Promise<Run> {
  const { postmasterPid } = sides.world
  const before = { own: cpuOf(child.pid), database: cpuOfFamily(postmasterPid) }
  const seen = await runLoad(
    {
      url: child.url,
      connections: of.connections,
      seconds: of.seconds,
      traffic: of.scenario.traffic(),
    },
    of.plan.wrk,
  )
  const per = (from: number | null, to: number | null) =>
    from === null || to === null || seen.requests === 0 ? null : Math.max(0, to - from) / seen.requests
  return {
    ...seen,
    cpuUs: per(before.own, cpuOf(child.pid)),
    databaseCpuUs: per(before.database, cpuOfFamily(postmasterPid)),
  }
}

/**
 * Waits until no payment is under way any more.
 * @param db of the server   Errors: throws when some are still open after 20 s.
 */
export async function untilSettled(db: Database): Promise<void> {
  const until = performance.now() + settleMsMax
  for (;;) {
    const rows = await db.query(
      'bench_open_payments',
      "select count(*)::int as open from payments where state in ('approved', 'scheduled', 'in_flight', 'mined')",
    )
    const open = rows[0]?.['open']
    if (open === 0) return
    if (performance.now() > until)
      throw new Error(`${String(open)} payments were not final within ${settleMsMax} ms`)
    await wait(settlePollMs)
  }
}
