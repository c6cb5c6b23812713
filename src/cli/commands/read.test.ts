import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { invoiceFields } from '#http/wire/invoices.ts'
import { folderOf, runScene } from '#test/support/cli-scene.ts'

const text = 'INVOICE #INV-2024-001\nVendor: CloudSpace Hosting LLC\nTOTAL DUE: 150.00 MNEE\n'
const folder = folderOf({
  'invoice.txt': text,
  'UPPER.TXT': text,
  'invoice.pdf': '%PDF-1.7',
  'nul.txt': 'a\0b',
  'latin.txt': Buffer.from('Müller', 'latin1'),
  'large.txt': 'x'.repeat(102_401),
})
afterAll(folder.remove)

const reading = z.strictObject({
  file: z.string(),
  fields: invoiceFields,
  checks: z.array(z.object({ name: z.string(), passed: z.boolean(), detail: z.string() })),
  flags: z.array(z.object({ code: z.string(), detail: z.string() })),
  ms: z.int().min(0),
})
const failed = z.strictObject({ file: z.string(), error: z.string() })

function lines(out: string): readonly unknown[] {
  return out
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
}

test('a text is one line of published field names with evidence; nobody is connected to', async () => {
  for (const argv of [['read'], ['read', '--ignore-xml']]) {
    const { code, out, err, connected } = await runScene([...argv, folder.path('invoice.txt')])
    expect({ code, err, connected }).toEqual({ code: 0, err: '', connected: [] })
    const [line] = lines(out)
    const { file, fields, ms } = reading.parse(line)
    expect(file).toBe(folder.path('invoice.txt'))
    expect(fields.number?.value).toBe('INV-2024-001')
    expect(fields.amount_due?.value).toBe('150.00')
    expect(fields.seller_name?.value).toBe('CloudSpace Hosting LLC')
    expect(fields.amount_due?.evidence[0]?.text).toContain('150.00')
    expect(ms).toBe(0)
  }
})

test('one line per document in the order given; what cannot be read is an error member and code 1', async () => {
  const names = ['invoice.pdf', 'UPPER.TXT', 'gone.txt', 'nul.txt', 'latin.txt', 'large.txt', 'invoice.txt']
  const { code, out, err } = await runScene(['read', ...names.map(folder.path)])
  expect({ code, err }).toEqual({ code: 1, err: '' })
  const read = lines(out)
  expect(read.map((line) => failed.safeParse(line).data?.error ?? 'read')).toEqual([
    'only text (.txt) can be read so far',
    'read',
    'there is no such file',
    'not text: it holds a NUL character',
    'not UTF-8 text: only text files can be taken so far',
    'larger than 102,400 bytes, which is the most that is taken',
    'read',
  ])
  expect(read.map((line) => z.object({ file: z.string() }).parse(line).file)).toEqual(names.map(folder.path))
})

test('a bug of the reader is one line and code 2, never a stack', async () => {
  const seen: string[] = []
  const { code, out, err } = await runScene(['read', folder.path('invoice.txt')], {
    read: (given) => {
      seen.push(given)
      throw new Error('a bug\n    at somewhere')
    },
  })
  expect({ code, out, seen }).toEqual({ code: 2, out: '', seen: [text] })
  expect(err).toMatch(/^error: .*\n$/)
})
