import { describe, expect, test } from 'vitest'
import { userDetail, userPage, userView } from '#http/wire/identity.ts'
import { approvalAnswer } from '#http/wire/payments.ts'
import type { Asked } from '#test/support/cli-scene.ts'
import { answerOf, hash, ids, madePassword, refusal, runScene } from '#test/support/cli-scene.ts'

function voted(status: string, more: object = {}) {
  return answerOf(
    approvalAnswer,
    JSON.stringify({
      status,
      approval_id: ids.approval,
      invoice_id: ids.invoice,
      transaction_id: null,
      tx_hash: null,
      self_approval: false,
      ...more,
    }),
  )
}

describe('approve and reject', () => {
  test('approve sends the comment, or nothing', async () => {
    const answer = () => voted('APPROVED', { transaction_id: ids.payment, tx_hash: hash })
    const { code, out, asked } = await runScene(
      ['approve', ids.approval.toUpperCase(), '--comment', 'ok & paid'],
      { answer },
    )
    expect(code).toBe(0)
    expect(out).toBe(`Approved: payment ${ids.payment}, transaction ${hash}.\n`)
    const path = `/api/approvals/${ids.approval}/approve`
    expect(asked).toEqual([{ method: 'POST', path, body: { comment: 'ok & paid' } }])
    expect((await runScene(['approve', ids.approval], { answer })).asked).toEqual([
      { method: 'POST', path, body: {} },
    ])
  })

  test('no hash yet is no failure', async () => {
    const answer = () => voted('APPROVED', { transaction_id: ids.payment })
    expect((await runScene(['approve', ids.approval], { answer })).out).toContain('about to be sent')
  })

  test('more people are needed; an approval of one’s own invoice is said', async () => {
    const answer = () => voted('APPROVAL_RECORDED', { self_approval: true })
    const { out } = await runScene(['approve', ids.approval], { answer })
    expect(out).toBe(
      'Your approval is recorded. More people have to approve.\nYou handed this invoice in yourself; nobody else may approve, so it counts. The audit log says so.\n',
    )
  })

  test('reject sends the reason; --json prints the body', async () => {
    const argv = ['reject', ids.approval, '--reason', 'not ours']
    const { code, out, asked } = await runScene(argv, { answer: () => voted('REJECTED') })
    expect({ code, out }).toEqual({ code: 0, out: 'Rejected. Nothing is paid.\n' })
    expect(asked[0]).toEqual({
      method: 'POST',
      path: `/api/approvals/${ids.approval}/reject`,
      body: { reason: 'not ours' },
    })
    const json = await runScene([...argv, '--json'], { answer: () => voted('REJECTED') })
    expect(json.out).toBe(`${voted('REJECTED').body}\n`)
  })

  test('decided already is a refusal', async () => {
    const answer = () => refusal(409, 'ALREADY_DECIDED', 'It was rejected on 1 March.')
    expect(await runScene(['approve', ids.approval], { answer })).toMatchObject({ code: 1, out: '' })
  })
})

test('pause and resume', async () => {
  const paused = { status: 200, body: '{"status":"paused","reason":"checking"}', headers: {} }
  const pause = await runScene(['pause', '--reason', 'checking'], { answer: () => paused })
  expect(pause).toMatchObject({ code: 0, out: 'Paying is paused: checking\n' })
  expect(pause.asked).toEqual([{ method: 'POST', path: '/api/payments/pause', body: { reason: 'checking' } }])
  const resumed = { status: 200, body: '{"status":"resumed"}', headers: {} }
  const resume = await runScene(['resume', '--json'], { answer: () => resumed })
  expect(resume).toMatchObject({ code: 0, out: '{"status":"resumed"}\n' })
  expect(resume.asked).toEqual([{ method: 'POST', path: '/api/payments/resume', body: {} }])
})

describe('user', () => {
  const kim = { id: ids.vendor, username: 'Kim', role: 'approver', active: true }
  const lee = { id: ids.invoice, username: 'lee', role: 'viewer', active: false }
  const page = (data: readonly object[], next: string | null) =>
    answerOf(userPage, JSON.stringify({ data, next_cursor: next }))
  const changed = answerOf(userDetail, JSON.stringify({ ...kim, active: false }))
  /** Two pages: kim is on the second one. */
  const answer = ({ method, path }: Asked) => {
    if (method === 'PATCH') return changed
    if (method === 'POST')
      return answerOf(userView, JSON.stringify({ id: kim.id, username: 'Kim', role: 'approver' }), 201)
    return path === '/users?limit=200' ? page([lee], 'p/2') : page([kim], null)
  }

  test('list', async () => {
    const { code, out } = await runScene(['user', 'list'], { answer: () => page([kim, lee], null) })
    expect(code).toBe(0)
    expect(out).toBe(
      `NAME  ROLE      ACTIVE  ID\nKim   approver  yes     ${kim.id}\nlee   viewer    no      ${lee.id}\n`,
    )
  })

  test('add makes a random password and shows it once, after the server took it', async () => {
    const { code, out, err, asked } = await runScene(['user', 'add', 'Kim', '--role', 'approver'], { answer })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(asked).toEqual([
      { method: 'POST', path: '/users', body: { username: 'Kim', password: madePassword, role: 'approver' } },
    ])
    expect(out).toBe(`User Kim is there, role approver.\nPassword, shown only now: ${madePassword}\n`)
    const taken = await runScene(['user', 'add', 'Kim', '--role', 'approver'], {
      answer: () => refusal(409, 'USERNAME_TAKEN', 'A user of this name exists.'),
    })
    expect(taken.code).toBe(1)
    expect(taken.out + taken.err).not.toContain(madePassword)
  })

  test('with --json the answer is alone on standard output; the password is on standard error', async () => {
    const { out, err } = await runScene(['user', 'add', 'Kim', '--role', 'approver', '--json'], { answer })
    expect(out).toBe(`${answer({ method: 'POST', path: '', body: undefined }).body}\n`)
    expect(err).toBe(`Password, shown only now: ${madePassword}\n`)
  })

  test.for([
    ['quiet-harbour\n', 'quiet-harbour'],
    ['quiet-harbour\r\n', 'quiet-harbour'],
    [' spaces stay \n\n', ' spaces stay \n'],
  ] as const)(
    'a password from standard input loses one line end only, and is never shown: %j',
    async ([stdin, password]) => {
      const argv = ['user', 'add', 'Kim', '--role', 'approver', '--password-stdin']
      const { code, out, err, asked } = await runScene(argv, { answer, stdin })
      expect(code).toBe(0)
      expect(asked[0]?.body).toMatchObject({ password })
      expect(out + err).not.toContain(password.trim())
    },
  )

  test.for([
    ['', 'holds no password'],
    ['\n', 'holds no password'],
    [Buffer.from([0xff]), 'not UTF-8'],
    ['x'.repeat(2_000), 'more than a password'],
  ] as const)('no password on standard input is wrong usage: %#', async ([stdin, line]) => {
    const argv = ['user', 'add', 'Kim', '--role', 'approver', '--password-stdin']
    const { code, err, asked } = await runScene(argv, { answer, stdin })
    expect({ code, asked }).toEqual({ code: 2, asked: [] })
    expect(err).toContain(line)
  })

  test.for([
    [['disable', 'KIM'], { active: false }],
    [['enable', 'kim'], { active: true }],
    [['role', 'kim', 'admin'], { role: 'admin' }],
    [['password', 'kim'], { password: madePassword }],
  ] as const)('%j finds the user on any page, without case', async ([words, body]) => {
    const { code, out, asked } = await runScene(['user', ...words], { answer })
    expect(code).toBe(0)
    expect(asked.map(({ path }) => path)).toEqual([
      '/users?limit=200',
      '/users?limit=200&cursor=p%2F2',
      `/users/${kim.id}`,
    ])
    expect(asked[2]).toMatchObject({ method: 'PATCH', body })
    expect(out).toContain('User Kim: role approver, disabled; signed out everywhere.')
  })

  test('one’s own password is proven by the one that signs in; another’s is not sent along', async () => {
    const own = await runScene(['user', 'password', 'kim', '--username', 'KIM', '--password', 'old'], {
      answer,
    })
    expect(own.asked[2]?.body).toEqual({ password: madePassword, current_password: 'old' })
    const other = await runScene(['user', 'password', 'kim', '--username', 'ada', '--password', 'hers'], {
      answer,
    })
    expect(other.asked[2]?.body).toEqual({ password: madePassword })
  })

  test('nobody of that name changes nothing; a list without end is left', async () => {
    const none = await runScene(['user', 'disable', 'max'], { answer })
    expect(none).toMatchObject({ code: 1, err: 'error: there is no user "max"\n' })
    expect(none.asked.every(({ method }) => method === 'GET')).toBe(true)
    const endless = await runScene(['user', 'disable', 'max'], { answer: () => page([lee], 'again') })
    expect(endless.code).toBe(1)
    expect(endless.asked).toHaveLength(50)
  })
})
