/**
 * `npm run bench [-- --smoke] [-- --only=live,pay] [-- --profile=<folder>]`: the real server and a bare reference on one
 * database, measured by turns. See bench/README.md.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inspect, parseArgs } from 'node:util'
import { z } from 'zod'
import type { Child } from './child.ts'
import { invoiceSource } from './invoices.ts'
import { measure, type Plan, untilSettled } from './measure.ts'
import { measurePaymentRate, type PaymentRate } from './payment-rate.ts'
import { makeReferenceSchema } from './reference-schema.ts'
import { machineNow, reportOf, tableOf, writeReport } from './report.ts'
import { problemsOf, type Series } from './results.ts'
import { scenariosOf } from './scenarios.ts'
import { seedHistory } from './seed.ts'
import { startReference, startWorld, type World } from './world.ts'
import { findWrk } from './wrk.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const resultsFile = fileURLToPath(new URL('results.json', import.meta.url))

/** A bench that hangs must not hold a build: the whole run, starts and stops included. */
const limits = { fullMsMax: 600_000, smokeMsMax: 240_000 }
const full = { seconds: 2, pairs: 2, paymentSeconds: 10, history: { paid: 19_500, waiting: 500 } }
const smoke = { seconds: 1, pairs: 1, paymentSeconds: 2, history: { paid: 1_900, waiting: 100 } }
/** Enough of ours for a page, and for compilers and caches to be warm. */
const warmUpInvoices = 64
const warmUpAtOnce = 8
const errorCharsMax = 6_000
const decidedAnswer = z.object({ invoice_id: z.uuid() })

type Options = {
  readonly smoke: boolean
  readonly only: ReadonlySet<string> | null
  readonly profile: string | null
}

const options = readOptions()
const stops: (() => Promise<void>)[] = []
/** Folders of the servers, the newest first. */
const dirs: string[] = []
const aborting = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    aborting.abort(new Error(`ended by ${signal}`))
  })
}
process.exitCode = await main()

async function main(): Promise<number> {
  const limitMs = options.smoke ? limits.smokeMsMax : limits.fullMsMax
  const timer = setTimeout(
    () => aborting.abort(new Error(`the bench took longer than ${limitMs / 1_000} s`)),
    limitMs,
  )
  const { signal } = aborting
  const aborted = new Promise<never>((_resolve, reject) => {
    const tell = () => reject(new Error('the bench was ended', { cause: signal.reason }))
    signal.addEventListener('abort', tell, { once: true })
  })
  try {
    return await Promise.race([bench(), aborted])
  } catch (error) {
    say(`bench failed: ${inspect(error)}`)
    say(serverErrors())
    return 1
  } finally {
    clearTimeout(timer)
    await stopAll()
  }
}

async function bench(): Promise<number> {
  const size = options.smoke ? smoke : full
  const plan: Plan = { ...size, smoke: options.smoke, wrk: findWrk(process.env['PATH'] ?? '') }
  const before = machineNow()
  const series = await measureScenarios(plan, size.history)
  const payments = await paymentsOf(size.paymentSeconds)
  const report = reportOf(
    {
      at: new Date().toISOString(),
      node: before.node,
      cpus: before.cpus,
      cpuModel: before.cpuModel,
      loadBefore: before.load,
      loadAfter: machineNow().load,
      generator: plan.wrk === null ? 'autocannon' : 'wrk for GET, autocannon for POST',
      secondsPerRun: plan.seconds,
      pairs: plan.pairs,
      invoicesBefore: size.history.paid + size.history.waiting,
    },
    series,
    payments,
  )
  say(tableOf(report))
  if (!options.smoke && options.only === null) writeReport(report, resultsFile)
  const problems = [...problemsOf(series), ...(payments === null ? [] : paymentProblems(payments))]
  return problems.length > 0 ? failed(problems) : 0
}

async function measureScenarios(plan: Plan, history: typeof full.history): Promise<readonly Series[]> {
  if (options.only !== null && options.only.size === 1 && options.only.has('payments')) return []
  const nodeArgs = options.profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`]
  progress('starting the server')
  const world = await startWorld({ root, env: {}, nodeArgs })
  stops.push(world.stop)
  dirs.unshift(world.dir)
  progress(`adding ${history.paid + history.waiting} invoices of the past`)
  await seedHistory(world.db, history)
  progress('first invoices')
  const warm = await warmUp(world)
  progress('starting the reference')
  const reference = await startReference(world, await makeReferenceSchema(world.db, warm))
  stops.push(reference.stop)
  const series = await measureAll({ world, reference }, plan, warm.askText)
  await stopAll()
  return series
}

async function measureAll(
  sides: { readonly world: World; readonly reference: Child },
  plan: Plan,
  askText: string,
): Promise<readonly Series[]> {
  const series: Series[] = []
  for (const scenario of scenariosOf(sides.world, askText)) {
    if (options.only !== null && !options.only.has(scenario.name)) continue
    aborting.signal.throwIfAborted()
    progress(scenario.name)
    series.push(...(await measure(sides, scenario, plan)))
  }
  return series
}

async function paymentsOf(seconds: number): Promise<PaymentRate | null> {
  if (options.only !== null && !options.only.has('payments')) return null
  aborting.signal.throwIfAborted()
  progress('payments on a chain of their own')
  return measurePaymentRate(root, seconds)
}

function paymentProblems(rate: PaymentRate): readonly string[] {
  if (rate.final === 0) return ['payments: none became final']
  return rate.errors === 0 ? [] : [`payments: ${rate.errors} errors, statuses ${rate.statuses}`]
}

/** The first invoices: what the reference copies, and the newest page of the lists. */
async function warmUp(
  world: World,
): Promise<{ readonly ask: string; readonly askText: string; readonly pay: string }> {
  const asks = invoiceSource('ask')
  const pays = invoiceSource('pay')
  const askText = asks()
  const [ask, pay] = [await submit(world, askText), await submit(world, pays())]
  const submitters = Array.from({ length: warmUpAtOnce }, async () => {
    for (let made = 0; made < warmUpInvoices / warmUpAtOnce; made += 1) {
      await submit(world, asks())
      await submit(world, pays())
    }
  })
  await Promise.all(submitters)
  await untilSettled(world.db)
  return { ask, askText, pay }
}

async function submit(world: World, text: string): Promise<string> {
  const answer = await fetch(`${world.server.url}/api/process-invoice`, {
    method: 'POST',
    headers: { authorization: world.authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ raw_text: text }),
  })
  const body = await answer.text()
  if (answer.status >= 300) throw new Error(`the first invoices were answered with ${answer.status}: ${body}`)
  return decidedAnswer.parse(JSON.parse(body)).invoice_id
}

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).toReversed()) await stop()
}

/** What the server itself logged as errors, the end of it. */
function serverErrors(): string {
  const [dir] = dirs
  if (dir === undefined) return ''
  const file = join(dir, 'logs', 'treasurer_errors.log')
  return existsSync(file) ? `the server said:\n${readFileSync(file, 'utf8').slice(-errorCharsMax)}` : ''
}

function failed(problems: readonly string[]): number {
  for (const problem of problems) say(`FAILED ${problem}`)
  return 1
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { smoke: { type: 'boolean' }, only: { type: 'string' }, profile: { type: 'string' } },
  })
  return {
    smoke: values.smoke ?? false,
    only: values.only === undefined ? null : new Set(values.only.split(',')),
    profile: values.profile ?? null,
  }
}

function progress(what: string): void {
  process.stderr.write(`[bench] ${(performance.now() / 1_000).toFixed(1)} s: ${what}\n`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
