import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkTidy } from './tidy/check-tidy.ts'

/** Fewer files than this means that the check looked in the wrong place. */
const filesMin = 30

test('every file of the repository follows STYLE.md', () => {
  const { looked, problems } = checkTidy(fileURLToPath(new URL('..', import.meta.url)))
  expect(looked).toBeGreaterThan(filesMin)
  expect(problems.map(({ where, rule, message }) => `${where} ${rule}: ${message}`)).toEqual([])
})
