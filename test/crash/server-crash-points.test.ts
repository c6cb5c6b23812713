import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CrashPointName } from '#flow/5-payment/ports.ts'
import { goneAfterMs } from '#test/support/launch-helper.ts'
import type { ServerProcess } from '#test/support/server-process.ts'
import { invoiceOf, type Payee } from './server-client.ts'
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

const testMsMax = 240_000

/**
 * Latest point first: a recovery passes only points later than the one it recovers from, so the server that recovers
 * can be the one that dies next, at an earlier point. After a death before the signing (and while the bytes still
 * wait for a block) the recovery passes everything, so that server is not armed.
 */
const rounds: readonly { readonly dies: CrashPointName; readonly thenArmed: CrashPointName | null }[] = [
  { dies: 'after_settle_commit', thenArmed: 'before_settle_commit' },
  { dies: 'before_settle_commit', thenArmed: 'after_mined_commit' },
  { dies: 'after_mined_commit', thenArmed: 'after_receipt_before_mined_commit' },
  { dies: 'after_receipt_before_mined_commit', thenArmed: 'after_record_before_mined' },
  { dies: 'after_record_before_mined', thenArmed: 'after_commit_before_broadcast' },
  { dies: 'after_commit_before_broadcast', thenArmed: 'after_sign_before_commit' },
  { dies: 'after_sign_before_commit', thenArmed: null },
  { dies: 'after_broadcast_before_record', thenArmed: 'before_sign' },
  { dies: 'before_sign', thenArmed: null },
]
let scene: Scene
let server: ServerProcess
let armed: CrashPointName | null = null
let opening: Opening
let payee: Payee
const submitted: Submitted[] = []

async function startArmed(point: CrashPointName | null): Promise<void> {
  server = await scene.start(point === null ? {} : { CRASH_AT: point })
  armed = point
}

async function stopGently(): Promise<void> {
  server.child.kill('SIGTERM')
  expect(await server.ended()).toBe(0)
}

beforeAll(async () => {
  scene = await createScene()
  await startArmed('after_settle_commit')
  await scene.client.signIn()
  payee = await scene.client.known('CloudSpace Hosting LLC')
  opening = await readOpening(scene.client, await localRpcUrl(scene.dir))
}, testMsMax)

afterAll(async () => {
  expect(await scene.end()).toEqual([])
}, testMsMax)

it.each(rounds)(
  'PITFALL 7: the whole server killed at $dies pays the invoice once, answers the client the same, and starts again at once',
  async ({ dies, thenArmed }) => {
    if (armed !== dies) {
      await stopGently()
      await startArmed(dies)
    }
    const amount = `${10 + submitted.length}.07`
    const text = invoiceOf({ vendor: payee.name, number: `KILL-${submitted.length + 1}`, amount })
    const children = [await anvilPid(scene.dir), await postmasterPid(scene.dir)]
    const first = await scene.client.submit(text)
    if (first !== null) expect(first.text).toMatch(/"status":"(APPROVED|QUEUED)"/)
    expect(await server.ended()).toBe('SIGKILL')

    await startArmed(thenArmed)
    for (const pid of children) expect(await goneAfterMs(pid)).toBeLessThan(5_000)
    const second = await submitUntilAcknowledged(scene.client, text)
    const third = await scene.client.submit(text)
    expect(third).toEqual({ ...second, replayed: true })
    // The first one may have died with the server; what was told stays true.
    if (first !== null) expect({ ...first, replayed: true }).toEqual(third)
    submitted.push({ invoiceId: invoiceIdOf(second) ?? '', payee, amount, end: 'paid' })
    await untilEnded(scene.client, submitted)
    expect(await findServerViolations(scene.client, opening, submitted)).toEqual([])
  },
  testMsMax,
)

it(
  'the last server, which recovered from the last death, ends by itself with everything it started',
  async () => {
    await stopGently()
    expect(submitted).toHaveLength(rounds.length)
  },
  testMsMax,
)
