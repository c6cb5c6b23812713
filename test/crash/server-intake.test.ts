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

/** The first acknowledgement of each text; whatever is told later must be the same. */
const told = new Map<string, Answer>()

function note(draft: Draft, answer: Answer | null, round: string): void {
  const first = told.get(draft.text)
  if (answer === null) return
  if (invoiceIdOf(answer) === null) expect(answer.status, `${round}: ${answer.text}`).toBe(503)
  else if (first === undefined) told.set(draft.text, answer)
  else expect(answer, round).toEqual({ ...first, replayed: true })
}

it(
  `PITFALL 7: kill -9 between commit and answer, ${rounds} times: every acknowledged invoice is there, the same text gets the same answer, nothing is paid twice or lost`,
  async () => {
    const drafts: Draft[] = []
    for (let round = 0; round < rounds; round += 1) {
      const fresh = draftsOf(round)
      // What the last kill cut off is sent again by its client, and may be cut off again.
      const sent = [...fresh, ...drafts.slice(-fresh.length)]
      drafts.push(...fresh)
      const afterMs = round % 2 === 0 ? 'first byte' : randomInt(killWithinMs)
      const answers = await sendAndKill(sent, afterMs)
      for (const [place, draft] of sent.entries()) {
        note(draft, answers[place] ?? null, `round ${round}, killed after ${afterMs}`)
      }
      server = await parts.scene.start()
    }
    // Fewer would prove little about what was acknowledged; every second kill waits for a first byte.
    expect(told.size).toBeGreaterThanOrEqual(rounds / 4)
    const last = await Promise.all(
      drafts.map((draft) => submitUntilAcknowledged(parts.scene.client, draft.text)),
    )
    for (const [index, draft] of drafts.entries()) {
      const answer = last[index] ?? null
      note(draft, answer, 'at the end')
      submitted.push({ invoiceId: invoiceIdOf(answer) ?? '', payee, amount: draft.amount, end: draft.end })
    }
    expect(new Set(submitted.map((each) => each.invoiceId)).size).toBe(4 * rounds)
    await untilEnded(parts.scene.client, submitted)
    expect(await findServerViolations(parts.scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)
