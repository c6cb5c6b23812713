import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ServerProcess } from '#test/support/server-process.ts'
import { type Answer, invoiceOf, type Payee } from './server-client.ts'
import {
  findServerViolations,
  type Opening,
  readOpening,
  type Submitted,
  untilEnded,
} from './server-oracle.ts'
import { createOwnParts, type OwnParts } from './server-own-chain.ts'
import { invoiceIdOf, submitUntilAcknowledged } from './server-scene.ts'

const rounds = 20
const killWithinMs = 200
const testMsMax = 900_000
let parts: OwnParts
let payee: Payee
let opening: Opening
let server: ServerProcess
const submitted: Submitted[] = []

beforeAll(async () => {
  parts = await createOwnParts()
  server = await parts.scene.start()
  await parts.scene.client.signIn()
  payee = await parts.scene.client.register('Kill Print Ltd')
  opening = await readOpening(parts.scene.client, parts.chain.url)
}, testMsMax)

afterAll(() => parts.end(), testMsMax)

type Draft = { readonly text: string; readonly amount: string; readonly end: Submitted['end'] }

/** Three that are paid at once and one that a person must decide, with amounts of their own. */
function draftsOf(round: number): readonly Draft[] {
  return [0, 1, 2, 3].map((place) => {
    const asks = place === 3
    const amount = `${(asks ? 60 : 1) + round}.${String(10 + place)}`
    const text = invoiceOf({ vendor: payee.name, number: `IN-${round}-${place}`, amount })
    return { text, amount, end: asks ? 'awaiting_approval' : 'paid' }
  })
}

/** Sends all and kills the server: after a random moment, or with the first byte of the first answer. */
async function sendAndKill(
  drafts: readonly Draft[],
  afterMs: number | 'first byte',
): Promise<readonly (Answer | null)[]> {
  const kill = () => server.child.kill('SIGKILL')
  const onFirstByte = afterMs === 'first byte' ? kill : undefined
  const answers = Promise.all(drafts.map((draft) => parts.scene.client.submit(draft.text, onFirstByte)))
  if (afterMs !== 'first byte') setTimeout(kill, afterMs)
  expect(await server.ended()).toBe('SIGKILL')
  return answers
}

it(
  `PITFALL 7: kill -9 between commit and answer, ${rounds} times: every acknowledged invoice is there, the same text gets the same answer, nothing is paid twice or lost`,
  async () => {
    let acknowledgedBeforeDeath = 0
    for (let round = 0; round < rounds; round += 1) {
      const drafts = draftsOf(round)
      const afterMs = round % 2 === 0 ? 'first byte' : randomInt(killWithinMs)
      const before = await sendAndKill(drafts, afterMs)
      server = await parts.scene.start()
      const after = await Promise.all(
        drafts.map((draft) => submitUntilAcknowledged(parts.scene.client, draft.text)),
      )
      for (const [place, draft] of drafts.entries()) {
        const told = before[place] ?? null
        const again = after[place] ?? null
        const id = invoiceIdOf(again) ?? ''
        if (invoiceIdOf(told) !== null) {
          acknowledgedBeforeDeath += 1
          expect({ ...told, replayed: true }, `round ${round}, killed after ${afterMs}`).toEqual(again)
        } else if (told !== null) expect(told.status, told.text).toBe(503)
        submitted.push({ invoiceId: id, payee, amount: draft.amount, end: draft.end })
      }
    }
    // Otherwise every kill came before any answer, and nothing was proven about what was acknowledged.
    expect(acknowledgedBeforeDeath).toBeGreaterThan(0)
    expect(new Set(submitted.map((each) => each.invoiceId)).size).toBe(4 * rounds)
    await untilEnded(parts.scene.client, submitted)
    expect(await findServerViolations(parts.scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)
