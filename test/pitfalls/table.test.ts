import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pitfalls = Array.from({ length: 23 }, (_, index) => index + 1)

/** Names of tests as they are written: a comment or a docstring does not count. */
function testNames(): readonly string[] {
  const files = ['src', 'test', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.test.ts') && !path.endsWith('pitfalls/table.test.ts'))
      .map((path) => join(root, folder, path)),
  )
  return files.flatMap((path) => readFileSync(path, 'utf8').match(/['"`]PITFALL \d+: [^\n]{10,}/g) ?? [])
}

describe('every line of the list of pitfalls has a test named after it', () => {
  const names = testNames()
  test.each(pitfalls)('number %i', (number) => {
    const own = names.filter((name) => name.slice(1).startsWith(`PITFALL ${number}: `))
    expect(own.length, `no test is named "PITFALL ${number}: …"`).toBeGreaterThanOrEqual(1)
  })

  test('no test is named after a number that is not in the list', () => {
    const numbers = names.map((name) => Number(/\d+/.exec(name)?.[0]))
    expect(numbers.filter((number) => !pitfalls.includes(number))).toEqual([])
  })
})
