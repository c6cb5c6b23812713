import { writeFile } from 'node:fs/promises'
import { artifactUrl, compileToken } from './compile-token.ts'

// Run by hand after TestMnee.sol changed: node contracts/build.ts
await writeFile(artifactUrl, await compileToken())
