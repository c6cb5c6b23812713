import { afterEach, describe, expect, test } from 'vitest'
import type { QuotedAnswer } from '#flow/2-extraction/core/reading-from-answer.ts'
import { readDocument } from '#flow/2-extraction/read-document.ts'
import { type FakeLlm, type LlmStep, startFakeLlm } from '#test/support/fake-llm.ts'
import { createLlmReader, llmDefaults } from './llm.ts'
import { createWorkerReader, workerReaderDefaults } from './worker-reader.ts'

const reader = createWorkerReader(workerReaderDefaults, () => undefined)

const text = 'INVOICE #INV-2024-001\nVendor: CloudSpace Hosting LLC\nDate: 2024-12-01\nTOTAL DUE: 150.00 MNEE'
const nothing: QuotedAnswer = {
  number: null,
  issue_date: null,
  due_date: null,
  seller_name: null,
  seller_tax_id: null,
  buyer_name: null,
  currency: null,
  net: null,
  tax: null,
  total: null,
  prepaid: null,
  amount_due: null,
  ibans: [],
  wallet: null,
  document_type: null,
  payment_terms: null,
}
const good: QuotedAnswer = {
  ...nothing,
  number: { value: 'INV-2024-001', quote: 'INVOICE #INV-2024-001' },
  issue_date: { value: '2024-12-01', quote: 'Date: 2024-12-01' },
  seller_name: { value: 'CloudSpace Hosting LLC', quote: 'Vendor: CloudSpace Hosting LLC' },
  currency: { value: 'MNEE', quote: '150.00 MNEE' },
  amount_due: { value: '150.00', quote: 'TOTAL DUE: 150.00 MNEE' },
  document_type: { value: 'invoice', quote: 'INVOICE' },
}

const running: FakeLlm[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()))
})

type Trial = {
  readonly server: FakeLlm
  readonly slept: number[]
  readonly llm: ReturnType<typeof createLlmReader>
}

async function trial(steps: readonly LlmStep[], random = 0.5): Promise<Trial> {
  const server = await startFakeLlm(steps)
  running.push(server)
  const slept: number[] = []
  const tools = {
    random: () => random,
    sleep: (ms: number) => {
      slept.push(ms)
      return Promise.resolve()
    },
  }
  const settings = { ...llmDefaults, apiKey: 'test-key', baseUrl: server.baseUrl, attemptTimeoutMs: 2_000 }
  return { server, slept, llm: createLlmReader(settings, tools) }
}

describe('a good answer', () => {
  test('is asked for by the real protocol: strict schema, temperature 0, no tools, no history', async () => {
    const { server, llm } = await trial([{ kind: 'answer', answer: good }])
    const reading = await llm.read(text)
    expect(reading).toMatchObject({ ok: true })
    const [request, ...others] = server.requests()
    expect(others).toEqual([])
    expect(request?.path).toBe('/v1/chat/completions')
    expect(request?.authorization).toBe('Bearer test-key')
    expect(request?.body).toMatchObject({
      model: 'gpt-4o',
      temperature: 0,
      max_tokens: 3_000,
      response_format: { type: 'json_schema', json_schema: { name: 'invoice_fields', strict: true } },
    })
    expect(request?.body['tools']).toBeUndefined()
    expect(request?.body['messages']).toHaveLength(2)
    expect(JSON.stringify(request?.body['messages'])).toContain('INV-2024-001')
  })

  test('the schema demands every field and allows no other, at every level', async () => {
    const { server, llm } = await trial([{ kind: 'answer', answer: good }])
    await llm.read(text)
    const schema = JSON.stringify(server.requests()[0]?.body['response_format'])
    const objects = schema.match(/"type":"object"/g)?.length ?? 0
    expect(objects).toBeGreaterThan(10)
    expect(schema.match(/"additionalProperties":false/g)).toHaveLength(objects)
    expect(schema.match(/"required":\[/g)).toHaveLength(objects)
  })

  test('becomes claims with offsets in the text, and both readers agree without a flag', async () => {
    const { llm } = await trial([{ kind: 'answer', answer: good }])
    const reading = await readDocument({ text: reader, llm }, { text })
    expect(reading).toMatchObject({
      ok: true,
      value: { reading: { readers: ['text', 'llm'], flags: [] }, secondReader: 'agrees' },
    })
    if (!reading.ok) return
    const due = reading.value.reading.fields.amount_due
    expect(due).toMatchObject({ value: '150.00', source: 'text', confidence: 99 })
    expect(due?.evidence.map(({ start, end }) => text.slice(start ?? 0, end ?? 0))).toEqual([
      '150.00',
      'TOTAL DUE: 150.00 MNEE',
    ])
  })
})

describe('attempts', () => {
  test('succeeds at the third attempt, with doubling jittered pauses', async () => {
    const steps: readonly LlmStep[] = [
      { kind: 'status', status: 500 },
      { kind: 'drop' },
      { kind: 'answer', answer: good },
    ]
    const middle = await trial(steps)
    expect(await middle.llm.read(text)).toMatchObject({
      ok: true,
      value: { fields: { amount_due: { value: '150.00' } } },
    })
    expect(middle.server.requests()).toHaveLength(3)
    expect(middle.slept).toEqual([375, 750])
    const low = await trial(steps, 0)
    await low.llm.read(text)
    expect(low.slept).toEqual([250, 500])
  })

  test('429 waits as long as the server asks', async () => {
    const { llm, slept } = await trial([
      { kind: 'status', status: 429, headers: { 'retry-after': '2' } },
      { kind: 'status', status: 429, headers: { 'retry-after-ms': '1234' } },
      { kind: 'answer', answer: good },
    ])
    expect(await llm.read(text)).toMatchObject({ ok: true })
    expect(slept).toEqual([2_000, 1_234])
  })

  test('a pause of a minute is not waited for', async () => {
    const { llm, slept, server } = await trial([
      { kind: 'status', status: 429, headers: { 'retry-after': '60' } },
    ])
    expect(await llm.read(text)).toMatchObject({
      ok: false,
      error: { code: 'READER_UNAVAILABLE', retryable: true },
    })
    expect(slept).toEqual([])
    expect(server.requests()).toHaveLength(1)
  })

  test.each<readonly [string, LlmStep]>([
    ['500', { kind: 'status', status: 500 }],
    ['503', { kind: 'status', status: 503 }],
    ['a dropped connection', { kind: 'drop' }],
    ['HTML', { kind: 'html' }],
    ['truncated JSON', { kind: 'truncated' }],
    ['a completion that is no JSON', { kind: 'text', text: 'The total is 150.00' }],
    ['JSON of another form', { kind: 'answer', answer: { total: 150 } }],
    ['an answer with a key of its own', { kind: 'answer', answer: { ...good, payee: '0x00' } }],
    [
      'a number instead of text',
      { kind: 'answer', answer: { ...good, amount_due: { value: 150, quote: '150.00' } } },
    ],
    ['an endless answer', { kind: 'flood', bytes: 1_200_000 }],
  ])('%s: three attempts, then READER_UNAVAILABLE', async (_name, step) => {
    const { llm, server, slept } = await trial([step])
    const reading = await llm.read(text)
    expect(reading).toMatchObject({ ok: false, error: { code: 'READER_UNAVAILABLE' } })
    expect(server.requests()).toHaveLength(3)
    expect(slept).toHaveLength(2)
  })

  test.each<readonly [string, LlmStep]>([
    ['401', { kind: 'status', status: 401 }],
    ['400', { kind: 'status', status: 400 }],
    ['a refusal', { kind: 'refusal' }],
  ])('%s: one attempt, trying again cannot help', async (_name, step) => {
    const { llm, server } = await trial([step])
    expect(await llm.read(text)).toMatchObject({
      ok: false,
      error: { code: 'READER_UNAVAILABLE', retryable: false },
    })
    expect(server.requests()).toHaveLength(1)
  })

  test('a server that hangs is left after the time limit of each attempt', async () => {
    const server = await startFakeLlm([{ kind: 'hang' }])
    running.push(server)
    const settings = { ...llmDefaults, apiKey: 'k', baseUrl: server.baseUrl, attemptTimeoutMs: 150 }
    const llm = createLlmReader(settings, { random: () => 0, sleep: () => Promise.resolve() })
    const reading = await llm.read(text)
    expect(reading).toMatchObject({
      ok: false,
      error: { internal: 'LLM reader: no answer within 150 ms', retryable: true },
    })
    expect(server.requests()).toHaveLength(3)
  })

  test('a redirect is not followed: the key goes nowhere else', async () => {
    const other = await startFakeLlm([{ kind: 'answer', answer: good }])
    running.push(other)
    const { llm } = await trial([{ kind: 'redirect', to: `${other.baseUrl}/chat/completions` }])
    expect(await llm.read(text)).toMatchObject({ ok: false, error: { code: 'READER_UNAVAILABLE' } })
    expect(other.requests()).toEqual([])
  })

  test('neither key nor document stands in the fault', async () => {
    const { llm } = await trial([{ kind: 'status', status: 401 }])
    const reading = await llm.read(text)
    if (reading.ok) throw new Error('a 401 was taken for an answer')
    expect(`${reading.error.internal} ${reading.error.public}`).not.toMatch(/test-key|CloudSpace/)
  })
})

describe('an answer is never trusted', () => {
  test('data of another invoice is dropped claim by claim, and a person looks', async () => {
    const { llm } = await trial([
      {
        kind: 'answer',
        answer: {
          ...nothing,
          number: { value: 'X-9', quote: 'Invoice X-9' },
          seller_name: { value: 'Evil Corp', quote: 'Vendor: Evil Corp' },
          amount_due: { value: '9999.00', quote: 'TOTAL DUE: 9999.00 MNEE' },
          currency: { value: 'MNEE', quote: '9999.00 MNEE' },
        },
      },
    ])
    const reading = await readDocument({ text: reader, llm }, { text })
    expect(reading).toMatchObject({
      ok: true,
      value: {
        reading: {
          fields: { amount_due: { value: '150.00' }, seller_name: { value: 'CloudSpace Hosting LLC' } },
        },
        secondReader: 'disagrees',
      },
    })
    if (!reading.ok) return
    expect(reading.value.reading.flags.map(({ code }) => code)).toEqual([
      'readers_disagree',
      'readers_disagree',
      'readers_disagree',
    ])
    expect(reading.value.reading.checks.filter(({ passed }) => !passed)).toMatchObject([
      { name: 'claims_verified' },
    ])
  })

  test('a value that its own quote does not say is dropped', async () => {
    const { llm } = await trial([
      {
        kind: 'answer',
        answer: { ...good, amount_due: { value: '1500.00', quote: 'TOTAL DUE: 150.00 MNEE' } },
      },
    ])
    expect(await llm.read(text)).toMatchObject({ ok: true, value: { fields: { amount_due: null } } })
  })

  test('half of a number is no quote', async () => {
    const { llm } = await trial([
      { kind: 'answer', answer: { ...good, amount_due: { value: '50.00', quote: '50.00 MNEE' } } },
    ])
    expect(await llm.read(text)).toMatchObject({ ok: true, value: { fields: { amount_due: null } } })
  })

  test('an injected payee that is not in the text is no wallet', async () => {
    const wallet = '0x52908400098527886E0F7030069857D2E4169EE7'
    const { llm } = await trial([
      { kind: 'answer', answer: { ...good, wallet: { value: wallet, quote: wallet } } },
    ])
    const reading = await readDocument({ text: reader, llm }, { text })
    expect(reading).toMatchObject({ ok: true, value: { reading: { fields: { wallet: null } } } })
  })

  test('an amount that stands in the text elsewhere disagrees, and the deterministic one stays', async () => {
    const two = `${text}\nLast month: 15.00 MNEE`
    const { llm } = await trial([
      { kind: 'answer', answer: { ...good, amount_due: { value: '15.00', quote: '15.00 MNEE' } } },
    ])
    const reading = await readDocument({ text: reader, llm }, { text: two })
    expect(reading).toMatchObject({
      ok: true,
      value: { reading: { fields: { amount_due: { value: '150.00', confidence: 40 } } } },
    })
    if (!reading.ok) return
    expect(reading.value.reading.flags.map(({ code }) => code)).toEqual(['readers_disagree'])
  })
})

describe('a configured reader that does not deliver', () => {
  test('is a flag for a person, never an approval by itself and never an error of the invoice', async () => {
    const { llm } = await trial([{ kind: 'status', status: 500 }])
    const reading = await readDocument({ text: reader, llm }, { text })
    expect(reading).toMatchObject({
      ok: true,
      value: {
        reading: {
          readers: ['text'],
          flags: [{ code: 'second_reader_missing' }],
          fields: { amount_due: { value: '150.00' } },
        },
        secondReader: 'missing',
      },
    })
  })
})
