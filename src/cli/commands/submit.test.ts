import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answers, folderOf, hash, ids, longAmount, refusal, runScene } from '#test/support/cli-scene.ts'
import { CliFailure } from '../cli-failure.ts'
import type { Answer } from '../ports.ts'

const text = 'INVOICE #INV-1\nÜber 150.00 MNEE\n'
const bytesMax = 102_400
const folder = folderOf({
  'a.txt': text,
  'b.txt': 'second',
  'c.txt': 'third',
  'bom.txt': Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]),
  'full.txt': 'x'.repeat(bytesMax),
  'large.txt': 'x'.repeat(bytesMax + 1),
  'latin.txt': Buffer.from('Müller', 'latin1'),
  'empty.txt': '',
})
afterAll(folder.remove)
const a = folder.path('a.txt')

function once(answer: Answer) {
  return { answer: () => answer }
}

describe('one file', () => {
  test('the text is sent exactly; a byte order mark is no part of it', async () => {
    for (const file of ['a.txt', 'bom.txt']) {
      const { asked } = await runScene(['submit', folder.path(file)], once(answers.approved))
      expect(asked).toEqual([{ method: 'POST', path: '/api/process-invoice', body: { raw_text: text } }])
    }
  })

  test('approved: one sentence with every digit of the amount, code 0', async () => {
    const { code, out, err } = await runScene(['submit', a], once(answers.approved))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(
      `${a}: approved: ${longAmount} MNEE to CloudSpace Hosting LLC, payment ${ids.payment}, transaction ${hash}; 99850.00 MNEE left, runway 41.2 months\n`,
    )
  })

  test('approved without burn: the runway has no end', async () => {
    const body = answers.approved.body.replace('41.2', 'null')
    expect((await runScene(['submit', a], once({ ...answers.approved, body }))).out).toContain(
      'runway without end',
    )
  })

  test.for([
    [
      answers.paused,
      `waits for approval ${ids.approval}: 150.00 MNEE to CloudSpace Hosting LLC. 150.00 is over the limit of 50.00.`,
    ],
    [answers.queued, `queued: invoice ${ids.invoice}, payment ${ids.payment}; it goes on by itself`],
    [answers.processing, `processing: invoice ${ids.invoice}; it goes on by itself`],
  ] as const)('202 is code 0: %#', async ([answer, line]) => {
    expect(await runScene(['submit', a], once(answer))).toMatchObject({
      code: 0,
      out: `${a}: ${line}\n`,
      err: '',
    })
  })

  test('a replay says that nothing is paid again', async () => {
    const replayed = { ...answers.approved, headers: { 'idempotent-replayed': 'true' } }
    expect((await runScene(['submit', a], once(replayed))).out).toContain(
      '(told before: nothing is paid again)',
    )
  })

  test('--json prints the body as it came, one line, nothing else', async () => {
    const answer = { ...answers.approved, body: answers.approved.body.replace('{', '{\n  ') }
    expect(await runScene(['submit', a, '--json'], once(answer))).toMatchObject({
      code: 0,
      out: `${answers.approved.body.replace('{', '{   ')}\n`,
      err: '',
    })
  })

  test('a refusal is code 1 and names the file', async () => {
    const answer = refusal(409, 'DUPLICATE_INVOICE', 'Invoice INV-1 of this vendor is here already.')
    expect(await runScene(['submit', a], once(answer))).toMatchObject({
      code: 1,
      out: '',
      err: `error: ${a}: Invoice INV-1 of this vendor is here already. (DUPLICATE_INVOICE, request req-77)\n`,
    })
  })

  test('standard input is a file, too', async () => {
    const { out, asked } = await runScene(['submit', '-'], { ...once(answers.queued), stdin: text })
    expect(asked[0]?.body).toEqual({ raw_text: text })
    expect(out).toMatch(/^standard input: queued/)
  })
})

describe('what is not sent', () => {
  test('exactly 102,400 bytes are sent, one more is refused with code 1 before anybody is asked', async () => {
    expect((await runScene(['submit', folder.path('full.txt')], once(answers.queued))).asked).toHaveLength(1)
    const file = await runScene(['submit', folder.path('large.txt')])
    expect(file).toMatchObject({ code: 1, out: '', asked: [], connected: [] })
    expect(file.err).toContain('larger than 102,400 bytes')
    const stdin = await runScene(['submit', '-'], { stdin: Buffer.alloc(bytesMax + 1, 'x') })
    expect(stdin).toMatchObject({ code: 1, asked: [] })
  })

  test('bytes count, not characters', async () => {
    const stdin = '€'.repeat(Math.ceil(bytesMax / 3))
    expect(stdin.length).toBeLessThan(bytesMax)
    expect(await runScene(['submit', '-'], { stdin })).toMatchObject({ code: 1, asked: [] })
  })

  test('what is not UTF-8 is refused with code 1', async () => {
    const { code, err, asked } = await runScene(['submit', folder.path('latin.txt')])
    expect({ code, asked }).toEqual({ code: 1, asked: [] })
    expect(err).toContain('not UTF-8 text')
  })

  test.for([
    ['gone.txt', 'there is no such file'],
    ['', 'this is a folder'],
  ] as const)('what cannot be opened is wrong usage: "%s"', async ([name, line]) => {
    const { code, err, asked } = await runScene(['submit', folder.path(name)])
    expect({ code, asked }).toEqual({ code: 2, asked: [] })
    expect(err).toBe(`error: ${folder.path(name)}: ${line}\n`)
  })

  test("an empty file is the server's to refuse", async () => {
    const answer = refusal(400, 'VALIDATION_ERROR', 'the text is empty')
    const { code, asked } = await runScene(['submit', folder.path('empty.txt')], once(answer))
    expect({ code, body: asked[0]?.body }).toEqual({ code: 1, body: { raw_text: '' } })
  })
})

describe('several files', () => {
  const files = ['a.txt', 'gone.txt', 'b.txt', 'latin.txt', 'c.txt'].map(folder.path)
  const told: { readonly [text: string]: Answer } = {
    [text]: answers.approved,
    second: refusal(422, 'UNREADABLE_INVOICE', 'This could not be read from the text: amount_due.'),
    third: answers.paused,
  }
  const answer = (asked: { readonly body: { readonly [member: string]: unknown } | undefined }) => {
    const found = told[String(asked.body?.['raw_text'])]
    if (found === undefined) throw new Error('an unknown text was sent')
    return found
  }

  test('a failure does not stop the rest; the last line sums up; the worst end is the exit code', async () => {
    const { code, out, err, asked, closed } = await runScene(['submit', ...files], { answer })
    expect(code).toBe(2)
    expect(asked).toHaveLength(3)
    expect(closed).toBe(1)
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      '5 files: 1 approved, 1 waiting for approval, 2 refused, 1 not sent or not answered',
    )
    expect(err.trimEnd().split('\n')).toHaveLength(3)
  })

  test('only refusals: code 1', async () => {
    expect((await runScene(['submit', a, folder.path('b.txt')], { answer })).code).toBe(1)
  })

  test('with --json standard output has answers only, refusals among them', async () => {
    const { out, err } = await runScene(['submit', ...files, '--json'], { answer })
    const statuses = out
      .trimEnd()
      .split('\n')
      .map((line) => z.object({ status: z.unknown() }).parse(JSON.parse(line)).status)
    expect(statuses).toEqual(['APPROVED', 422, 'PAUSED_FOR_APPROVAL'])
    expect(err).toContain('5 files: ')
  })

  test('no answer for one file is no reason not to ask for the next', async () => {
    const sent = await runScene(['submit', a, folder.path('c.txt')], {
      answer: (asked) => {
        if (asked.body?.['raw_text'] === text) throw new CliFailure(2, 'no answer within 40 s')
        return answer(asked)
      },
    })
    expect(sent).toMatchObject({ code: 2, err: `error: ${a}: no answer within 40 s\n` })
    expect(sent.out).toContain('2 files: 1 waiting for approval, 1 not sent or not answered')
  })
})
