import { describe, expect, test } from 'vitest'
import { sleep, systemClock } from '#adapters/clock/system.ts'
import { sha256Digest } from '#adapters/digest/sha256.ts'
import { uuidV7 } from '#adapters/ids/uuid-v7.ts'
import {
  createWorkerReader,
  type WorkerReaderSettings,
  workerReaderDefaults,
} from '#adapters/reader/worker-reader.ts'
import { readDocument } from './2-extraction/read-document.ts'
import { createProcessInvoice, type ProcessInvoice } from './process-invoice.ts'

function unreached(): never {
  throw new Error('nothing may be asked of the database for a text that was not read')
}

/** The corridor with its real reader; whatever would read or write the database throws. */
function corridor(changed: Partial<WorkerReaderSettings>): {
  readonly process: ProcessInvoice
  readonly stop: () => Promise<void>
} {
  const text = createWorkerReader({ ...workerReaderDefaults, ...changed }, () => undefined)
  const process = createProcessInvoice({
    intake: {
      loadFacts: unreached,
      commit: unreached,
      tell: unreached,
      currentPolicyVersion: unreached,
      findReplay: unreached,
    },
    read: (rawText) => readDocument({ text, llm: null }, { text: rawText }),
    secondReaderConfigured: false,
    token: () => ({ symbol: 'MNEE', decimals: 18, address: '0x00', chainId: 1946, peg: 'USD' }),
    hashes: { waitForHash: unreached },
    digest: sha256Digest,
    ids: uuidV7,
    clock: systemClock,
    sleep,
    onDecided: () => undefined,
  })
  return { process, stop: text.stop }
}

const long = `INVOICE #INV-7\nVendor: Acme GmbH\nTOTAL DUE: 1.00 MNEE\n${'invoice #1\n'.repeat(5_000)}`

describe('a text that cannot be read commits nothing', { timeout: 30_000 }, () => {
  test('beyond the bounds of time it is unreadable, though its first lines are an invoice', async () => {
    const { process, stop } = corridor({ cpuMsMax: 4 })
    const told = await process({ rawText: long, submittedBy: null, channel: 'api' })
    expect(told).toEqual({
      ok: true,
      value: {
        outcome: { kind: 'unreadable', missing: ['amount_due', 'seller_name'], found: {} },
        replayed: false,
      },
    })
    await stop()
  })

  test('beyond the queue it is OVERLOADED, to be sent again', async () => {
    const { process, stop } = corridor({ waitingMax: 0 })
    const told = await process({ rawText: long, submittedBy: null, channel: 'api' })
    expect(told).toMatchObject({ ok: false, error: { code: 'OVERLOADED', retryable: true } })
    await stop()
  })

  test('a text without an amount due is unreadable, with what was found', async () => {
    const { process, stop } = corridor({})
    const told = await process({ rawText: 'Invoice 7 from Acme GmbH', submittedBy: null, channel: 'api' })
    expect(told).toMatchObject({
      ok: true,
      value: {
        outcome: {
          kind: 'unreadable',
          missing: ['amount_due'],
          found: { number: '7', seller_name: 'Acme GmbH' },
        },
      },
    })
    await stop()
  })
})
