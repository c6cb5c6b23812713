import { Fault } from '#kernel/fault.ts'
import { InvariantError, invariant } from '#kernel/invariant.ts'
import { err, type Result } from '#kernel/result.ts'

/** Group commit: many callers, one run for all that wait. */
export type Batcher<In, Out> = {
  /** Answers after the batch that holds the item has run. Errors: OVERLOADED, or what `run` gave for this item. */
  readonly submit: (item: In) => Promise<Result<Out, Fault>>
  /** Resolves once nothing waits and nothing runs. */
  readonly drain: () => Promise<void>
  readonly counts: () => { readonly waiting: number; readonly inFlight: number }
}

type BatcherOptions<In, Out> = {
  /** One answer per item, in their order. Throwing means that nothing of the batch was stored. */
  readonly run: (items: readonly In[]) => Promise<readonly Result<Out, Fault>[]>
  readonly itemsMax: number
  readonly inFlightMax: number
  readonly queueMax: number
}

type Waiting<In, Out> = {
  readonly item: In
  readonly resolve: (answer: Result<Out, Fault>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers items while a batch is under way and runs them together; an item that finds nothing under way runs at once.
 * A batch that throws is run again item by item, so a bad row sinks only itself. A thrown Fault is answered to every
 * item instead: the database is away, or whether it stored the batch is unknown, and neither is mended by a replay.
 * @param options itemsMax per batch, inFlightMax batches at a time, queueMax waiting items
 * @returns the batcher. Batches start in the order of submission; with inFlightMax above 1 they may end in another.
 * Errors: OVERLOADED when the queue is full; a bug in `run` rejects the submit of the items it hit.
 * Source: ENGINE "The hot path" 2.
 */
export function createBatcher<In, Out>(options: BatcherOptions<In, Out>): Batcher<In, Out> {
  invariant(
    options.itemsMax >= 1 && options.inFlightMax >= 1 && options.queueMax >= 1,
    'bounds of a batcher are positive',
  )
  const queue: Waiting<In, Out>[] = []
  const idlers: (() => void)[] = []
  let inFlight = 0
  let pumpPlanned = false

  const pump = (): void => {
    pumpPlanned = false
    while (queue.length > 0 && inFlight < options.inFlightMax) {
      inFlight += 1
      void runBatch(options.run, queue.splice(0, options.itemsMax)).then(() => {
        inFlight -= 1
        pump()
      })
    }
    if (queue.length === 0 && inFlight === 0) for (const wake of idlers.splice(0)) wake()
  }

  return {
    submit: (item) => {
      if (queue.length >= options.queueMax) return Promise.resolve(err(overloaded(options.queueMax)))
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject })
        // One microtask later, so that callers of the same turn share the first batch.
        if (!pumpPlanned) queueMicrotask(pump)
        pumpPlanned = true
      })
    },
    drain: () => {
      if (queue.length === 0 && inFlight === 0) return Promise.resolve()
      return new Promise((resolve) => idlers.push(resolve))
    },
    counts: () => ({ waiting: queue.length, inFlight }),
  }
}

type Run<In, Out> = BatcherOptions<In, Out>['run']

/** Never rejects: every item is answered, by a value or by a rejection of its own. */
async function runBatch<In, Out>(run: Run<In, Out>, batch: readonly Waiting<In, Out>[]): Promise<void> {
  try {
    answerAll(batch, await run(batch.map((waiting) => waiting.item)))
  } catch (error) {
    if (error instanceof Fault) {
      for (const waiting of batch) waiting.resolve(err(error))
      return
    }
    if (batch.length === 1) {
      batch[0]?.reject(error)
      return
    }
    for (const waiting of batch) await runBatch(run, [waiting])
  }
}

/** A wrong count is a bug after the commit: replaying it would store rows twice, so it only rejects. */
function answerAll<In, Out>(
  batch: readonly Waiting<In, Out>[],
  answers: readonly Result<Out, Fault>[],
): void {
  const fits = answers.length === batch.length
  for (const [index, waiting] of batch.entries()) {
    const answer = answers[index]
    if (fits && answer !== undefined) waiting.resolve(answer)
    else waiting.reject(new InvariantError(`a batch of ${batch.length} got ${answers.length} answers`))
  }
}

function overloaded(queueMax: number): Fault {
  return new Fault({
    code: 'OVERLOADED',
    internal: `${queueMax} items already wait for a batch`,
    public: 'The server is busy. Try again shortly.',
    retryable: true,
  })
}
