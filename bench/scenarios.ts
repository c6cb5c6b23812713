import { invoiceSource } from './invoices.ts'
import type { Traffic } from './traffic.ts'
import type { World } from './world.ts'

/** What is measured: the same traffic for the server and for the reference. */
export type Scenario = {
  readonly name: string
  /** Numbers of connections; the first is left out of a smoke run. */
  readonly connections: readonly number[]
  /** Made anew for every run: texts of the paying and asking scenarios never come twice. */
  readonly traffic: () => Traffic
  /** After each run of ours: payments under way go on after their answer and would disturb the next run. */
  readonly settles: boolean
}

const usual = [1, 32] as const
/** Two hashes run at a time; a crowd of sign-ins is told to come back, as it should (SECURITY.md, "Passwords"). */
const signIns = [1, 4] as const

/**
 * All scenarios, in an order in which one does not disturb the next.
 * @param world a server that is signed in   @param replayText an invoice that was asked about already
 * @returns scenarios   Errors: none. Source: issue 2, item 10; ENGINE.md, "Speed of the gateway".
 */
export function scenariosOf(world: World, replayText: string): readonly Scenario[] {
  const authorization = { authorization: world.authorization }
  const json = { ...authorization, 'content-type': 'application/json' }
  const get = (name: string, path: string, headers: Readonly<Record<string, string>>): Scenario => ({
    name,
    connections: usual,
    traffic: () => ({ method: 'GET', path, headers, body: null, statuses: [200] }),
    settles: false,
  })
  const submit = (name: string, kind: 'ask' | 'pay', statuses: readonly number[]): Scenario => ({
    name,
    connections: usual,
    traffic: () => {
      const next = invoiceSource(kind)
      const body = () => JSON.stringify({ raw_text: next() })
      return { method: 'POST', path: '/api/process-invoice', headers: json, body, statuses }
    },
    settles: kind === 'pay',
  })
  return [
    get('live', '/health/live', {}),
    get('metrics', '/metrics', authorization),
    get('dashboard', '/api/dashboard', authorization),
    get('transactions', '/api/transactions?limit=50', authorization),
    get('logs', '/api/dashboard/logs?limit=50', authorization),
    {
      name: 'replay',
      connections: usual,
      traffic: () => {
        const body = JSON.stringify({ raw_text: replayText })
        return { method: 'POST', path: '/api/process-invoice', headers: json, body, statuses: [202] }
      },
      settles: false,
    },
    {
      name: 'token',
      connections: signIns,
      traffic: () => {
        const headers = { 'content-type': 'application/json' }
        return { method: 'POST', path: '/token', headers, body: JSON.stringify(world.login), statuses: [200] }
      },
      settles: false,
    },
    submit('ask', 'ask', [202]),
    // 202 QUEUED is an answer, too: the hash was not there within two seconds. The table shows how many.
    submit('pay', 'pay', [200, 202]),
  ]
}
