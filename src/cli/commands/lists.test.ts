import { describe, expect, test } from 'vitest'
import { address, answers, hash, ids, longAmount, refusal, runScene } from '#test/support/cli-scene.ts'
import type { Answer } from '../ports.ts'

describe('status', () => {
  const byPath: { readonly [path: string]: Answer } = {
    '/health/ready': answers.ready,
    '/api/dashboard': answers.dashboard,
    '/api/wallet': answers.wallet,
  }
  const answer = ({ path }: { readonly path: string }) => byPath[path] ?? refusal(404, 'NOT_FOUND', 'no')

  test('services, balance, runway, approvals, wallet and alerts, amounts with every digit', async () => {
    const { code, out, err } = await runScene(['status'], { answer })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      [
        'Server    degraded, version 0.1.0',
        'Database  healthy (embedded)',
        'Redis     healthy (memory)',
        'Chain     unhealthy, block not known',
        '',
        'Treasury         paused: checking',
        `Balance          ${longAmount} MNEE available, 50.00 MNEE held`.replace(
          '50.00 MNEE held',
          '50.00 held',
        ),
        'Burn             2420.10 MNEE a month (mean net burn of 3 complete months)',
        'Runway           41.0 months, until 2029-08-01',
        'Approvals        2 pending, 300.00 MNEE',
        'Paid this month  192.00 MNEE in 2 payments',
        'Approval limit   50.00 MNEE',
        `Wallet           ${address} on chain 31337: 99900.00 MNEE, 0.99 for gas`,
        '',
        'critical: Paying is paused: checking.',
        '',
      ].join('\n'),
    )
  })

  test('--json is one object of the three answers as they came', async () => {
    const { code, out } = await runScene(['status', '--json'], { answer })
    expect(code).toBe(0)
    expect(out).toBe(
      `{"ready":${answers.ready.body},"dashboard":${answers.dashboard.body},"wallet":${answers.wallet.body}}\n`,
    )
  })

  test('with the chain away the rest is still shown', async () => {
    const away = refusal(503, 'SERVICE_UNAVAILABLE', 'The chain does not answer.')
    const scene = {
      answer: (asked: { readonly path: string }) => (asked.path === '/api/wallet' ? away : answer(asked)),
    }
    const people = await runScene(['status'], scene)
    expect(people.code).toBe(0)
    expect(people.out).toContain('Wallet           not available: The chain does not answer.')
    expect((await runScene(['status', '--json'], scene)).out).toContain(`"wallet":${away.body}}`)
  })

  test('without a sign-in the health is shown, and what is missing is said', async () => {
    const nobody = refusal(401, 'UNAUTHORIZED', 'Send a bearer token, or sign in.')
    const { code, out, err } = await runScene(['status'], {
      answer: (asked) => (asked.path === '/health/ready' ? answers.ready : nobody),
    })
    expect(code).toBe(1)
    expect(out).toContain('Database  healthy (embedded)')
    expect(err).toContain('--username and --password')
  })

  test('a database that is down is code 2', async () => {
    const down = refusal(503, 'SERVICE_UNAVAILABLE', 'The database or its tables are not there.')
    expect((await runScene(['status'], { answer: () => down })).code).toBe(2)
  })
})

describe('approvals', () => {
  test('a table; a hostile vendor name does not reach the terminal; the next page is named', async () => {
    const { code, out, asked } = await runScene(['approvals', '--status', 'pending'], {
      answer: () => answers.approvals,
    })
    expect(code).toBe(0)
    expect(asked).toEqual([
      { method: 'GET', path: '/api/approvals?limit=50&status=pending', body: undefined },
    ])
    const [head, row, more] = out.split('\n')
    expect(head).toMatch(/^ID +CREATED +STATUS +AMOUNT {2}VENDOR +REASON$/)
    expect(row).toContain(
      `${ids.approval}  2026-03-01T10:00:00.000Z  pending  10.00 EUR  株式会社 Cloud\ufffd[31m\ufffdSpace`,
    )
    expect(row).toContain('so a person has to look at it.')
    expect(more).toBe('There are more: --cursor next-page')
  })

  test('on a terminal the reason is cut to its width, the id never', async () => {
    const { out } = await runScene(['approvals'], { answer: () => answers.approvals, columns: 130 })
    expect(out.split('\n')[1]).toMatch(/^0190c2a4-7c1e-7b3a-9f5e-000000000003 .*The vendor is not.*…$/)
  })

  test('--json is the body; escapes keep what drives a terminal inside it', async () => {
    const { out } = await runScene(['approvals', '--json', '--limit', '7', '--cursor', 'a b'], {
      answer: ({ path }) => {
        expect(path).toBe('/api/approvals?limit=7&cursor=a+b')
        return answers.approvals
      },
    })
    expect(JSON.parse(out)).toEqual(JSON.parse(answers.approvals.body))
    expect(out).not.toMatch(/[\u001b\u202e]/)
    expect(out.trimEnd()).not.toContain('\n')
  })

  test('no rows are words, not an empty table', async () => {
    const none = { status: 200, body: '{"data":[],"next_cursor":null}', headers: {} }
    expect((await runScene(['approvals'], { answer: () => none })).out).toBe('No approvals.\n')
    expect((await runScene(['payments'], { answer: () => none })).out).toBe('No payments.\n')
  })
})

test('payments: amounts with every digit; unknown is shown as unknown', async () => {
  const { code, out, asked } = await runScene(['payments', '--status', 'unknown', '--vendor', 'Cloud & Co'], {
    answer: () => answers.payments,
  })
  expect(code).toBe(0)
  expect(asked[0]?.path).toBe('/api/transactions?limit=50&status=unknown&vendor=Cloud+%26+Co')
  expect(out).toContain(`unknown          -  ${longAmount} MNEE  CloudSpace Hosting LLC  ${hash}\n`)
  const json = await runScene(['payments', '--json'], { answer: () => answers.payments })
  expect(json.out).toBe(`${answers.payments.body}\n`)
})

test('wallet', async () => {
  const { code, out } = await runScene(['wallet'], { answer: () => answers.wallet })
  expect(code).toBe(0)
  expect(out).toBe(
    [
      `Address  ${address}`,
      'Chain    31337, block 1234',
      `Token    MNEE at ${address}, 18 decimals`,
      'Balance  99900.00 MNEE',
      'Gas      0.99',
      '',
    ].join('\n'),
  )
  const json = await runScene(['--json', 'wallet'], { answer: () => answers.wallet })
  expect(json.out).toBe(`${answers.wallet.body}\n`)
})
