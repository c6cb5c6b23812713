import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plant, repository } from './plant.ts'

const compiler = join(repository, 'node_modules', '@typescript', 'native', 'bin', 'tsc')
const head = [
  `import { formatMinor, minor, minus, sum, times, type Minor, type TokenAmount } from '${repository}src/kernel/money.ts'`,
  "declare const mnee: Minor<'MNEE'>",
  "declare const usd: Minor<'USD'>",
  "declare const either: Minor<'MNEE'> | Minor<'USD'>",
  'declare const token: TokenAmount',
  'export const used = [formatMinor, minor, minus, sum, times, mnee, usd, either, token]',
].join('\n')

/** Each line must not compile, for the reason behind its error number. */
const refused: readonly (readonly [what: string, line: string, code: string])[] = [
  ['adding two currencies', 'export const a = sum(mnee, usd)', 'TS2345'],
  ['subtracting another currency', 'export const a = minus(mnee, usd)', 'TS2345'],
  ['assigning one currency to another', "export const a: Minor<'USD'> = mnee", 'TS2322'],
  ['an amount of either currency where one is wanted', "export const a: Minor<'MNEE'> = either", 'TS2322'],
  ['widening the currency', 'export const a: Minor<string> = mnee', 'TS2322'],
  ['a plain bigint as an amount', 'export const a: TokenAmount = 5n', 'TS2322'],
  ['a plain bigint to a money function', 'export const a = formatMinor(5n, 18)', 'TS2345'],
  ['an amount times a number', 'export const a = mnee * 2', 'TS2365'],
  ['an amount and a number', 'export const a = mnee + 1', 'TS2365'],
  ['a factor that is a number', 'export const a = times(mnee, 1.5)', 'TS2345'],
  ['a raw sum back into an amount', 'export const a: TokenAmount = mnee + mnee', 'TS2322'],
  ['an amount where a number is wanted', 'export const a: number = mnee', 'TS2322'],
  ['an amount to Math', 'export const a = Math.round(mnee)', 'TS2345'],
]

const accepted = [
  'export const a: TokenAmount = sum(mnee, mnee, token)',
  'export const b: TokenAmount = minus(times(mnee, 3n), token)',
  "export const c: Minor<'USD'> = minor('USD', 5n)",
  'export const d: boolean = mnee > 0n && mnee < token',
  'export const e: string = formatMinor(usd, 2)',
].join('\n')

function compile(files: Readonly<Record<string, string>>): readonly string[] {
  const tsconfig = JSON.stringify({
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: { types: [], pretty: false },
    include: ['*.ts'],
  })
  const root = plant({ ...files, 'tsconfig.json': tsconfig, 'package.json': '{"type":"module"}' })
  const run = spawnSync(process.execPath, [compiler, '--noEmit', '-p', root], {
    encoding: 'utf8',
    timeout: 60_000,
    cwd: root,
  })
  const errors = `${run.stdout}${run.stderr}`.split('\n').filter((line) => /error TS\d+/.test(line))
  if (run.status !== 0 && errors.length === 0)
    throw new Error(`the compiler broke off: ${run.stdout}${run.stderr}`)
  return errors
}

describe('the types of money', { timeout: 120_000 }, () => {
  test('the proper forms compile', () => {
    expect(compile({ 'proper.ts': `${head}\n${accepted}\n` })).toEqual([])
  })

  test(`${refused.length} wrong forms do not compile, each for its own reason`, () => {
    const files = refused.map(([, line], index): readonly [string, string] => [
      `wrong-${index}.ts`,
      `${head}\n${line}\n`,
    ])
    const errors = compile(Object.fromEntries(files))
    const lineNumber = head.split('\n').length + 1
    const found = refused.map(([what], index) => {
      const own = errors.filter((error) => error.includes(`wrong-${index}.ts(${lineNumber},`))
      return [what, own.map((error) => /TS\d+/.exec(error)?.[0])]
    })
    expect(found).toEqual(refused.map(([what, , code]) => [what, [code]]))
    expect(errors).toHaveLength(refused.length)
  })
})
