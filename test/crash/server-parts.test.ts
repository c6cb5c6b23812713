import { afterAll, beforeAll, expect, it } from 'vitest'
import { approvedAnswer, queuedAnswer } from '#http/wire/invoices.ts'
import type { ServerProcess } from '#test/support/server-process.ts'
import { type Answer, invoiceOf, type Payee } from './server-client.ts'
import {
  findServerViolations,
  type Opening,
  readOpening,
  type Submitted,
  untilEnded,
} from './server-oracle.ts'
import {
  anvilPid,
  createScene,
  invoiceIdOf,
  localRpcUrl,
  postmasterPid,
  type Scene,
  submitUntilAcknowledged,
} from './server-scene.ts'

const testMsMax = 300_000
const payments = 10
let scene: Scene
let server: ServerProcess
let payee: Payee
let opening: Opening
const submitted: Submitted[] = []

beforeAll(async () => {
  scene = await createScene()
  server = await scene.start()
  await scene.client.signIn()
  payee = await scene.client.known('CloudSpace Hosting LLC')
  opening = await readOpening(scene.client, await localRpcUrl(scene.dir))
}, testMsMax)

afterAll(async () => {
  expect(await scene.end()).toEqual([])
}, testMsMax)

const until = (condition: () => boolean | Promise<boolean>) =>
  expect.poll(condition, { timeout: 90_000, interval: 50 }).toBe(true)
const said = (words: string) => server.out.filter((line) => line.includes(words)).length

type Sent = { readonly text: string; readonly amount: string; readonly answer: Answer | null }

function send(name: string): Promise<readonly Sent[]> {
  return Promise.all(
    Array.from({ length: payments }, async (_, index) => {
      const amount = `${10 + submitted.length + index}.31`
      const text = invoiceOf({ vendor: payee.name, number: `${name}-${index}`, amount })
      return { text, amount, answer: await scene.client.submit(text) }
    }),
  )
}

/**
 * What was acknowledged stays so, word for word; what was refused for the moment is sent again. One exception: QUEUED
 * said while the database was away could not be noted, so the next answer tells what became of that same payment.
 */
async function settle(sent: readonly Sent[]): Promise<void> {
  const settled = sent.map(async ({ text, amount, answer }): Promise<Submitted> => {
    expect([200, 202, 503], answer?.text ?? 'no answer').toContain(answer?.status)
    const again = await submitUntilAcknowledged(scene.client, text)
    if (answer?.status === 202 && again.status === 200) {
      const { invoice_id, transaction_id } = queuedAnswer.parse(JSON.parse(answer.text))
      expect(approvedAnswer.parse(JSON.parse(again.text))).toMatchObject({ invoice_id, transaction_id })
    } else if (invoiceIdOf(answer) !== null) expect(again).toEqual({ ...answer, replayed: true })
    return { invoiceId: invoiceIdOf(again) ?? '', payee, amount, end: 'paid' }
  })
  submitted.push(...(await Promise.all(settled)))
  await untilEnded(scene.client, submitted)
  expect(await findServerViolations(scene.client, opening, submitted)).toEqual([])
}

it(
  `PITFALL 7: kill -9 of the local chain under ${payments} payments: it comes back, and each is made once`,
  async () => {
    const sending = send('CHAIN')
    const before = await opening.chain.outgoing(opening.block)
    await until(async () => (await opening.chain.outgoing(opening.block)).length > before.length)
    process.kill(await anvilPid(scene.dir), 'SIGKILL')
    await until(() => said('local chain: restarted') === 1)
    await settle(await sending)
  },
  testMsMax,
)

it.each(['SIGQUIT', 'SIGKILL'] as const)(
  `PITFALL 17: %s of the embedded database under ${payments} payments: it comes back, no wrong 200, each paid once`,
  async (signal) => {
    const restarts = said('embedded database: restarted')
    const sending = send(`DB-${signal}`)
    const before = await opening.chain.outgoing(opening.block)
    await until(async () => (await opening.chain.outgoing(opening.block)).length > before.length)
    process.kill(await postmasterPid(scene.dir), signal)
    // It may be back before a probe meets the gap: what readiness says meanwhile is test/contract/outage.test.ts.
    await until(() => said('embedded database: it ended by itself') === restarts + 1)
    expect(await scene.client.statusOf('/health/live')).toBe(200)
    await until(async () => (await scene.client.statusOf('/health/ready')) === 200)
    await settle(await sending)
    expect(said('embedded database: restarted')).toBe(restarts + 1)
  },
  testMsMax,
)

it(
  'the server lived through all of it as one process, and ends with everything it started',
  async () => {
    expect([server.child.exitCode, server.child.signalCode]).toEqual([null, null])
    server.child.kill('SIGTERM')
    expect(await server.ended()).toBe(0)
  },
  testMsMax,
)
