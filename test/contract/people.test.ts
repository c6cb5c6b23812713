import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pausedAnswer } from '#http/wire/invoices.ts'
import { approvalAnswer, approvalPage, approvalView, transactionDetail } from '#http/wire/payments.ts'
import { limitAnswer, limitScheduled, limitUpdated, vendorVerified, vendorView } from '#http/wire/treasury.ts'
import type { Role } from '#identity/core/roles.ts'
import { invoiceText, refused, startApp, type TestApp, told, until } from '#test/support/app.ts'

const auditSql =
  'select action, actor_name, detail from audit_events where object_id = $1 and action = $2 order by at desc limit 1'

async function auditOf(app: TestApp, objectId: string, action: string): Promise<object> {
  const rows = await app.database.db.query('audit_of', auditSql, [objectId, action])
  return { ...rows[0] }
}

async function pausedInvoice(app: TestApp, vendor: string, number: string, as: Role) {
  const answer = await app.submit(invoiceText({ vendor, number, amount: '75.00' }), as)
  return told(answer, 202, pausedAnswer)
}

const approve = (app: TestApp, id: string, as: Role, comment = 'seen') =>
  app.ask({ method: 'POST', url: `/api/approvals/${id}/approve`, as, payload: { comment } })
const reject = (app: TestApp, id: string, as: Role) =>
  app.ask({ method: 'POST', url: `/api/approvals/${id}/reject`, as, payload: { reason: 'not ordered' } })

describe('one person alone', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(async () => {
    await app.close()
  })

  test('may verify and approve their own, which is said and marked in the audit log', async () => {
    const wallet = '0x00000000000000000000000000000000000A11CE'.toLowerCase()
    const made = await app.ask({
      method: 'POST',
      url: '/api/vendors',
      as: 'owner',
      payload: { name: 'Solo Supplies Ltd', wallet_address: wallet },
    })
    const vendor = told(made, 201, vendorView)
    expect(vendor.status).toBe('unverified')
    const verify = {
      method: 'POST',
      url: `/api/vendors/${vendor.id}/verify`,
      as: 'owner',
      payload: {},
    } as const
    expect(told(await app.ask(verify), 200, vendorVerified)).toMatchObject({
      status: 'verified',
      self_verified: true,
    })
    expect(refused(await app.ask(verify), 409).code).toBe('CONFLICT')
    expect(await auditOf(app, vendor.id, 'vendor.verify')).toMatchObject({ detail: { self_verified: true } })

    const paused = await pausedInvoice(app, vendor.name, 'S-1', 'owner')
    const done = told(await approve(app, paused.approval_id, 'owner'), 200, approvalAnswer)
    expect(done).toMatchObject({ status: 'APPROVED', self_approval: true, invoice_id: paused.invoice_id })
    expect(await auditOf(app, paused.approval_id, 'approval.approve')).toMatchObject({
      detail: { self_approval: true },
    })
    expect(refused(await approve(app, paused.approval_id, 'owner'), 409).code).toBe('ALREADY_DECIDED')
    const url = `/api/transactions/${done.transaction_id}`
    const story = await until(
      async () => told(await app.ask({ url, as: 'owner' }), 200, transactionDetail),
      (found) => found.status === 'final',
    )
    expect(story).toMatchObject({
      automatic: false,
      approvals: [{ status: 'approved', votes: [{ self_approval: true }] }],
    })
    expect(await app.transfersTo(wallet)).toHaveLength(1)
  })

  test('the limit: only plain decimals above 0 and up to 999,999,999; tightened and loosened at once when alone', async () => {
    const post = (payload: string) =>
      app.ask({
        method: 'POST',
        url: '/api/settings/limit',
        as: 'owner',
        headers: { 'content-type': 'application/json' },
        payload,
      })
    const bad = [
      '0',
      '-5',
      '1e300',
      '1000000000',
      '1e9',
      '"abc"',
      '"NaN"',
      '""',
      '"1e3"',
      '"0x10"',
      '"Infinity"',
      'true',
      'null',
      '[50]',
    ]
    for (const value of [...bad, '"999999999.01"', `"1.${'1'.repeat(19)}"`]) {
      const no = refused(await post(`{"new_limit": ${value}}`), 400)
      expect(no.code, value).toBe('VALIDATION_ERROR')
    }
    expect(refused(await post('{"new_limit": NaN}'), 400).code).toBe('VALIDATION_ERROR')
    expect(refused(await post('{}'), 400).code).toBe('VALIDATION_ERROR')
    const now = async () => (await app.ask({ url: '/api/settings/limit', as: 'owner' })).text
    expect(told(await app.ask({ url: '/api/settings/limit', as: 'owner' }), 200, limitAnswer)).toMatchObject({
      currency: 'MNEE',
      critical_runway_months: 2,
    })
    expect(await now()).toContain('"limit":50.00')
    for (const [sent, written] of [
      ['20', '20.00'],
      ['"60.5"', '60.50'],
      ['999999999', '999999999.00'],
      ['"0.000000000000000001"', '0.000000000000000001'],
      ['50', '50.00'],
    ]) {
      const answer = await post(`{"new_limit": ${sent}}`)
      expect(told(answer, 200, limitUpdated).status).toBe('updated')
      expect(answer.text).toContain(`"new_limit":${written}`)
      expect(await now()).toContain(`"limit":${written}`)
    }
  })
})

describe('several people', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startApp({ env: { DAILY_LIMIT: '100000' } })
    for (const role of ['admin', 'approver', 'submitter'] as const) await app.tokenFor(role)
  })
  afterAll(async () => {
    await app.close()
  })

  test('nobody approves their own invoice; another person does, and it is paid', async () => {
    const vendor = await app.vendor('Two Eyes Ltd')
    const paused = await pausedInvoice(app, vendor.name, 'TE-1', 'admin')
    const own = refused(await approve(app, paused.approval_id, 'admin'), 403)
    expect(own.code).toBe('SELF_APPROVAL')
    const seen = await app.ask({ url: `/api/approvals/${paused.approval_id}`, as: 'viewer' })
    expect(told(seen, 200, approvalView)).toMatchObject({
      status: 'pending',
      vendor: vendor.name,
      to_address: vendor.wallet,
      amount: '75.00',
      submitted_by: 'admin',
      votes: [],
    })
    const done = told(
      await approve(app, paused.approval_id, 'approver', 'ordered by me'),
      200,
      approvalAnswer,
    )
    expect(done).toMatchObject({ status: 'APPROVED', self_approval: false })
    const after = told(
      await app.ask({ url: `/api/approvals/${paused.approval_id}`, as: 'viewer' }),
      200,
      approvalView,
    )
    expect(after).toMatchObject({
      status: 'approved',
      votes: [{ user: 'approver', vote: 'approve', comment: 'ordered by me' }],
    })
    const paid = await until(
      () => app.transfersTo(vendor.wallet),
      (found) => found.length > 0,
    )
    expect(paid).toMatchObject([{ amount: 75n * 10n ** 18n }])
  })

  test('whoever set the payee approves no payment to it', async () => {
    const vendor = await app.vendor('Payee Setters Ltd')
    const paused = await pausedInvoice(app, vendor.name, 'PS-1', 'submitter')
    expect(refused(await approve(app, paused.approval_id, 'owner'), 403).code).toBe('SELF_APPROVAL')
    expect((await approve(app, paused.approval_id, 'admin')).status).toBe(200)
  })

  test('rejected with a reason: nothing is paid, later votes are 409, the number may be used again', async () => {
    const vendor = await app.vendor('Rejected Works Ltd')
    const paused = await pausedInvoice(app, vendor.name, 'RW-1', 'submitter')
    const url = `/api/approvals/${paused.approval_id}/reject`
    for (const payload of [{}, { reason: '' }, { reason: '  ' }, { reason: 7 }, { reason: 'x', more: 1 }]) {
      expect(refused(await app.ask({ method: 'POST', url, as: 'approver', payload }), 400).code).toBe(
        'VALIDATION_ERROR',
      )
    }
    expect(told(await reject(app, paused.approval_id, 'approver'), 200, approvalAnswer)).toMatchObject({
      status: 'REJECTED',
      transaction_id: null,
      tx_hash: null,
    })
    expect(refused(await approve(app, paused.approval_id, 'approver'), 409).code).toBe('ALREADY_DECIDED')
    expect(refused(await reject(app, paused.approval_id, 'admin'), 409).code).toBe('ALREADY_DECIDED')
    const rejected = await app.ask({ url: '/api/approvals?status=rejected', as: 'viewer' })
    expect(told(rejected, 200, approvalPage).data.map((row) => row.id)).toContain(paused.approval_id)
    expect(await app.transfersTo(vendor.wallet)).toEqual([])
    const again = invoiceText({ vendor: vendor.name, number: 'RW-1', amount: '76.00' })
    expect((await app.submit(again)).status).toBe(202)
  })

  test('approve and reject racing, 25 rounds: exactly one wins, and the payment is there exactly when approve won', async () => {
    const vendor = await app.vendor('Racing Ltd')
    const won = { approve: 0, reject: 0 }
    for (let round = 0; round < 25; round += 1) {
      const text = invoiceText({ vendor: vendor.name, number: `RACE-${round}`, amount: '51.00' })
      const { approval_id, invoice_id } = told(await app.submit(text), 202, pausedAnswer)
      const yes = () => approve(app, approval_id, 'approver')
      const no = () => reject(app, approval_id, 'admin')
      const [first, second] = round % 2 === 0 ? [yes, no] : [no, yes]
      const votes = await Promise.all([first(), second()])
      expect(votes.map((vote) => vote.status).toSorted((a, b) => a - b)).toEqual([200, 409])
      const winner = approvalAnswer.parse(votes.find((vote) => vote.status === 200)?.body)
      won[winner.status === 'APPROVED' ? 'approve' : 'reject'] += 1
      const payments = await app.database.db.query(
        'race_payments',
        'select i.status, (select count(*)::int from payments p where p.invoice_id = i.id) as n from invoices i where i.id = $1',
        [invoice_id],
      )
      expect(payments[0]?.['n']).toBe(winner.status === 'APPROVED' ? 1 : 0)
    }
    await until(
      () => app.transfersTo(vendor.wallet),
      (found) => found.length >= won.approve,
    )
    expect(await app.transfersTo(vendor.wallet)).toHaveLength(won.approve)
    expect(won.approve + won.reject).toBe(25)
  })

  test('two approvals at once pay once', async () => {
    const vendor = await app.vendor('Twice Yes Ltd')
    const { approval_id } = await pausedInvoice(app, vendor.name, 'TY-1', 'submitter')
    const votes = await Promise.all([
      approve(app, approval_id, 'approver'),
      approve(app, approval_id, 'admin'),
    ])
    expect(votes.map((vote) => vote.status).toSorted((a, b) => a - b)).toEqual([200, 409])
    await until(
      () => app.transfersTo(vendor.wallet),
      (found) => found.length > 0,
    )
    expect(await app.transfersTo(vendor.wallet)).toHaveLength(1)
  })

  test('an invoice decided after its vendor was verified keeps its approval when the verification is followed up', async () => {
    const vendor = await app.vendor('Just Verified Ltd')
    const { approval_id, invoice_id } = await pausedInvoice(app, vendor.name, 'JV-1', 'submitter')
    const jobs = async (name: string, data: object): Promise<readonly unknown[]> => {
      const sql = 'select state::text from pgboss.job where name = $1 and data @> $2::jsonb'
      return (await app.database.db.query('people_jobs', sql, [name, JSON.stringify(data)])).map(
        (row) => row['state'],
      )
    }
    await until(
      () => jobs('redecide-vendor', { vendor_id: vendor.id }),
      (states) => states.length > 0 && states.every((state) => state === 'completed'),
    )
    expect(await jobs('decide-invoice', { invoice_id })).toEqual([])
    expect(told(await reject(app, approval_id, 'approver'), 200, approvalAnswer).status).toBe('REJECTED')
  })

  test('a changed wallet makes a vendor unverified, and an approval bound to the old one pays nobody', async () => {
    const vendor = await app.vendor('Moving Wallet Ltd')
    const paused = await pausedInvoice(app, vendor.name, 'MW-1', 'submitter')
    const other = '0x00000000000000000000000000000000000b0b00'
    const patch = { method: 'PATCH', url: `/api/vendors/${vendor.id}`, as: 'owner' } as const
    const changed = told(await app.ask({ ...patch, payload: { wallet_address: other } }), 200, vendorView)
    expect(changed.status).toBe('unverified')
    expect(changed.verified_at).toBeNull()
    expect(changed.wallets.map((wallet) => wallet.wallet_address.toLowerCase())).toEqual(
      expect.arrayContaining([vendor.wallet.toLowerCase(), other]),
    )
    // Bound to the old wallet; by then it may also have been decided again by itself, which voids it.
    const stale = refused(await approve(app, paused.approval_id, 'approver'), 409)
    expect(['CONFLICT', 'ALREADY_DECIDED']).toContain(stale.code)
    const verify = { method: 'POST', url: `/api/vendors/${vendor.id}/verify`, payload: {} } as const
    expect(refused(await app.ask({ ...verify, as: 'owner' }), 403).code).toBe('SELF_APPROVAL')
    expect(told(await app.ask({ ...verify, as: 'approver' }), 200, vendorVerified).self_verified).toBe(false)
    expect([403, 409]).toContain((await approve(app, paused.approval_id, 'approver')).status)
    expect(await app.transfersTo(vendor.wallet)).toEqual([])
  })

  test.each([
    ['no address', { wallet_address: 'not-a-wallet' }],
    ['a wrong checksum', { wallet_address: '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' }],
    ['an empty name', { name: '   ' }],
    ['a status only verifying gives', { status: 'verified' }],
    ['an unknown field', { is_sample: true }],
    ['negative terms', { payment_terms_days: -1 }],
  ])('a vendor change with %s is 400', async (_name, payload) => {
    const vendor = await app.vendor(`Careful ${_name} Ltd`)
    const url = `/api/vendors/${vendor.id}`
    expect(refused(await app.ask({ method: 'PATCH', url, as: 'admin', payload }), 400).code).toBe(
      'VALIDATION_ERROR',
    )
  })

  test('a name twice is 409; without a wallet nobody is verified', async () => {
    await app.vendor('Only Once Ltd')
    const post = (payload: object) => app.ask({ method: 'POST', url: '/api/vendors', as: 'admin', payload })
    expect(refused(await post({ name: 'ONLY ONCE, Limited' }), 409).code).toBe('CONFLICT')
    const bare = told(await post({ name: 'No Wallet Ltd' }), 201, vendorView)
    const url = `/api/vendors/${bare.id}/verify`
    expect(refused(await app.ask({ method: 'POST', url, as: 'approver', payload: {} }), 409).code).toBe(
      'CONFLICT',
    )
  })

  test('a looser limit waits a day where others could stop it; a tighter one counts at once', async () => {
    const post = (new_limit: number) =>
      app.ask({ method: 'POST', url: '/api/settings/limit', as: 'admin', payload: { new_limit } })
    const scheduled = told(await post(500), 202, limitScheduled)
    const waitMs = Date.parse(scheduled.effective_at) - Date.now()
    expect(waitMs).toBeGreaterThan(23.9 * 3_600_000)
    expect(waitMs).toBeLessThan(24.1 * 3_600_000)
    const limit = async () =>
      told(await app.ask({ url: '/api/settings/limit', as: 'viewer' }), 200, limitAnswer).limit
    expect(await limit()).toBe(50)
    expect(told(await post(40), 200, limitUpdated).new_limit).toBe(40)
    expect(await limit()).toBe(40)
    const vendor = await app.vendor('Tighter Ltd')
    expect(
      (await app.submit(invoiceText({ vendor: vendor.name, number: 'T-1', amount: '45.00' }))).status,
    ).toBe(202)
  })

  test('paused: nothing new is paid and nobody but an owner resumes; then decisions go on', async () => {
    const vendor = await app.vendor('Kill Switch Ltd')
    const pause = (as: Role) =>
      app.ask({ method: 'POST', url: '/api/payments/pause', as, payload: { reason: 'checking the books' } })
    const resume = (as: Role) => app.ask({ method: 'POST', url: '/api/payments/resume', as })
    expect((await pause('approver')).status).toBe(200)
    const text = invoiceText({ vendor: vendor.name, number: 'KS-1', amount: '7.00' })
    const paused = told(await app.submit(text), 202, pausedAnswer)
    expect(paused.reason).toContain('checking the books')
    expect(refused(await approve(app, paused.approval_id, 'approver'), 409).code).toBe('CONFLICT')
    for (const role of ['admin', 'approver', 'submitter', 'viewer'] as const) {
      expect(refused(await resume(role), 403).code).toBe('FORBIDDEN')
    }
    expect((await resume('owner')).status).toBe(200)
    const redecide = {
      method: 'POST',
      url: `/api/invoices/${paused.invoice_id}/redecide`,
      as: 'submitter',
    } as const
    expect((await app.ask(redecide)).status).toBe(200)
    const paid = await until(
      () => app.transfersTo(vendor.wallet),
      (found) => found.length > 0,
    )
    expect(paid).toHaveLength(1)
    expect(refused(await app.ask(redecide), 409).code).toBe('ALREADY_DECIDED')
  })
})
