import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { ok, type Result } from '#kernel/result.ts'
import { createBatcher } from './batch.ts'

/** A run whose batches end only when the test says so. */
function heldRun() {
  const batches: { readonly items: readonly number[]; readonly end: () => void }[] = []
  const run = (items: readonly number[]): Promise<readonly Result<number, Fault>[]> =>
    new Promise((resolve) => {
      batches.push({ items, end: () => resolve(items.map((item) => ok(item * 10))) })
    })
  return { batches, run }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const bounds = { itemsMax: 256, inFlightMax: 1, queueMax: 10_000 }

describe('group commit', () => {
  test('an item that finds nothing under way runs at once, later ones are gathered', async () => {
    const { batches, run } = heldRun()
    const batcher = createBatcher({ run, ...bounds })
    const first = batcher.submit(1)
    await turn()
    expect(batches.map((batch) => batch.items)).toEqual([[1]])
    const rest = [2, 3, 4].map((item) => batcher.submit(item))
    await turn()
    expect(batches).toHaveLength(1)
    expect(batcher.counts()).toEqual({ waiting: 3, inFlight: 1 })
    batches[0]?.end()
    expect(await first).toEqual(ok(10))
    await turn()
    expect(batches[1]?.items).toEqual([2, 3, 4])
    batches[1]?.end()
    expect(await Promise.all(rest)).toEqual([ok(20), ok(30), ok(40)])
  })

  test('callers of one turn share a batch, and no batch is larger than its bound', async () => {
    const { batches, run } = heldRun()
    const batcher = createBatcher({ run, itemsMax: 2, inFlightMax: 2, queueMax: 10 })
    const answers = [1, 2, 3, 4, 5].map((item) => batcher.submit(item))
    await turn()
    expect(batches.map((batch) => batch.items)).toEqual([
      [1, 2],
      [3, 4],
    ])
    for (const batch of batches) batch.end()
    await turn()
    batches[2]?.end()
    expect(await Promise.all(answers)).toEqual([10, 20, 30, 40, 50].map(ok))
  })

  test('a bad row sinks only itself: a batch that throws is run again one by one', async () => {
    const seen: (readonly number[])[] = []
    const batcher = createBatcher<number, number>({
      ...bounds,
      run: (items) => {
        seen.push(items)
        return items.includes(3)
          ? Promise.reject(new RangeError('three'))
          : Promise.resolve(items.map((i) => ok(i)))
      },
    })
    const answers = await Promise.allSettled([1, 2, 3, 4].map((item) => batcher.submit(item)))
    expect(answers.map((answer) => answer.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(seen).toEqual([[1, 2, 3, 4], [1], [2], [3], [4]])
  })

  test('a Fault answers every item and is not replayed: the batch may have been stored', async () => {
    let runs = 0
    const fault = new Fault({
      code: 'DATABASE_UNAVAILABLE',
      internal: 'gone',
      public: 'gone',
      retryable: true,
    })
    const batcher = createBatcher<number, number>({
      ...bounds,
      run: () => {
        runs += 1
        return Promise.reject(fault)
      },
    })
    const answers = await Promise.all([1, 2].map((item) => batcher.submit(item)))
    expect(answers).toEqual([
      { ok: false, error: fault },
      { ok: false, error: fault },
    ])
    expect(runs).toBe(1)
  })

  test('a wrong number of answers rejects every item without a second run', async () => {
    let runs = 0
    const batcher = createBatcher<number, number>({
      ...bounds,
      run: () => {
        runs += 1
        return Promise.resolve([ok(1)])
      },
    })
    const answers = await Promise.allSettled([1, 2].map((item) => batcher.submit(item)))
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected'])
    expect(runs).toBe(1)
  })

  test('a full queue answers OVERLOADED at once, and drain waits for the rest', async () => {
    const { batches, run } = heldRun()
    const batcher = createBatcher({ run, itemsMax: 10, inFlightMax: 1, queueMax: 2 })
    const first = batcher.submit(1)
    await turn()
    const waiting = [batcher.submit(2), batcher.submit(3)]
    const refused = await batcher.submit(4)
    expect(refused.ok ? null : refused.error.code).toBe('OVERLOADED')
    let drained = false
    const drain = batcher.drain().then(() => {
      drained = true
    })
    batches[0]?.end()
    await turn()
    expect(drained).toBe(false)
    batches[1]?.end()
    await drain
    expect(await Promise.all([first, ...waiting])).toEqual([ok(10), ok(20), ok(30)])
    await batcher.drain()
  })
})

test('property: every item is answered once by its own answer, stored once, in order of submission', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ bad: fc.boolean(), pauseBefore: fc.boolean() }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      async (plan, itemsMax, inFlightMax) => {
        const stored: number[] = []
        const starts: number[] = []
        const batcher = createBatcher<number, string>({
          itemsMax,
          inFlightMax,
          queueMax: 1_000,
          run: async (items) => {
            starts.push(...items.filter((item) => !starts.includes(item)))
            await turn()
            if (items.some((item) => plan[item]?.bad)) throw new RangeError('bad row')
            stored.push(...items)
            return items.map((item) => ok(`stored ${item}`))
          },
        })
        const answers: Promise<unknown>[] = []
        for (const [index, { pauseBefore }] of plan.entries()) {
          if (pauseBefore) await turn()
          answers.push(batcher.submit(index).catch(() => 'bad'))
        }
        const expected = plan.map(({ bad }, index) => (bad ? 'bad' : ok(`stored ${index}`)))
        expect(await Promise.all(answers)).toEqual(expected)
        await batcher.drain()
        const good = plan.flatMap(({ bad }, index) => (bad ? [] : [index]))
        expect(stored.toSorted((a, b) => a - b)).toEqual(good)
        expect(starts).toEqual(plan.map((_, index) => index))
      },
    ),
    { numRuns: 60 },
  )
})
