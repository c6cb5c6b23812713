import { readFile } from 'node:fs/promises'
import solc from 'solc'
import { z } from 'zod'

const sourceUrl = new URL('./TestMnee.sol', import.meta.url)

/** Where the compiled token lies in the repository: the program reads this file and never compiles. */
export const artifactUrl = new URL('./test-mnee.json', import.meta.url)

// Fixed, so that any machine gets the same bytes: no metadata hash, one EVM version, one optimizer setting.
const settings = {
  optimizer: { enabled: true, runs: 10_000 },
  evmVersion: 'shanghai',
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { TestMnee: ['abi', 'evm.bytecode.object'] } },
} as const

// The package has no types for its functions.
const untyped = z.custom<(input?: string) => unknown>((value) => typeof value === 'function')

const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).optional(),
  contracts: z
    .object({
      'TestMnee.sol': z.object({
        TestMnee: z.object({
          abi: z.array(z.unknown()),
          evm: z.object({ bytecode: z.object({ object: z.string().regex(/^[0-9a-f]+$/) }) }),
        }),
      }),
    })
    .optional(),
})

/**
 * Compiles the test token.
 * @returns the text of test-mnee.json: compiler, settings, ABI and creation bytecode, ending in a line break
 * Errors: Error with the compiler's own words on any error or warning. Source: solc standard JSON.
 */
export async function compileToken(): Promise<string> {
  const content = await readFile(sourceUrl, 'utf8')
  const input = { language: 'Solidity', sources: { 'TestMnee.sol': { content } }, settings }
  const compiled: unknown = JSON.parse(String(untyped.parse(solc.compile)(JSON.stringify(input))))
  const output = outputSchema.parse(compiled)
  const complaints = output.errors ?? []
  if (complaints.length > 0) throw new Error(complaints.map((each) => each.formattedMessage).join('\n'))
  if (output.contracts === undefined) throw new Error('the compiler gave no contract')
  const { abi, evm } = output.contracts['TestMnee.sol'].TestMnee
  const artifact = {
    contract: 'TestMnee',
    compiler: String(untyped.parse(solc.version)()).replace(/\.Emscripten.*$/, ''),
    settings,
    abi,
    bytecode: `0x${evm.bytecode.object}`,
  }
  return `${JSON.stringify(artifact, null, 2)}\n`
}
