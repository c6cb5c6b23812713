import type { GasRow } from './measure-batch-gas.ts'
import { batchSizes } from './measure-batch-gas.ts'

/** Where the tables stand, and between which lines. */
export const gasTables = {
  page: new URL('../../docs/batch.md', import.meta.url),
  begin: (name: string) => `<!-- gas:${name}:begin -->`,
  end: (name: string) => `<!-- gas:${name}:end -->`,
} as const

/** Both tables: over a plain EIP-20 token, and over the token of the local chain. */
export type GasTables = { readonly plain: readonly GasRow[]; readonly own: readonly GasRow[] }

/** Puts measured rows into the page. @returns the page's new text. Errors: throws when a marker is missing. */
export function writeGasTables(page: string, tables: GasTables): string {
  return replaced(replaced(page, 'plain', tables.plain), 'own', tables.own)
}

/** Reads the rows back. Errors: throws when a marker is missing. */
export function readGasTables(page: string): GasTables {
  return { plain: rowsIn(section(page, 'plain').inside), own: rowsIn(section(page, 'own').inside) }
}

function replaced(page: string, name: string, rows: readonly GasRow[]): string {
  const { before, after } = section(page, name)
  return `${before}\n${tableOf(rows)}\n${after}`
}

function section(page: string, name: string) {
  const from = page.indexOf(gasTables.begin(name))
  const to = page.indexOf(gasTables.end(name))
  if (from < 0 || to < from) throw new Error(`the page has no place for the table ${name}`)
  const start = from + gasTables.begin(name).length
  return { before: page.slice(0, start), inside: page.slice(start, to), after: page.slice(to) }
}

function tableOf(rows: readonly GasRow[]): string {
  const wide = Math.max(...rows.map(({ strategy }) => strategy.length))
  const line = (first: string, rest: readonly string[]) =>
    `| ${first.padEnd(wide)} | ${rest.map((cell) => cell.padStart(7)).join(' | ')} |`
  return [
    line(
      'gas for each payment',
      batchSizes.map((size) => `N = ${size}`),
    ),
    `| ${'-'.repeat(wide)} | ${batchSizes.map(() => `${'-'.repeat(6)}:`).join(' | ')} |`,
    ...rows.map(({ strategy, gas }) =>
      line(
        strategy,
        gas.map((each) => each.toLocaleString('en-US')),
      ),
    ),
  ].join('\n')
}

function rowsIn(table: string): readonly GasRow[] {
  const lines = table.split('\n').filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) => {
    const [strategy = '', ...gas] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return { strategy, gas: gas.map((cell) => Number(cell.replaceAll(',', ''))) }
  })
}
