import { describe, expect, test } from 'vitest'
import { checkTidy } from '../tidy/check-tidy.ts'
import { plant, rulesOf } from './plant.ts'

const lines = (count: number, line: string) => `${line}\n`.repeat(count)
const money = 'src/flow/3-decision/core/rule.ts'
const room = 'src/flow/1-intake/take-document.ts'
const inFunction = (body: string) =>
  `/** Does it. Errors: none. */\nexport function act(x: string): unknown {\n  ${body}\n}\n`
const inTest = (body: string) => `test('holds', () => {\n  ${body}\n  expect(1).toBe(1)\n})\n`

/** Files that follow every rule although they come near to breaking one. */
const clean: Readonly<Record<string, string>> = {
  'src/kernel/instant.ts': [
    'declare const brand: unique symbol',
    'export type Instant = number & { readonly [brand]: true }',
    'type Named<K> = string & { readonly [brand]: K }',
    "export type VendorId = Named<'vendor'>",
    '/** Brands epoch milliseconds. Errors: none. */',
    'export function instant(ms: number): Instant {',
    '  return ms as Instant',
    '}',
    'export const vendorId = z.string().transform((text) => text as VendorId)',
    "export const kinds = ['a', 'b'] as const",
    '// Later than the last one: see TODO #12',
    'const text = "TODO is only a word here, console.log too"',
    '',
  ].join('\n'),
  'src/adapters/clock/system.ts':
    'export const clock = { now: () => Date.now(), chance: () => Math.random() }\n',
  'src/main/config.ts': 'export const port = process.env["PORT"]\n',
  'src/flow/1-intake/core/length.ts': inFunction('return Number(x)'),
  'src/flow/1-intake/core/long.test.ts': `describe('long', () => {\n${lines(400, "  test('a', () => { expect(1).toBe(1) })")}})\n`,
  'src/flow/1-intake/core/checked.test.ts':
    "const check = (x: number) => expect(x).toBe(1)\ntest('a', () => check(1))\n",
  'test/support/port-contract.ts': `export function portContract() {\n${lines(80, "  test('a', () => { expect(1).toBe(1) })")}}\n`,
  'src/flow/1-intake/full.ts': lines(300, '// why'),
  'src/adapters/db/migrations/0001_make_tables.sql': '-- a sentence\nselect 1;\n',
  'vitest.config.ts': 'export default {}\n',
  'web/src/features/home/HomePage.vue':
    '<template><p>TODO list of console.log</p></template>\n<script setup lang="ts">\nconst a = 1\n</script>\n',
}

const violations: readonly (readonly [rule: string, what: string, path: string, text: string])[] = [
  ['file-length', '301 lines', room, lines(301, '// why')],
  ['file-length', 'a test of 601 lines', 'src/kernel/x.test.ts', lines(601, '// why')],
  ['file-length', 'a component of 151 lines', 'web/src/ui/Card.vue', lines(151, '<p></p>')],
  ['function-length', '61 lines', room, inFunction(lines(59, '  use(x)').trim())],
  [
    'function-length',
    'in a Vue script',
    'web/src/ui/Card.vue',
    `<script setup>\nfunction a() {\n${lines(60, 'b()')}}\n</script>\n`,
  ],
  ['file-name', 'camel case', 'src/flow/1-intake/takeDocument.ts', ''],
  ['file-name', 'a folder in snake case', 'src/flow/one_intake/take-document.ts', ''],
  ['file-name', 'a component in kebab case', 'web/src/ui/money-text.vue', ''],
  ['file-name', 'a migration without a number', 'src/adapters/db/migrations/make_tables.sql', ''],
  ['vague-name', 'utils', 'src/flow/1-intake/utils.ts', ''],
  ['vague-name', 'index', 'src/flow/1-intake/index.ts', ''],
  ['default-export', 'a function', room, '/** It. */\nexport default function take() {}\n'],
  ['default-export', 'a value', room, 'const a = 1\nexport default a\n'],
  ['barrel', 'export *', room, "export * from './core/document.ts'\n"],
  ['barrel', 'a passed-on name', room, "export { a } from './core/document.ts'\n"],
  ['docstring', 'a function', room, 'export function take() {}\n'],
  ['docstring', 'an arrow', room, '// not a docstring\nexport const take = () => 1\n'],
  ['docstring', 'an empty one', room, '/** */\nexport function take() {}\n'],
  ['money-as-number', 'Number() on a money path', money, inFunction('return Number(x)')],
  [
    'money-as-number',
    'Number(amount) elsewhere',
    'src/http/answer.ts',
    inFunction('return Number(x.amount)'),
  ],
  ['money-as-number', 'parseFloat', 'web/src/format/number.ts', 'export const a = parseFloat("1.5")\n'],
  ['hidden-clock', 'Date.now', room, inFunction('return Date.now()')],
  ['hidden-clock', 'new Date()', 'src/worker/loop.ts', inFunction('return new Date()')],
  ['hidden-chance', 'Math.random', room, inFunction('return Math.random()')],
  ['hidden-timer', 'setTimeout', 'src/worker/loop.ts', inFunction('return setTimeout(x, 1)')],
  ['console', 'console.log', 'src/adapters/db/pool.ts', inFunction('console.log(x)')],
  ['console', 'in a tool', 'tools/x.ts', 'console.error(1)\n'],
  ['hidden-environment', 'process.env', 'src/adapters/db/pool.ts', inFunction('return process.env')],
  ['any', 'a parameter', room, 'const f = (x: any) => x\n'],
  ['non-null', 'an exclamation mark', room, inFunction('return x!')],
  ['cast', 'as', room, inFunction('return x as Foo')],
  ['cast', 'as unknown as', 'src/kernel/x.test.ts', inTest('const a = x as unknown as Foo')],
  ['cast', 'angle brackets', room, inFunction('return <Foo>x')],
  ['cast', 'a brand without its constructor', room, inFunction('const a = x as Instant\n  return a')],
  [
    'cast',
    'in a Vue script',
    'web/src/ui/Card.vue',
    '<script setup lang="ts">\nconst a = x as Foo\n</script>\n',
  ],
  ['silenced', '@ts-ignore', room, '// @ts-ignore\nconst a = 1\n'],
  ['silenced', 'a lint comment', room, '// biome-ignore lint/x: because\nconst a = 1\n'],
  ['silenced', 'the coverage', room, '/* v8 ignore next */\nconst a = 1\n'],
  ['todo', 'without an issue', room, 'const a = 1 // TODO later\n'],
  ['todo', 'before a brace', room, inFunction('use(x)\n  // FIXME later')],
  ['mock', 'vi.mock', 'src/kernel/x.test.ts', `vi.mock('./a.ts')\n${inTest('')}`],
  ['skipped-test', 'test.skip', 'src/kernel/x.test.ts', "test.skip('a', () => { expect(1).toBe(1) })\n"],
  ['skipped-test', 'describe.only', 'src/kernel/x.test.ts', `describe.only('a', () => {\n${inTest('')}})\n`],
  [
    'asserts-nothing',
    'a helper that expects nothing',
    'src/kernel/x.test.ts',
    "const check = (x: number) => run(x)\nconst other = () => expect(1)\ntest('a', () => { check(1) })\n",
  ],
  [
    'function-length',
    'in a test',
    'src/kernel/x.test.ts',
    `test('a', () => {\n${lines(60, '  expect(1).toBe(1)')}})\n`,
  ],
  ['asserts-nothing', 'an empty test', 'src/kernel/x.test.ts', "test('a', () => { run() })\n"],
]

describe('tidy', () => {
  test('files that follow the rules pass, and each was read', () => {
    const { looked, problems } = checkTidy(plant(clean), [])
    expect(problems).toEqual([])
    expect(looked).toBe(Object.keys(clean).length)
  })

  test.for(violations)('%s: %s is found', ([rule, , path, text]) => {
    const { problems } = checkTidy(plant({ ...clean, [path]: text }), [])
    expect(rulesOf(problems)).toEqual([rule])
    expect(problems.every(({ where }) => where.split(':')[0] === path)).toBe(true)
  })

  const exception = { path: room, rule: 'console', code: 'console.log(x)', why: 'planted' }

  test('an exception excuses its line and nothing else', () => {
    const root = plant({ [room]: `${inFunction('console.log(x)\n  console.log(y)')}` })
    const { problems } = checkTidy(root, [exception])
    expect(problems).toEqual([expect.objectContaining({ where: `${room}:4`, rule: 'console' })])
  })

  test('an exception that excuses nothing is a problem', () => {
    expect(rulesOf(checkTidy(plant({ [room]: '' }), [exception]).problems)).toEqual(['stale-exception'])
  })
})
