import { readFile } from 'node:fs/promises'
import solc from 'solc'
import { z } from 'zod'

/** Every contract of this folder, with the file that holds it compiled. The program reads these and never compiles. */
export const contracts = [
  { name: 'TestMnee', artifact: new URL('./test-mnee.json', import.meta.url) },
  { name: 'BatchPayer', artifact: new URL('./batch-payer.json', import.meta.url) },
  { name: 'PlainToken', artifact: new URL('./plain-token.json', import.meta.url) },
  { name: 'HostileToken', artifact: new URL('./hostile-token.json', import.meta.url) },
] as const

// Fixed, so that any machine gets the same bytes: no metadata hash, one EVM version, one optimizer setting.
const settings = {
  optimizer: { enabled: true, runs: 10_000 },
  evmVersion: 'shanghai',
  metadata: { bytecodeHash: 'none', appendCBOR: false },
} as const

// The package has no types for its functions.
const untyped = z.custom<(input?: string) => unknown>((value) => typeof value === 'function')

const contractSchema = z.object({
  abi: z.array(z.unknown()),
  evm: z.object({ bytecode: z.object({ object: z.string().regex(/^[0-9a-f]+$/) }) }),
})
const outputSchema = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string() })).optional(),
  contracts: z.record(z.string(), z.record(z.string(), contractSchema)).optional(),
})

/**
 * Compiles one contract of this folder.
 * @param name of the contract and of its source file
 * @returns the text of its artifact: compiler, settings, ABI and creation bytecode, ending in a line break
 * Errors: Error with the compiler's own words on any error or warning. Source: solc standard JSON.
 */
export async function compileContract(name: (typeof contracts)[number]['name']): Promise<string> {
  const file = `${name}.sol`
  const content = await readFile(new URL(`./${file}`, import.meta.url), 'utf8')
  const asked = { ...settings, outputSelection: { '*': { [name]: ['abi', 'evm.bytecode.object'] } } }
  const input = { language: 'Solidity', sources: { [file]: { content } }, settings: asked }
  const compiled: unknown = JSON.parse(String(untyped.parse(solc.compile)(JSON.stringify(input))))
  const output = outputSchema.parse(compiled)
  const complaints = output.errors ?? []
  if (complaints.length > 0) throw new Error(complaints.map((each) => each.formattedMessage).join('\n'))
  const contract = output.contracts?.[file]?.[name]
  if (contract === undefined) throw new Error(`the compiler gave no contract ${name}`)
  const artifact = {
    contract: name,
    compiler: String(untyped.parse(solc.version)()).replace(/\.Emscripten.*$/, ''),
    settings: asked,
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
  }
  return `${JSON.stringify(artifact, null, 2)}\n`
}
