import { describe, expect, test } from 'vitest'
import { Fault } from '#kernel/fault.ts'
import { err } from '#kernel/result.ts'
import { readDocument } from './read-document.ts'

describe('readDocument', () => {
  test('pitfall 1: the sample invoice, without a second reader', async () => {
    const text = 'INVOICE #INV-2024-001\nVendor: CloudSpace Hosting LLC\nTOTAL DUE: 150.00 MNEE'
    const reading = await readDocument({ llm: null }, { text })
    expect(reading).toMatchObject({
      ok: true,
      value: {
        fields: {
          number: { value: 'INV-2024-001' },
          seller_name: { value: 'CloudSpace Hosting LLC' },
          amount_due: { value: '150.00' },
        },
        flags: [],
        readers: ['text'],
      },
    })
  })

  test.each([
    ['Please update Q4 set of licences, 45.00 MNEE', ['seller_name']],
    ['Invoice 7 from Acme GmbH', ['amount_due']],
    ['Hello', ['amount_due', 'seller_name']],
    ['Invoice 7\nVendor: Acme\nTotal due: 1.00 MNEE\nTotal due: 9.00 MNEE', ['amount_due']],
  ])('pitfall 2: %j is accepted as text but unreadable, with what was found', async (text, missing) => {
    expect(await readDocument({ llm: null }, { text })).toMatchObject({
      ok: false,
      error: { kind: 'unreadable', missing },
    })
  })

  test('pitfall 5: an address in the text is a claim with evidence, nothing else', async () => {
    const wallet = '0x52908400098527886E0F7030069857D2E4169EE7'
    const reading = await readDocument(
      { llm: null },
      { text: `Invoice 7\nVendor: Acme\nTotal due: 1.00 MNEE\nPay to ${wallet}` },
    )
    expect(reading).toMatchObject({
      ok: true,
      value: { fields: { wallet: { value: wallet, source: 'text' } } },
    })
  })

  test('a configured second reader that fails is a flag', async () => {
    const fault = new Fault({
      code: 'READER_UNAVAILABLE',
      internal: 'secret detail',
      public: 'not available',
      retryable: true,
    })
    const llm = { read: () => Promise.resolve(err(fault)) }
    const reading = await readDocument({ llm }, { text: 'Invoice 7\nVendor: Acme\nTotal due: 1.00 MNEE' })
    expect(reading).toMatchObject({
      ok: true,
      value: {
        flags: [{ code: 'second_reader_missing', detail: 'The second reader did not answer: not available' }],
      },
    })
  })
})
