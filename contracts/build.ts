import { writeFile } from 'node:fs/promises'
import { compileContract, contracts } from './compile-contract.ts'

// Run by hand after a contract changed: node contracts/build.ts
for (const { name, artifact } of contracts) await writeFile(artifact, await compileContract(name))
