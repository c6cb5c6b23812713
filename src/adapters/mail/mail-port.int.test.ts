import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Mail, MailPort } from '#flow/7-notification/ports.ts'
import { InvariantError } from '#kernel/invariant.ts'
import { openFileMail } from './file.ts'
import { openSmtpMail } from './smtp.ts'

const from = 'treasurer@example.com'
const mail: Mail = {
  to: 'ops@example.com',
  subject: 'Approval needed: Größe GmbH, 12.50 MNEE',
  text: 'An invoice waits.\n\nVendor: Größe GmbH\n.\nWhat comes next: nothing.\n',
  key: '20260203T040506007Z-0000000012',
}

type Received = { readonly to: readonly string[]; readonly raw: string }
type Sink = { readonly port: MailPort; readonly received: () => Promise<readonly Received[]> }

let folder = ''
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treasurer-mail-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A real SMTP server; what it received. */
async function smtpServer(
  options: SMTPServerOptions = {},
): Promise<{ readonly port: number; readonly received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8')
        received.push({ to: session.envelope.rcptTo.map((one) => one.address), raw })
        callback()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const port = await listen(server.server)
  closers.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { port, received }
}

/** A server that speaks whatever `talk` says. */
async function rawServer(talk: (write: (text: string) => void) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    sockets.add(socket)
    talk((text) => socket.write(text))
  })
  const sockets = new Set<{ readonly destroy: () => unknown }>()
  const port = await listen(server)
  closers.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return port
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const smtpSink = async (): Promise<Sink> => {
  const { port, received } = await smtpServer()
  return {
    port: openSmtpMail({ url: `smtp://127.0.0.1:${port}`, from }),
    received: () => Promise.resolve(received),
  }
}
const fileSink = async (): Promise<Sink> => {
  const own = await mkdtemp(join(folder, 'sink-'))
  const out = join(own, 'outbox')
  return {
    port: openFileMail({ folder: out, from }),
    received: async () => {
      const names = (await readdir(out)).toSorted()
      const raws = await Promise.all(names.map((name) => readFile(join(out, name), 'utf8')))
      return raws.map((raw) => ({ to: [/^To: (.*)$/m.exec(raw)?.[1]?.trim() ?? ''], raw }))
    },
  }
}

describe.each([
  ['smtp', smtpSink],
  ['file', fileSink],
])('every mail port (%s)', (_name, open) => {
  test('hands over one plain text message to one address, named by its key', async () => {
    const sink = await open()
    expect(await sink.port.send(mail)).toEqual({ ok: true, value: null })
    const [first, ...more] = await sink.received()
    expect(more).toEqual([])
    expect(first?.to).toEqual([mail.to])
    const raw = first?.raw ?? ''
    expect(raw).toContain(`Message-ID: <${mail.key}@example.com>`)
    expect(raw).toMatch(/^Content-Type: text\/plain; charset=utf-8/m)
    expect(raw).toMatch(/^Auto-Submitted: auto-generated/m)
    expect(raw).toMatch(/^Subject: =\?UTF-8\?[QB]\?/m)
    expect(raw).not.toContain('text/html')
    expect(raw).toContain('Vendor: Gr=C3=B6=C3=9Fe GmbH')
  })

  test('the same mail again has the same name', async () => {
    const sink = await open()
    await sink.port.send(mail)
    await sink.port.send(mail)
    const ids = (await sink.received()).map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]?.trim())
    expect(new Set(ids)).toEqual(new Set([`<${mail.key}@example.com>`]))
  })

  test('a line break in the subject begins no header', async () => {
    const sink = await open()
    const subject = 'Hello\r\nBcc: thief@example.com\r\n\r\nbody'
    expect(await sink.port.send({ ...mail, subject })).toEqual({ ok: true, value: null })
    const [first] = await sink.received()
    expect(first?.to).toEqual([mail.to])
    expect(first?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
    expect(first?.raw).toMatch(/^Subject: Hello Bcc: thief@example\.com +body/m)
  })

  test('an address is one recipient, whatever is in it', async () => {
    const sink = await open()
    await sink.port.send({ ...mail, to: 'ops@example.com, thief@example.com' })
    await sink.port.send({ ...mail, to: 'ops@example.com\r\nBcc: thief@example.com' })
    await sink.port.send({ ...mail, key: 'last' })
    const received = await sink.received()
    expect(received.at(-1)?.to).toEqual([mail.to])
    expect(received.flatMap(({ to }) => to)).not.toContain('thief@example.com')
    for (const { raw } of received) expect(raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
  })

  test('a key that could name another file or header is a bug', async () => {
    const sink = await open()
    await expect(sink.port.send({ ...mail, key: '../../etc/passwd' })).rejects.toThrow(InvariantError)
  })
})

describe('smtp', () => {
  const unavailable = (retryable: boolean) => ({ ok: false, error: { code: 'MAIL_UNAVAILABLE', retryable } })

  test('a refusal for good is not worth another try, a refusal for now is', async () => {
    const refusing = async (responseCode: number): Promise<MailPort> => {
      const { port } = await smtpServer({
        onRcptTo: (_address, _session, callback) =>
          callback(Object.assign(new Error('no such box'), { responseCode })),
      })
      return openSmtpMail({ url: `smtp://127.0.0.1:${port}`, from })
    }
    expect(await (await refusing(550)).send(mail)).toMatchObject(unavailable(false))
    expect(await (await refusing(451)).send(mail)).toMatchObject(unavailable(true))
  })

  test('a server that is not there is a Fault', async () => {
    const port = await rawServer(() => undefined)
    for (const close of closers.splice(0)) await close()
    expect(await openSmtpMail({ url: `smtp://127.0.0.1:${port}`, from }).send(mail)).toMatchObject(
      unavailable(true),
    )
  })

  test.each([
    ['says nothing', () => undefined],
    ['greets and then hangs', (write: (text: string) => void) => write('220 hello\r\n')],
    [
      'drips bytes without end',
      (write: (text: string) => void) => {
        const drip = setInterval(() => write('220-still here\r\n'), 50)
        closers.push(() => Promise.resolve(clearInterval(drip)))
      },
    ],
  ])('a server that %s is left after the time-out', async (_what, talk) => {
    const port = await rawServer(talk)
    const began = performance.now()
    const sent = await openSmtpMail({ url: `smtp://127.0.0.1:${port}`, from, timeoutMs: 400 }).send(mail)
    expect(sent).toMatchObject(unavailable(true))
    expect(performance.now() - began).toBeLessThan(3_000)
  })

  test('user and password of the URL are sent, also with reserved characters', async () => {
    const logins: unknown[] = []
    const { port, received } = await smtpServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (auth, _session, callback) => {
        logins.push([auth.username, auth.password])
        callback(null, { user: 'x' })
      },
    })
    const url = `smtp://${encodeURIComponent('me@example.com')}:${encodeURIComponent('p:@/ ä')}@127.0.0.1:${port}`
    expect(await openSmtpMail({ url, from }).send(mail)).toEqual({ ok: true, value: null })
    expect(logins).toEqual([['me@example.com', 'p:@/ ä']])
    expect(received).toHaveLength(1)
  })

  test('a certificate that nobody vouches for is refused, and nothing is sent', async () => {
    const secure = await smtpServer({ secure: true })
    const upgrading = await smtpServer({ disabledCommands: [] })
    for (const [scheme, server] of [['smtps', secure] as const, ['smtp', upgrading] as const]) {
      const sent = await openSmtpMail({
        url: `${scheme}://127.0.0.1:${server.port}`,
        from,
        timeoutMs: 3_000,
      }).send(mail)
      expect(sent).toMatchObject(unavailable(true))
      expect(server.received).toEqual([])
    }
  })
})

describe('file', () => {
  test('only the owner reads it, and there is no half a file', async () => {
    const out = join(await mkdtemp(join(folder, 'mode-')), 'outbox')
    await openFileMail({ folder: out, from }).send(mail)
    expect(await readdir(out)).toEqual([`${mail.key}.eml`])
    expect((await stat(out)).mode & 0o777).toBe(0o700)
    expect((await stat(join(out, `${mail.key}.eml`))).mode & 0o777).toBe(0o600)
  })

  test('beyond the bound the oldest go, leftovers too; what is not ours stays', async () => {
    const out = await mkdtemp(join(folder, 'bound-'))
    await writeFile(join(out, 'notes.txt'), 'mine')
    await writeFile(join(out, '20200101T000000000Z-0000000001.eml.part'), 'half')
    const port = openFileMail({ folder: out, from, filesMax: 3 })
    const keys = [1, 2, 3, 4, 5].map((n) => `2026020${n}T000000000Z-000000000${n}`)
    for (const key of keys) expect(await port.send({ ...mail, key })).toEqual({ ok: true, value: null })
    expect((await readdir(out)).toSorted()).toEqual([
      ...keys.slice(2).map((key) => `${key}.eml`),
      'notes.txt',
    ])
  })

  test('a folder that cannot be made is a Fault', async () => {
    const file = join(folder, 'in-the-way')
    await writeFile(file, '')
    const sent = await openFileMail({ folder: join(file, 'outbox'), from }).send(mail)
    expect(sent).toMatchObject({ ok: false, error: { code: 'MAIL_UNAVAILABLE', retryable: true } })
  })
})
