/** What one run of the load said about one server. Times in milliseconds. */
export type Run = {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Wrong statuses, broken connections and timeouts: a request without an answer is one, too. */
  readonly errors: number
  readonly statuses: Readonly<Record<string, number>>
  /** CPU of the server's process per request in microseconds; null where the system does not tell. */
  readonly cpuUs: number | null
  /** The same of the database, all its processes together. */
  readonly databaseCpuUs: number | null
}

/** Ours and the reference, one right after the other. */
export type Pair = { readonly ours: Run; readonly reference: Run }

/** The pairs of one scenario at one number of connections. */
export type Series = {
  readonly scenario: string
  readonly connections: number
  readonly pairs: readonly Pair[]
}

/** One line of the table: medians over the pairs. Shares are of the reference, 1 = as fast as it. */
export type Summary = {
  readonly scenario: string
  readonly connections: number
  readonly perSecond: number
  readonly referencePerSecond: number
  readonly share: number
  readonly cpuShare: number | null
  readonly cpuUs: number | null
  readonly referenceCpuUs: number | null
  readonly databaseCpuUs: number | null
  readonly referenceDatabaseCpuUs: number | null
  readonly p50Ms: number
  readonly p99Ms: number
  readonly referenceP99Ms: number
  readonly requests: number
  readonly errors: number
  readonly statuses: Readonly<Record<string, number>>
}

/**
 * The middle value, the mean of the two middle ones when their number is even.
 * @param values at least one   @returns the median
 * Errors: RangeError without a value. Source: bench/README.md, "How to read it".
 */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  if (upper === undefined || lower === undefined) throw new RangeError('no values, no median')
  return (lower + upper) / 2
}

/**
 * The value below or at which a share of all values lies (nearest rank).
 * @param sorted ascending   @param share above 0, at most 1   @returns the percentile; 0 without values
 * Errors: RangeError for another share. Source: nearest-rank definition.
 */
export function percentile(sorted: Float64Array, share: number): number {
  if (!(share > 0 && share <= 1)) throw new RangeError('a share is above 0 and at most 1')
  return sorted[Math.ceil(share * sorted.length) - 1] ?? 0
}

/**
 * The line of one series. The share is the median of the shares of the pairs, not the share of two medians: both runs
 * of a pair saw the same noise.
 * @param series at least one pair   @returns medians; requests, errors and statuses are sums of our runs, and errors of
 * the reference count as well
 * Errors: RangeError without a pair. Source: bench/README.md, "How to read it".
 */
export function summarise(series: Series): Summary {
  const { pairs } = series
  const ours = pairs.map((pair) => pair.ours)
  const references = pairs.map((pair) => pair.reference)
  return {
    scenario: series.scenario,
    connections: series.connections,
    perSecond: median(ours.map((run) => run.perSecond)),
    referencePerSecond: median(references.map((run) => run.perSecond)),
    share: median(pairs.map((pair) => shareOf(pair.ours.perSecond, pair.reference.perSecond))),
    cpuShare: medianOrNull(pairs.map((pair) => cpuShareOf(pair))),
    cpuUs: medianOrNull(ours.map((run) => run.cpuUs)),
    referenceCpuUs: medianOrNull(references.map((run) => run.cpuUs)),
    databaseCpuUs: medianOrNull(ours.map((run) => run.databaseCpuUs)),
    referenceDatabaseCpuUs: medianOrNull(references.map((run) => run.databaseCpuUs)),
    p50Ms: median(ours.map((run) => run.p50Ms)),
    p99Ms: median(ours.map((run) => run.p99Ms)),
    referenceP99Ms: median(references.map((run) => run.p99Ms)),
    requests: total(ours.map((run) => run.requests)),
    errors: total([...ours, ...references].map((run) => run.errors)),
    statuses: addUp(ours.map((run) => run.statuses)),
  }
}

/**
 * Problems that make a run worth nothing, in words.
 * @param series of every scenario   @returns one line each: errors, and servers that answered nothing; empty when all is well
 * Errors: none. Source: issue 2, item 10; ENGINE.md, "no request without a status".
 */
export function problemsOf(series: readonly Series[]): readonly string[] {
  return series.flatMap(({ scenario, connections, pairs }) =>
    pairs.flatMap((pair) =>
      (['ours', 'reference'] as const).flatMap((who) => {
        const run = pair[who]
        const where = `${scenario} at ${connections} connections, ${who}`
        if (run.requests === 0) return [`${where}: no request was answered`]
        return run.errors === 0
          ? []
          : [`${where}: ${run.errors} errors, statuses ${statusText(run.statuses)}`]
      }),
    ),
  )
}

/** Statuses with their counts for people, e.g. `200×120 202×3`. @param statuses counts. Errors: none. */
export function statusText(statuses: Readonly<Record<string, number>>): string {
  return Object.entries(statuses)
    .map(([status, count]) => `${status}×${count}`)
    .join(' ')
}

function shareOf(ours: number, reference: number): number {
  return reference === 0 ? 0 : ours / reference
}

/** CPU for the same work, process and database together: the reference's over ours; 1 is as cheap, less is dearer. */
function cpuShareOf(pair: Pair): number | null {
  const ours = allCpu(pair.ours)
  const reference = allCpu(pair.reference)
  return ours === null || reference === null ? null : shareOf(reference, ours)
}

function allCpu(run: Run): number | null {
  return run.cpuUs === null || run.databaseCpuUs === null ? null : run.cpuUs + run.databaseCpuUs
}

function medianOrNull(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : median(known)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function addUp(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>()
  for (const statuses of all) {
    for (const [status, count] of Object.entries(statuses)) sums.set(status, (sums.get(status) ?? 0) + count)
  }
  return Object.fromEntries(sums)
}
