import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import openapiTypescript, { astToString } from 'openapi-typescript'
import { openPool } from '#adapters/db/pool.ts'
import { testServer } from '#test/support/http-server.ts'

// Writes what is made from other files: the OpenAPI document from the routes, the web app's types from the document.
// With --check nothing is written; a difference ends with exit code 1.

const root = fileURLToPath(new URL('..', import.meta.url))
const documentPath = `${root}docs/reference/openapi.json`
const typesPath = `${root}web/src/api/generated/schema.d.ts`

/** Routes are described without a database: a pool connects on first use, and there is none. */
async function describeRoutes(): Promise<string> {
  const db = openPool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', applicationName: 'generate' })
  const { server, close } = await testServer(db)
  const document = server.swagger()
  await close()
  await db.close()
  // The version is the package's and would make every release a drift.
  return `${JSON.stringify({ ...document, info: { ...document.info, version: '0' } }, null, 2)}\n`
}

async function typesOf(document: string): Promise<string> {
  const ast = await openapiTypescript(document, { exportType: false })
  return `// Made by npm run generate from docs/reference/openapi.json. Do not edit.\n${astToString(ast)}`
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

const document = await describeRoutes()
const files = [
  { path: documentPath, text: document },
  { path: typesPath, text: await typesOf(document) },
]
const isCheck = process.argv.includes('--check')
const stale = files.filter((file) => readOr(file.path) !== file.text)
for (const file of stale) {
  const name = relative(root, file.path)
  if (isCheck) process.stdout.write(`${name} is not current: run npm run generate\n`)
  else {
    mkdirSync(dirname(file.path), { recursive: true })
    writeFileSync(file.path, file.text)
    process.stdout.write(`wrote ${name}\n`)
  }
}
process.exitCode = isCheck && stale.length > 0 ? 1 : 0
