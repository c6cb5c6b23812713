import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import { pausedAnswer } from '#http/wire/invoices.ts'
import { logLine } from '#http/wire/payments.ts'
import { invoiceText, refused, startApp, type TestApp, told } from '#test/support/app.ts'

let app: TestApp
let vendor: string
beforeAll(async () => {
  app = await startApp({ env: { SAMPLE_DATA: 'false', DAILY_LIMIT: '100000' } })
  vendor = (await app.vendor('Many Pages Ltd')).name
  // Each of these makes one invoice; odd ones a payment too, even ones an approval.
  for (let turn = 0; turn < 24; turn += 1) await submit(turn)
})
afterAll(async () => {
  await app.close()
})

let added = 1_000
function submitAnother(): Promise<void> {
  added += 1
  return submit(added)
}

async function submit(turn: number): Promise<void> {
  const amount = turn % 2 === 1 ? '1.00' : '60.00'
  const answer = await app.submit(invoiceText({ vendor, number: `MP-${turn}`, amount }))
  expect(answer.status, answer.text).toBe(turn % 2 === 1 ? 200 : 202)
}

const page = z.looseObject({
  data: z.array(z.looseObject({ id: z.string() })),
  next_cursor: z.string().nullable(),
})

const lists = [
  '/api/invoices',
  '/api/transactions',
  '/api/approvals',
  '/api/vendors',
  '/users',
  '/api/ledger/entries',
]

describe('cursor paging', () => {
  test.each(lists)(
    '%s: every row once, in pages of any size, also while rows are being added',
    async (url) => {
      const all = told(await app.ask({ url: `${url}?limit=200`, as: 'owner' }), 200, page)
      expect(all.next_cursor).toBeNull()
      const before = all.data.map((row) => row.id)
      expect(new Set(before).size).toBe(before.length)
      for (const limit of [1, 5]) {
        const seen: string[] = []
        let cursor: string | null = null
        let pages = 0
        do {
          const from: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
          const got: z.infer<typeof page> = told(
            await app.ask({ url: `${url}?limit=${limit}${from}`, as: 'owner' }),
            200,
            page,
          )
          expect(got.data.length).toBeLessThanOrEqual(limit)
          seen.push(...got.data.map((row) => row.id))
          cursor = got.next_cursor
          pages += 1
          if (pages % 6 === 2) await submitAnother()
        } while (cursor !== null && pages < 400)
        expect(new Set(seen).size, `${url}: a row twice`).toBe(seen.length)
        // Rows that were there before the walk are all seen, in the same order; newer ones may or may not be.
        const known = new Set(before)
        expect(seen.filter((id) => known.has(id))).toEqual(before)
      }
    },
  )

  test('the log: newest first, its cursor in a header, no gap and no repeat', async () => {
    const read = async (query: string) => {
      const answer = await app.ask({ url: `/api/dashboard/logs${query}`, as: 'viewer' })
      return { lines: told(answer, 200, z.array(logLine)), next: answer.headers['x-next-cursor'] }
    }
    const all = await read('?limit=200')
    expect(all.next).toBeUndefined()
    const times = all.lines.map((line) => Date.parse(line.timestamp))
    expect(times).toEqual(times.toSorted((a, b) => b - a))
    const walked: unknown[] = []
    let from = ''
    for (let turn = 0; turn < 100; turn += 1) {
      const got = await read(`?limit=7${from}`)
      walked.push(...got.lines)
      if (got.next === undefined) break
      from = `&cursor=${encodeURIComponent(got.next)}`
    }
    const known = new Set(all.lines.map((line) => JSON.stringify(line)))
    expect(walked.filter((line) => known.has(JSON.stringify(line)))).toEqual(all.lines)
    const decided = all.lines.find((line) => line.event === 'invoice.decided' && line.amount === 1)
    expect(decided).toMatchObject({ vendor, currency: 'MNEE', status: 'pay' })
    expect(decided?.agent_thought).toBe(decided?.reason)
  })

  test.each([...lists, '/api/dashboard/logs'])('%s: a cursor of nobody is 400, never a 500', async (url) => {
    const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url')
    const foreign = [
      'x',
      '%27%3B--',
      encode('-'.repeat(36)),
      encode('7'.repeat(36)),
      encode('0190c2a4-7c1e-7b3a-9f5e-zzzzzzzzzzzz'),
      encode('9'.repeat(19)),
      encode('-1'),
      encode(''),
      'A'.repeat(201),
    ]
    for (const cursor of foreign) {
      const no = refused(await app.ask({ url: `${url}?cursor=${cursor}`, as: 'owner' }), 400)
      expect(no.code, cursor).toBe('VALIDATION_ERROR')
    }
  })

  test('a cursor of one list is refused or harmless in another, never a 500', async () => {
    const encode = (text: string) => Buffer.from(text, 'utf8').toString('base64url')
    for (const url of [...lists, '/api/dashboard/logs']) {
      for (const cursor of [encode(uuidV7.next()), encode('7'), uuidV7.next()]) {
        const answer = await app.ask({ url: `${url}?cursor=${cursor}`, as: 'owner' })
        expect([200, 400], `${url} ${answer.text}`).toContain(answer.status)
      }
    }
  })
})

describe('filters', () => {
  test('transactions by status and by vendor, by name in any case or by id', async () => {
    const of = async (query: string) => {
      const got = told(
        await app.ask({ url: `/api/transactions?limit=200&${query}`, as: 'viewer' }),
        200,
        page,
      )
      return got.data
    }
    const everything = await of('')
    expect(everything.length).toBeGreaterThanOrEqual(12)
    expect(await of(`vendor=${encodeURIComponent(vendor.toUpperCase())}`)).toHaveLength(everything.length)
    expect(await of(`vendor=${String(everything[0]?.['vendor_id'])}`)).toHaveLength(everything.length)
    expect(await of('vendor=Nobody%20Ltd')).toEqual([])
    expect(await of("vendor=' or 1=1 --")).toEqual([])
    expect(await of('status=failed')).toEqual([])
    const counted = await Promise.all(
      ['queued', 'submitted', 'unknown', 'confirmed', 'final', 'failed', 'blocked', 'cancelled'].map(
        async (status) => (await of(`status=${status}`)).length,
      ),
    )
    // A payment moves on between two questions: it may be met twice or missed, never counted as failed.
    const total = counted.reduce((sum, count) => sum + count, 0)
    expect(Math.abs(total - everything.length)).toBeLessThanOrEqual(2)
  })

  test('invoices and approvals by status', async () => {
    const answer = await app.ask({ url: '/api/invoices?status=awaiting_approval&limit=200', as: 'viewer' })
    const waiting = told(answer, 200, page).data
    expect(waiting.length).toBeGreaterThanOrEqual(12)
    expect(new Set(waiting.map((row) => row['status']))).toEqual(new Set(['awaiting_approval']))
    const pending = await app.ask({ url: '/api/approvals?status=pending&limit=200', as: 'viewer' })
    expect(told(pending, 200, page).data).toHaveLength(waiting.length)
  })

  test('an approval is listed at once when its 202 is told', async () => {
    const answer = await app.submit(invoiceText({ vendor, number: 'NOW-1', amount: '70.00' }))
    const { approval_id } = told(answer, 202, pausedAnswer)
    const newest = told(await app.ask({ url: '/api/approvals?limit=1', as: 'viewer' }), 200, page)
    expect(newest.data[0]?.id).toBe(approval_id)
  })
})
