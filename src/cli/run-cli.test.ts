import { afterAll, describe, expect, test } from 'vitest'
import { answers, folderOf, refusal, runScene } from '#test/support/cli-scene.ts'
import { CliFailure } from './cli-failure.ts'

const folder = folderOf({ 'invoice.txt': 'INVOICE #1' })
afterAll(folder.remove)

const commands = [
  'status',
  'submit',
  'approvals',
  'approve',
  'reject',
  'payments',
  'wallet',
  'pause',
  'resume',
  'user',
  'read',
]

describe('help and version', () => {
  test('the first page names every command, an example and the exit codes, and nothing that does not exist', async () => {
    const { code, out, err, connected } = await runScene(['--help'])
    expect({ code, err, connected }).toEqual({ code: 0, err: '', connected: [] })
    const listed = out.slice(out.indexOf('Commands:'), out.indexOf('Examples:')).matchAll(/^ {2}([a-z]+)/gm)
    expect([...listed].map(([, name]) => name)).toEqual([...commands, 'help'])
    expect(out).toContain('$ treasurer submit invoice.txt')
    expect(out).toContain('0 done, 1 refused, 2 wrong usage')
  })

  test.for([
    ...commands.map((name) => [name]),
    ...['list', 'add', 'disable', 'enable', 'role', 'password'].map((name) => ['user', name]),
  ])('%s --help shows an example and the options of every command', async (words) => {
    const { code, out } = await runScene([...words, '--help'])
    expect(code).toBe(0)
    expect(out).toMatch(new RegExp(`Examples?:\n  \\$ (?:.*\\| )?treasurer ${words.join(' ')}`))
    expect(out).toContain('--json')
  })

  test('the version is the one handed in', async () => {
    expect(await runScene(['--version'])).toMatchObject({ code: 0, out: '9.8.7\n', err: '' })
  })
})

describe('wrong usage is one line and code 2, and asks nobody', () => {
  test.for([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['aprovals'], 'Did you mean approvals?'],
    [['status', '--frob'], "unknown option '--frob'"],
    [['submit'], "missing required argument 'file'"],
    [['approve'], "missing required argument 'id'"],
    [['approve', 'not-an-id'], 'not the id of an approval'],
    [['reject', '0190c2a4-7c1e-7b3a-9f5e-000000000003'], "required option '--reason <text>'"],
    [['approvals', '--status', 'perhaps'], 'Allowed choices are pending, approved'],
    [['approvals', '--limit', '201'], 'a whole number from 1 to 200'],
    [['payments', '--limit', '0'], 'a whole number from 1 to 200'],
    [['user', 'add', 'kim'], "required option '--role <role>'"],
    [['user', 'add', 'kim', '--role', 'king'], 'Allowed choices are owner, admin'],
    [['user', 'role', 'kim', 'king'], 'a role is one of owner, admin'],
    [['wallet', 'extra'], 'too many arguments'],
  ] as const)('%j', async ([argv, line]) => {
    const { code, out, err, asked } = await runScene([...argv])
    expect({ code, out, asked }).toEqual({ code: 2, out: '', asked: [] })
    expect(err).toContain(line)
    expect(err).toMatch(/^error: .*\n$/)
  })

  test('no command at all shows the help, on standard error', async () => {
    const { code, out, err } = await runScene([])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('Commands:')
  })
})

describe('ends', () => {
  test('a refusal is its own words with the request id, code 1; the way is closed', async () => {
    const answer = () => refusal(403, 'FORBIDDEN', 'The role viewer may not do this.')
    expect(await runScene(['pause'], { answer })).toMatchObject({
      code: 1,
      out: '',
      err: 'error: The role viewer may not do this. (FORBIDDEN, request req-77)\n',
      closed: 1,
    })
  })

  test('with --json the body of a refusal is on standard output, the line still on standard error', async () => {
    const sent = refusal(409, 'ALREADY_DECIDED', 'It was rejected already.')
    const { code, out, err } = await runScene(['pause', '--json'], { answer: () => sent })
    expect({ code, out }).toEqual({ code: 1, out: `${sent.body}\n` })
    expect(err).toMatch(/^error: It was rejected already\..*\n$/)
  })

  test('nobody signed in: the line says how', async () => {
    const answer = () => refusal(401, 'UNAUTHORIZED', 'Send a bearer token, or sign in.')
    const { code, err } = await runScene(['wallet'], { answer })
    expect(code).toBe(1)
    expect(err).toContain('Give --username and --password, or --token or TREASURER_TOKEN.')
  })

  test('not available is code 2 and says when to come back, once', async () => {
    const wait = { 'retry-after': '5' }
    const down = await runScene(['wallet'], {
      answer: () => refusal(503, 'SERVICE_UNAVAILABLE', 'The database does not answer.', wait),
    })
    expect(down).toMatchObject({ code: 2 })
    expect(down.err).toContain('The database does not answer. Try again in 5 s. (SERVICE_UNAVAILABLE')
    const many = await runScene(['wallet'], {
      answer: () => refusal(429, 'RATE_LIMIT_EXCEEDED', 'Too many. Try again in 5 s.', wait),
    })
    expect(many.code).toBe(1)
    expect(many.err.match(/again/g)).toHaveLength(1)
  })

  test.for([
    [
      'a page of something else',
      { status: 200, body: '<html>hello</html>' },
      'not one that this version knows',
    ],
    ['another shape', { status: 200, body: '{"address":1}' }, 'not one that this version knows'],
    ['an error without words', { status: 502, body: '<html>bad gateway</html>' }, '502 without saying why'],
    ['an error of somebody else', { status: 404, body: '{"message":"no"}' }, 'is this a treasurer?'],
  ] as const)('%s is code 2', async ([, answer, line]) => {
    const { code, out, err } = await runScene(['wallet', '--json'], {
      answer: () => ({ ...answer, headers: {} }),
    })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(line)
  })

  test('a redirect is not followed but named', async () => {
    const answer = () => ({ status: 308, body: '', headers: { location: 'https://other.example/' } })
    const { code, err } = await runScene(['wallet'], { answer })
    expect(code).toBe(2)
    expect(err).toContain('it points to https://other.example/')
  })

  test('nobody answers, or a bug: one line, code 2, never a stack', async () => {
    const away = await runScene(['wallet'], {
      connect: () => Promise.reject(new CliFailure(2, 'nobody listens')),
    })
    expect(away).toMatchObject({ code: 2, out: '', err: 'error: nobody listens\n' })
    const bug = await runScene(['wallet'], {
      answer: () => {
        throw new TypeError('x is not a function\n    at somewhere')
      },
    })
    expect(bug).toMatchObject({ code: 2, out: '', closed: 1 })
    expect(bug.err).toMatch(/^error: .*\n$/)
  })

  test('a way that does not close cleanly changes nothing', async () => {
    const connect = async () => ({
      request: async () => answers.wallet,
      close: () => Promise.reject(new Error('late')),
    })
    expect(await runScene(['wallet'], { connect })).toMatchObject({ code: 0, err: '' })
  })

  test('the words for the connection arrive from before and after the command', async () => {
    const argv = ['--url', 'http://h:1', 'wallet', '--username', 'kim', '--password', 'pw']
    const { connected } = await runScene(argv, { answer: () => answers.wallet })
    expect(connected).toEqual([{ url: 'http://h:1', username: 'kim', password: 'pw', token: null }])
    const alone = await runScene(['wallet', '--token', 't'], { answer: () => answers.wallet })
    expect(alone.connected).toEqual([{ url: null, username: null, password: null, token: 't' }])
  })
})
