import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { artifactUrl, compileToken } from './compile-token.ts'

test('the committed bytecode of the test token is what its source compiles to, byte for byte', async () => {
  const committed = await readFile(artifactUrl, 'utf8')
  expect(committed.length).toBeGreaterThan(1_000)
  expect(await compileToken()).toBe(committed)
}, 60_000)
