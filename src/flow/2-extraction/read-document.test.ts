import { describe, expect, test } from 'vitest'
import { createWorkerReader, workerReaderDefaults } from '#adapters/reader/worker-reader.ts'
import { Fault } from '#kernel/fault.ts'
import { err, ok } from '#kernel/result.ts'
import { emptyReading } from './core/empty-reading.ts'
import { readClaims } from './core/read-claims.ts'
import { readDocument } from './read-document.ts'

const text = createWorkerReader(workerReaderDefaults, () => undefined)
const short = 'Invoice 7\nVendor: Acme\nTotal due: 1.00 MNEE'

function fault(code: 'READER_UNAVAILABLE' | 'OVERLOADED'): Fault {
  return new Fault({ code, internal: 'secret detail', public: 'not available', retryable: true })
}

/** A second reader that records what it was asked. */
function second(answer: Awaited<ReturnType<NonNullable<Parameters<typeof readDocument>[0]['llm']>['read']>>) {
  const asked: string[] = []
  const read = (words: string) => {
    asked.push(words)
    return Promise.resolve(answer)
  }
  return { asked, read }
}

describe('readDocument', () => {
  test('pitfall 1: the sample invoice, without a second reader', async () => {
    const sample = 'INVOICE #INV-2024-001\nVendor: CloudSpace Hosting LLC\nTOTAL DUE: 150.00 MNEE'
    const read = await readDocument({ text, llm: null }, { text: sample })
    expect(read).toMatchObject({
      ok: true,
      value: {
        secondReader: 'not_configured',
        reading: {
          fields: {
            number: { value: 'INV-2024-001' },
            seller_name: { value: 'CloudSpace Hosting LLC' },
            amount_due: { value: '150.00' },
          },
          flags: [],
          readers: ['text'],
        },
      },
    })
  })

  test('pitfall 2: a text without an amount is read, with what was found', async () => {
    expect(await readDocument({ text, llm: null }, { text: 'Invoice 7 from Acme GmbH' })).toMatchObject({
      ok: true,
      value: { reading: { fields: { amount_due: null, seller_name: { value: 'Acme GmbH' } } } },
    })
  })

  test('pitfall 5: an address in the text is a claim with evidence, nothing else', async () => {
    const wallet = '0x52908400098527886E0F7030069857D2E4169EE7'
    const read = await readDocument({ text, llm: null }, { text: `${short}\nPay to ${wallet}` })
    expect(read).toMatchObject({
      ok: true,
      value: { reading: { fields: { wallet: { value: wallet, source: 'text' } } } },
    })
  })

  test('a second reader that agrees is named', async () => {
    const llm = second(ok(readClaims(short)))
    expect(await readDocument({ text, llm }, { text: short })).toMatchObject({
      ok: true,
      value: { secondReader: 'agrees', reading: { flags: [] } },
    })
    expect(llm.asked).toEqual([short])
  })

  test('a second reader that reads another amount disagrees', async () => {
    const llm = second(ok(readClaims(short.replace('1.00', '9.00'))))
    expect(await readDocument({ text, llm }, { text: short })).toMatchObject({
      ok: true,
      value: { secondReader: 'disagrees', reading: { fields: { amount_due: { value: '1.00' } } } },
    })
  })

  test('a configured second reader that fails is a flag', async () => {
    const llm = second(err(fault('READER_UNAVAILABLE')))
    expect(await readDocument({ text, llm }, { text: short })).toMatchObject({
      ok: true,
      value: {
        secondReader: 'missing',
        reading: {
          flags: [
            { code: 'second_reader_missing', detail: 'The second reader did not answer: not available' },
          ],
        },
      },
    })
  })

  test('a text that the first reader gave up is not shown to the second, and nothing of it is claimed', async () => {
    const givenUp = { read: () => Promise.resolve(ok({ kind: 'given_up', why: 'time' } as const)) }
    const llm = second(ok(readClaims(short)))
    expect(await readDocument({ text: givenUp, llm }, { text: short })).toEqual(
      ok({ reading: emptyReading, secondReader: 'missing' }),
    )
    expect(llm.asked).toEqual([])
  })

  test('an overloaded first reader is a fault, and the second one costs nothing', async () => {
    const busy = { read: () => Promise.resolve(err(fault('OVERLOADED'))) }
    const llm = second(ok(readClaims(short)))
    expect(await readDocument({ text: busy, llm }, { text: short })).toMatchObject({
      ok: false,
      error: { code: 'OVERLOADED' },
    })
    expect(llm.asked).toEqual([])
  })
})
