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

const testMsMax = 300_000
const payments = 20
/** The lease is 4 s and asked for twice a second (ENGINE: take-over 2.9 s on a free machine). */
const takeOverMsMax = 6_000
const sayMsMax = 90_000
let parts: OwnParts
let payee: Payee
let opening: Opening
let server: ServerProcess
let worker: ServerProcess
const submitted: Submitted[] = []

async function untilSaid(process: ServerProcess, words: string): Promise<void> {
  const deadline = performance.now() + sayMsMax
  while (!process.out.some((line) => line.includes(words))) {
    if (performance.now() > deadline)
      throw new Error(`it never said "${words}":\n${process.out.slice(-20).join('\n')}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const leads = (process: ServerProcess) => untilSaid(process, 'payment loop: lease claimed')
const isLeader = (process: ServerProcess) =>
  process.out.some((line) => line.includes('payment loop: lease claimed'))

async function submitAll(from: number): Promise<readonly (Answer | null)[]> {
  const amounts = Array.from({ length: payments }, (_, index) => `${1 + from + index}.25`)
  const texts = amounts.map((amount, index) =>
    invoiceOf({ vendor: payee.name, number: `TWO-${from + index}`, amount }),
  )
  const answers = await Promise.all(texts.map((text) => submitUntilAcknowledged(parts.scene.client, text)))
  for (const [index, answer] of answers.entries()) {
    submitted.push({ invoiceId: invoiceIdOf(answer) ?? '', payee, amount: amounts[index] ?? '', end: 'paid' })
  }
  return answers
}

async function killAndMeasure(leader: ServerProcess, follower: ServerProcess): Promise<number> {
  expect([isLeader(leader), isLeader(follower)]).toEqual([true, false])
  leader.child.kill('SIGKILL')
  const began = performance.now()
  expect(await leader.ended()).toBe('SIGKILL')
  await leads(follower)
  return performance.now() - began
}

beforeAll(async () => {
  parts = await createOwnParts()
  // The worker starts first, so that it leads. Its schema is the server's, too: no second migration.
  worker = parts.scene.spawn({}, ['--worker'])
  await leads(worker)
  server = await parts.scene.start()
  await parts.scene.client.signIn()
  payee = await parts.scene.client.register('Two Heads Ltd')
  opening = await readOpening(parts.scene.client, parts.chain.url)
}, testMsMax)

afterAll(() => parts.end(), testMsMax)

it(
  `PITFALL 7: the leading worker killed under ${payments} payments, the server takes over in time and pays each once`,
  async () => {
    const answers = submitAll(0)
    const tookMs = await killAndMeasure(worker, server)
    await answers
    expect(tookMs).toBeLessThan(takeOverMsMax)
    await untilEnded(parts.scene.client, submitted)
    expect(await findServerViolations(parts.scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)

it(
  `the leading server killed with ${payments} acknowledged payments, a worker alone takes over and pays each once`,
  async () => {
    worker = parts.scene.spawn({}, ['--worker'])
    await untilSaid(worker, 'worker is running')
    await submitAll(payments)
    const tookMs = await killAndMeasure(server, worker)
    expect(tookMs).toBeLessThan(takeOverMsMax)
    // Nobody answers HTTP now: only the chain tells that the worker pays.
    await expect
      .poll(async () => (await opening.chain.outgoing(opening.block)).length, {
        timeout: 60_000,
        interval: 50,
      })
      .toBe(2 * payments)
    server = await parts.scene.start()
    await untilEnded(parts.scene.client, submitted)
    expect(await findServerViolations(parts.scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)

it(
  'a payment that reverts ends once as failed and gives its reservation back when the server is killed inside that booking',
  async () => {
    for (const process of [worker, server]) {
      process.child.kill('SIGTERM')
      expect(await process.ended()).toBe(0)
    }
    const [amount, number] = ['41.50', 'TWO-99']
    const text = invoiceOf({ vendor: payee.name, number, amount })
    server = await parts.scene.start({ CRASH_AT: 'after_commit_before_broadcast' })
    await parts.scene.client.submit(text)
    expect(await server.ended()).toBe('SIGKILL')
    // It passed the dry run and is signed; now the token refuses the payee.
    const blocked = await parts.chain.blockAccount(`0x${payee.wallet.slice(2)}`, true)
    expect(await parts.chain.mined(blocked)).toBe('success')
    server = parts.scene.spawn({ CRASH_AT: 'in_fail_void' })
    expect(await server.ended()).toBe('SIGKILL')
    server = await parts.scene.start()
    const answer = await submitUntilAcknowledged(parts.scene.client, text)
    submitted.push({ invoiceId: invoiceIdOf(answer) ?? '', payee, amount, end: 'failed' })
    await untilEnded(parts.scene.client, submitted)
    expect(await findServerViolations(parts.scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)
