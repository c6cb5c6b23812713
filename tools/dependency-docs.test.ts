import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'

/** STYLE rule 18: every dependency has its line: what it saves, what it costs, how we leave it. */
const root = fileURLToPath(new URL('..', import.meta.url))
const page = 'docs/adr/0002-dependencies.md'
const names = z.record(z.string(), z.string()).default({})
const manifest = z.object({ dependencies: names, optionalDependencies: names, devDependencies: names })

type Row = { readonly name: string; readonly saves: string; readonly costs: string; readonly leave: string }

/** Rows `| \`name\` (, \`name\` …) | saves | costs | leave |`; several packages of one kind may share a row. */
function rowsOf(text: string): readonly Row[] {
  return text.split('\n').flatMap((line) => {
    const [first, packages = '', saves = '', costs = '', leave = '', last] = line
      .split('|')
      .map((cell) => cell.trim())
    if (first !== '' || last !== '' || !packages.startsWith('`')) return []
    return [...packages.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, saves, costs, leave }))
  })
}

function declared(text: string): readonly string[] {
  const { dependencies, optionalDependencies, devDependencies } = manifest.parse(JSON.parse(text))
  return [dependencies, optionalDependencies, devDependencies].flatMap(Object.keys).toSorted()
}

const rows = rowsOf(readFileSync(join(root, page), 'utf8'))
const wanted = declared(readFileSync(join(root, 'package.json'), 'utf8'))

test('every dependency of package.json stands in the table once, and nothing else does', () => {
  expect(wanted.length).toBeGreaterThan(40)
  expect(rows.map(({ name }) => name).toSorted()).toEqual(wanted)
})

test('every row says what it saves, what it costs and how we leave it', () => {
  const empty = rows.filter(({ saves, costs, leave }) =>
    [saves, costs, leave].some((cell) => cell.length < 8),
  )
  expect(empty).toEqual([])
})

test('a missing package and an empty cell are seen', () => {
  const table = '| package | saves |\n|---|---|\n| `a`, `b` | much | little | easily |\n'
  expect(rowsOf(table).map(({ name }) => name)).toEqual(['a', 'b'])
  expect(declared('{"dependencies":{"c":"1"},"devDependencies":{"a":"1"}}')).toEqual(['a', 'c'])
  expect(rowsOf('| `a` | | little | easily |\n')[0]?.saves).toBe('')
})
