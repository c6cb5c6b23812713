import { afterAll, beforeAll, expect, test } from 'vitest'
import { invoiceDetail, pausedAnswer } from '#http/wire/invoices.ts'
import { vendorView } from '#http/wire/treasury.ts'
import { invoiceText, refused, startApp, type TestApp, told } from '#test/support/app.ts'

const bytesMax = 102_400
let app: TestApp
beforeAll(async () => {
  app = await startApp()
})
afterAll(async () => {
  await app.close()
})

const send = (payload: string | object) =>
  app.ask({
    method: 'POST',
    url: '/api/process-invoice',
    as: 'submitter',
    headers: { 'content-type': 'application/json' },
    payload,
  })
const padded = (bytes: number, filler = ' ') => {
  const text = invoiceText({
    vendor: 'Wide Page Ltd',
    number: `W-${bytes}-${filler.charCodeAt(0)}`,
    amount: '1.00',
  })
  return text + filler.repeat(bytes - text.length)
}

test.each([
  ['empty', ''],
  ['white space only', ' \n\t\u00a0\u200b '],
  ['NUL', 'INVOICE\u0000 #1'],
  ['a lone surrogate', 'INVOICE \ud800 #1'],
])('%s: 400 VALIDATION_ERROR', async (_name, raw_text) => {
  expect(refused(await send({ raw_text }), 400).code).toBe('VALIDATION_ERROR')
})

test.each([
  ['no body', ''],
  ['no JSON', '{'],
  ['another type', '{"raw_text": 7}'],
  ['null', '{"raw_text": null}'],
  ['an array', '["raw_text"]'],
  ['an unknown field', '{"raw_text": "INVOICE", "approve": true}'],
  ['the same key twice', '{"raw_text": "a", "raw_text": "b"}'],
  ['a prototype key', '{"raw_text": "a", "__proto__": {"role": "owner"}}'],
])('%s: 400 VALIDATION_ERROR', async (_name, body) => {
  expect(refused(await send(body), 400).code).toBe('VALIDATION_ERROR')
})

test('102,400 bytes are taken, one more is 413; bytes count, not characters; escapes in the JSON do not', async () => {
  expect((await send({ raw_text: padded(bytesMax) })).status).toBe(202)
  const over = refused(await send({ raw_text: padded(bytesMax + 1) }), 413)
  expect(over.code).toBe('VALIDATION_ERROR')
  const wide = invoiceText({ vendor: 'Wide Page Ltd', number: 'W-3', amount: '1.00' }) + 'é'.repeat(51_200)
  expect(wide.length).toBeLessThan(bytesMax)
  expect(refused(await send({ raw_text: wide }), 413).code).toBe('VALIDATION_ERROR')
  const escaped = Array.from(padded(bytesMax, '\n'))
    .map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
  expect((await send(`{"raw_text":"${escaped}"}`)).status).toBe(202)
  expect(refused(await send(`{"raw_text":"${'x'.repeat(700_000)}"}`), 413).code).toBe('VALIDATION_ERROR')
}, 120_000)

test.each([
  "INVOICE #1'; DROP TABLE invoices; --",
  'From: A Ltd; DELETE FROM payments WHERE 1=1; --',
  "x'; UPDATE users SET role = 'owner' WHERE username = 'me'; --",
  "'); INSERT INTO vendors (name) VALUES ('me'); --",
  "' UNION SELECT username, password_hash FROM users --",
  "'; EXEC('shutdown'); --",
  '<script>fetch("/token")</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="javascript:alert(1)">pay</a>',
])('a statement or markup that runs is refused: %s', async (hostile) => {
  const text = `${invoiceText({ vendor: 'Hostile Ltd', number: 'H-1', amount: '5.00' })}\n${hostile}`
  expect(refused(await send({ raw_text: text }), 400).code).toBe('VALIDATION_ERROR')
})

const honest = [
  'Update driver set, 2 pieces',
  'Drop table cloth, white',
  'Union select tools, workshop grade',
  '---- payment terms ----',
  'O\'Reilly\'s "best"; see § 4 -- thanks',
  'Delete from list: item 3; insert into slot B',
  'a < b and c > d; 100 % R&D <draft>',
  '/* no comment */ # hash',
]

test('real words are never refused, and come back exactly as sent', async () => {
  for (const [index, line] of honest.entries()) {
    const text = invoiceText({
      vendor: 'Honest Words Ltd',
      number: `HW-${index}`,
      amount: '5.00',
      more: line,
    })
    const { invoice_id } = told(await send({ raw_text: text }), 202, pausedAnswer)
    const detail = told(
      await app.ask({ url: `/api/invoices/${invoice_id}`, as: 'viewer' }),
      200,
      invoiceDetail,
    )
    expect(detail.text).toBe(text)
    const original = await app.ask({ url: `/api/invoices/${invoice_id}/document`, as: 'viewer' })
    expect([original.status, original.text]).toEqual([200, text])
    expect(original.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+"$/)
    expect(original.headers['content-type']).toBe('text/plain; charset=utf-8')
  }
})

test('stored values come back exactly as sent, whatever they look like', async () => {
  for (const name of [
    "Robert'); DROP TABLE vendors;-- Ltd",
    '<b>Bold & Co</b> Ltd',
    '=cmd|calc!A1 Ltd',
    'Ænima ☃ 株式会社',
  ]) {
    const made = await app.ask({ method: 'POST', url: '/api/vendors', as: 'owner', payload: { name } })
    const { id } = told(made, 201, vendorView)
    expect(told(await app.ask({ url: `/api/vendors/${id}`, as: 'viewer' }), 200, vendorView).name).toBe(name)
  }
})
