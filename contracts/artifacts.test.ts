import { readdir, readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { compileContract, contracts } from './compile-contract.ts'

test.each(contracts)(
  'the committed bytecode of $name is what its source compiles to, byte for byte',
  async ({ name, artifact }) => {
    const committed = await readFile(artifact, 'utf8')
    expect(committed.length).toBeGreaterThan(1_000)
    expect(await compileContract(name)).toBe(committed)
  },
  60_000,
)

test('every source of this folder is compiled and checked', async () => {
  const sources = (await readdir(new URL('.', import.meta.url))).filter((file) => file.endsWith('.sol'))
  expect(sources.toSorted()).toEqual(contracts.map(({ name }) => `${name}.sol`).toSorted())
})
