import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openLog } from './pino.ts'

const folders: string[] = []
const line = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() })

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'treasurer-log-'))
  folders.push(made)
  return made
}

function linesOf(path: string): readonly z.infer<typeof line>[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => line.parse(JSON.parse(text)))
}

function open(directory: string, options: { readonly bytesMax?: number; readonly filesMax?: number } = {}) {
  return openLog({
    level: 'info',
    directory,
    stdout: false,
    secrets: ['the-jwt-secret-of-this-test'],
    ...options,
  })
}

describe('log', () => {
  test('every line is JSON with time and level; errors are in the second file as well', () => {
    const directory = folder()
    const { log, close } = open(directory)
    log.debug({}, 'below the level')
    log.info({ request_id: 'r1' }, 'first')
    log.error({ err: new Error('broken', { cause: new Error('deeper') }) }, 'second')
    close()
    const all = linesOf(join(directory, 'treasurer.log'))
    expect(all.map(({ level, msg }) => `${level} ${msg}`)).toEqual(['info first', 'error second'])
    expect(all[0]).toMatchObject({ request_id: 'r1' })
    expect(JSON.stringify(all[1])).toContain('deeper')
    expect(linesOf(join(directory, 'treasurer_errors.log')).map(({ msg }) => msg)).toEqual(['second'])
  })

  test('secrets are not in the files, wherever they were put', () => {
    const directory = folder()
    const { log, close } = open(directory)
    const secret = 'hunter2-hunter2-hunter2'
    log.info({ authorization: secret, req: { headers: { cookie: secret, Authorization: 'x' } } }, 'a')
    log.info(
      { password: secret, body: { password: secret, current_password: secret, refresh_token: secret } },
      'b',
    )
    log.warn({ privateKey: secret, wallet: { private_key: secret } }, 'c')
    log.error({ err: new Error('signed with the-jwt-secret-of-this-test') }, 'd: the-jwt-secret-of-this-test')
    close()
    const text = readdirSync(directory)
      .map((name) => readFileSync(join(directory, name), 'utf8'))
      .join('')
    expect(text).not.toContain(secret)
    expect(text).not.toContain('the-jwt-secret-of-this-test')
    expect(text.match(/\[redacted\]/g)?.length).toBeGreaterThanOrEqual(9)
  })

  test('a forged line cannot be made with a line break in a value', () => {
    const directory = folder()
    const { log, close } = open(directory)
    log.info({ path: '/x\n{"level":"error","msg":"forged"}' }, 'a\nb')
    close()
    expect(linesOf(join(directory, 'treasurer.log'))).toHaveLength(1)
  })

  test('rotation keeps every line and bounds the files', () => {
    const directory = folder()
    const { log, close } = open(directory, { bytesMax: 100_000, filesMax: 3 })
    for (let number = 0; number < 3_000; number += 1) log.info({ number, pad: 'x'.repeat(50) }, 'line')
    close()
    const names = readdirSync(directory).filter((name) => name.startsWith('treasurer.log'))
    expect(names.toSorted()).toEqual([
      'treasurer.log',
      'treasurer.log.1',
      'treasurer.log.2',
      'treasurer.log.3',
    ])
    const numbers = ['treasurer.log.3', 'treasurer.log.2', 'treasurer.log.1', 'treasurer.log'].flatMap(
      (name) => linesOf(join(directory, name)).map((entry) => entry['number']),
    )
    // The oldest file fell out; what is kept is whole and in order up to the last line.
    expect(numbers.at(-1)).toBe(2_999)
    expect(numbers).toEqual(
      Array.from({ length: numbers.length }, (_, index) => 3_000 - numbers.length + index),
    )
  })

  test('a file that another process rotated is followed', () => {
    const directory = folder()
    const path = join(directory, 'treasurer.log')
    const { log, close } = open(directory)
    log.error({}, 'before')
    renameSync(path, `${path}.1`)
    log.error({}, 'after')
    close()
    expect(linesOf(`${path}.1`).map(({ msg }) => msg)).toEqual(['before'])
    expect(linesOf(path).map(({ msg }) => msg)).toEqual(['after'])
  })

  test('no line is lost when the process ends without closing, on stdout and in the files', () => {
    const directory = folder()
    const program = `
      import { openLog } from '#adapters/log/pino.ts'
      const { log } = openLog({ level: 'info', directory: process.argv[1], stdout: true, secrets: [] })
      for (let number = 0; number < 500; number += 1) log.info({ number }, 'line')
      process.exit(3)`
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', program, directory], {
      encoding: 'utf8',
    })
    expect(child.status).toBe(3)
    expect(child.stdout.trim().split('\n')).toHaveLength(500)
    expect(linesOf(join(directory, 'treasurer.log'))).toHaveLength(500)
    expect(existsSync(join(directory, 'treasurer_errors.log'))).toBe(true)
  })
})
