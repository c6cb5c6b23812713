import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRawText, rawTextBytesMax } from './check-raw-text.ts'

const sqlAttacks: readonly string[] = [
  `'; DROP TABLE x; --`,
  `'; drop table invoices;--`,
  `1; DROP TABLE users`,
  `Robert'); DROP TABLE students;--`,
  `"; DrOp\tTaBlE users; /*`,
  `DROP TABLE IF EXISTS users`,
  `DROP/**/TABLE/**/users`,
  `/*!50000DROP*/ TABLE users;`,
  `x'; DROP DATABASE treasury; --`,
  `DROP DATABASE treasury;`,
  `'; DROP SCHEMA public CASCADE; --`,
  `Invoice #1\n'; DROP TABLE invoices; --\nTotal: 4.00 MNEE`,
  `DROP\n\nTABLE\n users;`,
  `'); DROP TABLE "users" --`,
  `1; DELETE FROM invoices WHERE 1=1`,
  `DELETE FROM users;`,
  `DELETE FROM users WHERE id = 4`,
  `'; delete from audit --`,
  `delete/**/from users`,
  `DELETE FROM users WHERE name LIKE '%a'`,
  `delete from users where id in (1,2)`,
  `UPDATE users SET role='owner' WHERE`,
  `UPDATE users SET role = "owner"`,
  `update policies set approval_limit=999999 where id=1`,
  `'; UPDATE vendors SET wallet=0x00, verified=true --`,
  `UPDATE vendors v SET v.wallet = 'x'`,
  `update\taccounts\nset balance=0;`,
  `UPDATE accounts SET balance=balance`,
  `INSERT INTO x VALUES (1)`,
  `insert into users (name, role) values ('a','owner')`,
  `'; INSERT INTO users SELECT * FROM admins --`,
  `INSERT/**/INTO users`,
  `INSERT INTO users DEFAULT VALUES`,
  `EXEC('sp_who')`,
  `EXEC ("shutdown")`,
  `exec(xp_cmdshell 'dir')`,
  `EXEC xp_cmdshell 'dir'`,
  `exec master..xp_cmdshell 'net user'`,
  `EXECUTE IMMEDIATE 'grant all'`,
  `'; exec sp_executesql N'select 1' --`,
  `exec(@sql)`,
  `' UNION SELECT username, password FROM users --`,
  `' union all select null, null, null --`,
  `1 UNION SELECT password FROM users`,
  `1' UNION/**/SELECT/**/password/**/FROM/**/users#`,
  `") UNION SELECT * FROM information_schema.tables`,
  `x' UnIoN SeLeCt 1,2,3 -- -`,
  `UNION SELECT @@version`,
  `' UNION SELECT concat(user,password) FROM users`,
]

const markupAttacks: readonly string[] = [
  `<script>`,
  `<script>alert(1)</script>`,
  `<SCRIPT SRC=//x.example/a.js>`,
  `<script\n>alert(1)`,
  `<script/x>alert(1)`,
  `</script>`,
  `<img src=x onerror=alert(1)>`,
  `<IMG SRC=x OnErRoR = "alert(1)">`,
  `<img src="a>b" onerror=alert(1)>`,
  `<img alt="<" onerror=alert(1)>`,
  `<svg/onload=alert(1)>`,
  `<svg onload\n=alert(1)>`,
  `<body onload="x()">`,
  `<details open ontoggle=alert(1)>`,
  `<input autofocus onfocus='x()'>`,
  `<div style="a"onclick=x()>`,
  `<a href="javascript:alert(1)">pay</a>`,
  `<a href='  JaVaScRiPt:void(0)'>`,
  `<a href=javascript:x>`,
  `<a href="java\nscript:alert(1)">`,
  `<a href="javascript&#58;alert(1)">`,
  `<a href="&#x6a;avascript:alert(1)">`,
  `<a href="javascript&colon;x">`,
  `<iframe src="javascript:parent.x">`,
  `<form action="javascript:x">`,
  `[pay](javascript:alert(1))`,
  `javascript:alert(document.cookie)`,
  `<object data="vbscript:msgbox(1)">`,
]

const legitimate: readonly string[] = [
  'Invoice #INV-001',
  'Invoice #1 -- paid',
  '----',
  'Invoice 7\n--------------------\nTotal 42.00 MNEE\n--------------------',
  'Update driver set',
  'Update driver set, 45.00 MNEE',
  'Update driver set = 45.00',
  'Update firmware set v2 = 45.00 MNEE',
  'Please update Q4 set of licences, 45.00 MNEE',
  'Please update the set; 3 licences',
  'Drop table cloth',
  'drop table cloth',
  'DROP TABLE CLOTH 2 PCS',
  'Drop table cloth; 2 pcs',
  'Deliver chairs; drop table cloth at reception',
  'Drop table cloth -- 45.00 MNEE',
  'Drop table "Oslo" white, 2 pcs',
  'Drop-leaf table, oak',
  'Drop database migration consulting: 400.00 EUR',
  'Workshop "Drop database fears", 90 minutes',
  'Union select tools',
  'Union Select drills from Bosch, 45.00',
  '1 Union Select drills from Bosch 45.00 MNEE',
  'Union select, deluxe and premium tools from Bosch',
  'Western Union select fee: 3.00',
  'Credit Union Select account from list',
  'European Union selected partners',
  'Delete from list: 3 items',
  'Please delete from order where applicable',
  'Delete from invoice: position 4 (returned)',
  'Insert into envelope, 45.00',
  'Insert into slot A (left side)',
  'Insert into machine: values see table',
  'Exec (Board) meeting, 45.00',
  'Executive lounge (2 nights)',
  'Exec. assistant (40 h) 1,200.00 USD',
  'Execute (test plan) 3 days',
  "O'Brien & Sons; plumbing; 45.00",
  'Select Comfort mattress; from stock',
  'SELECT Hotels GmbH\nInvoice 3',
  'Truncated cone, drop forged; table mounted',
  'Rate: 50% -- discount; net 30',
  "Terms: 2/10, net 30; '--' means not applicable",
  'C# and SQL course: CREATE, SELECT and UPDATE statements, 2 days',
  'SQL training: how to UPDATE and SET values',
  'Lecture "INSERT INTO the cloud"',
  'Betrag: 1.234,56 € (inkl. 19 % MwSt.)',
  "Montant à payer : 1 234,56 €; TVA de l'année",
  'Total a pagar: 1.234,56 €',
  'JavaScript: the good parts, 45.00 MNEE',
  'javascript training (2 days)',
  'Book "JavaScript: Grundlagen", 1 pc',
  'Node.js / JavaScript: 40 h at 50.00',
  '<b>Total</b>: 45.00 MNEE',
  'Contact: Jane Doe <jane@example.com>',
  'if total < 50 and only = 3 items',
  'Delivery <b>only = 3</b> pallets',
  'A <b and once = never> c',
  'Scripture study set, 3 volumes',
  '<scripture reading> evening, 20.00',
  'Movie script (draft) < script coverage 45.00',
  'Prescription; onset = 2026-01-01',
  'x < y; onload = 45 kg',
  'Angle <90°, one = 1',
  '&lt;script&gt; tag review, 1 h',
  'Payload onload = 3 t; price 4.00',
  '=SUM(A1:A3) total 45.00',
  'Menge;Text;Preis\n1;Drop table cloth;45,00\n2;Union select tools;12,00',
  'ÄÖÜ ß é ñ 中文 العربية עברית 🎉 45.00 MNEE',
  'Line one\r\n\tLine two\u00a0with a hard space',
  'Rate limit update: set of 3; where applicable',
  'Updated terms; settlement = 30 days',
]

describe('texts that attack are refused', () => {
  test.each(sqlAttacks)('SQL: %j', (text) => {
    expect(checkRawText(text)).toMatchObject({ ok: false, error: { kind: 'sql_statement' } })
    expect(checkRawText(`INVOICE #3\nVendor: Acme Ltd\n${text}`)).toMatchObject({ ok: false })
  })
  test.each(markupAttacks)('markup: %j', (text) => {
    expect(checkRawText(text)).toMatchObject({ ok: false, error: { kind: 'active_markup' } })
    expect(checkRawText(`INVOICE #3\nVendor: ${text}\nTotal due: 3.00`)).toMatchObject({ ok: false })
  })
})

describe('pitfalls 1 and 2: a real invoice is never refused for its words', () => {
  test.each(legitimate)('%j', (text) => {
    expect(checkRawText(text)).toMatchObject({ ok: true, value: { text } })
    expect(checkRawText(`Invoice #9 from Acme Ltd\n${text}\nTotal due: 3.00 MNEE`)).toMatchObject({
      ok: true,
    })
  })

  test('the tables are as large as promised', () => {
    expect(sqlAttacks.length + markupAttacks.length).toBeGreaterThanOrEqual(40)
    expect(legitimate.length).toBeGreaterThanOrEqual(60)
  })
})

/** Any Unicode text, lone surrogates included: fast-check's own unit for it takes seconds to build. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x24f }), fc.integer({ min: 0, max: 0x10ffff })), {
    maxLength: 300,
  })
  .map((points) => String.fromCodePoint(...points))

describe('the form of the text', () => {
  test.each(['', ' ', '\n\t \u00a0', '\u200b\u200b', '\ufeff'])('empty: %j', (text) => {
    expect(checkRawText(text)).toMatchObject({ ok: false, error: { kind: 'empty' } })
  })
  test('102,400 bytes are taken, one more is not, whatever the characters', () => {
    for (const [unit, bytes] of [
      ['a', 1],
      ['é', 2],
      ['中', 3],
      ['🎉', 4],
    ] as const) {
      const full = unit.repeat(Math.floor(rawTextBytesMax / bytes))
      const text = full + 'a'.repeat(rawTextBytesMax % bytes)
      expect(checkRawText(text)).toMatchObject({ ok: true, value: { bytes: rawTextBytesMax } })
      expect(checkRawText(`${text}a`)).toMatchObject({ ok: false, error: { kind: 'too_large' } })
    }
  })
  test('NUL and lone surrogates are refused, pairs pass', () => {
    expect(checkRawText('a\0b')).toMatchObject({ error: { kind: 'nul_byte' } })
    expect(checkRawText('a\ud800b')).toMatchObject({ error: { kind: 'lone_surrogate' } })
    expect(checkRawText('a\udc00')).toMatchObject({ error: { kind: 'lone_surrogate' } })
    expect(checkRawText('a😀')).toMatchObject({ ok: true })
  })
  test('never throws, and gives back exactly what came in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const checked = checkRawText(text)
        if (checked.ok) expect(checked.value.text).toBe(text)
        if (checked.ok) expect(checked.value.bytes).toBe(Buffer.byteLength(text))
      }),
    )
  })
})

describe('time on the worst texts', () => {
  const pieces = [
    'drop ',
    'drop table ',
    'drop/*',
    'drop table a',
    'delete from a where ',
    'update a set b=',
    'update a b set ',
    'insert into a (',
    'exec(',
    'union select a,',
    'union select a from ',
    "'",
    ';',
    '/*',
    '--',
    ' ',
    '\n',
    '<',
    '<a ',
    '<a b="',
    '<a onx=',
    ' onerror=',
    '=',
    '&#',
    '&#58;',
    'javascript:',
    'href=',
    'url(',
    '\t',
    'a',
  ]
  test.each(pieces)('100 KB of %j take under 100 ms', (piece) => {
    const text = `x${piece.repeat(Math.floor((rawTextBytesMax - 1) / piece.length))}`
    checkRawText(text)
    // Processor time, not the clock: a busy machine must not decide this.
    const start = process.cpuUsage()
    checkRawText(text)
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(100)
  })
})

describe('every real invoice of the corpus passes', () => {
  const corpus = join(import.meta.dirname, '../../../../../shared/corpus')
  test('xml and txt files, and the words of every other document', async ({ skip, annotate }) => {
    if (!existsSync(join(corpus, 'truth-dev.jsonl'))) skip('the corpus folder is not beside the checkout')
    const texts = [...fileTexts(join(corpus, 'files')), ...truthTexts(join(corpus, 'truth-dev.jsonl'))]
    const refused = texts.filter(({ text }) => {
      const checked = checkRawText(text)
      return !checked.ok && checked.error.kind !== 'too_large'
    })
    await annotate(`${texts.length} corpus texts checked`)
    expect(texts.length).toBeGreaterThan(300)
    expect(refused.map(({ name }) => name)).toEqual([])
  })
})

type Named = { readonly name: string; readonly text: string }

function fileTexts(folder: string): readonly Named[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:xml|txt)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8').slice(0, 100_000) }))
    .filter(({ text }) => text.trim() !== '' && !text.includes('\0'))
}

function truthTexts(file: string): readonly Named[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => ({ name: `truth line ${index + 1}`, text: line }))
}
