import { readFile, writeFile } from 'node:fs/promises'
import { gasTables, writeGasTables } from '#test/contracts/gas-tables.ts'
import { measureBatchGas } from '#test/contracts/measure-batch-gas.ts'

// Run by hand after a contract changed, after contracts/build.ts: node contracts/write-gas-tables.ts
const tables = { plain: await measureBatchGas({ plain: true }), own: await measureBatchGas({ plain: false }) }
await writeFile(gasTables.page, writeGasTables(await readFile(gasTables.page, 'utf8'), tables))
