import { printable } from './printable.ts'

export type Column = { readonly title: string; readonly align?: 'left' | 'right' }

const gap = '  '
/** Characters that take two cells: East Asian scripts and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const combining = /^\p{M}$/u

/**
 * Rows under titles, columns aligned, two spaces apart. The last column is cut to fit the terminal, never the others:
 * they hold what is copied into the next command.
 * @param columns titles   @param rows one cell per column, any text   @param widthMax cells of a line; null: no limit
 * @returns lines without line ends or trailing spaces
 * Errors: none (total).
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  widthMax: number | null,
): readonly string[] {
  const lines = [columns.map(({ title }) => title), ...rows].map((cells) => cells.map(printable))
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => widthOf(cells[index] ?? ''))))
  const before = widths.slice(0, -1).reduce((total, width) => total + width + gap.length, 0)
  return lines.map((cells) =>
    columns
      .map(({ align }, index) => {
        const cell = cells[index] ?? ''
        if (index === columns.length - 1 && align !== 'right') {
          return widthMax === null ? cell : cut(cell, Math.max(1, widthMax - before))
        }
        return pad(cell, widths[index] ?? 0, align ?? 'left')
      })
      .join(gap)
      .trimEnd(),
  )
}

/**
 * Names and values, one pair a line, the values aligned.
 * @param pairs name and value, any text   @returns lines
 * Errors: none (total).
 */
export function formatPairs(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  const width = Math.max(0, ...pairs.map(([name]) => widthOf(name)))
  return pairs.map(([name, value]) => `${pad(name, width, 'left')}${gap}${printable(value)}`.trimEnd())
}

function pad(cell: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell)))
  return align === 'right' ? space + cell : cell + space
}

function cut(cell: string, width: number): string {
  if (widthOf(cell) <= width) return cell
  let kept = ''
  let cells = 1
  for (const character of cell) {
    cells += widthOf(character)
    if (cells > width) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}

function widthOf(text: string): number {
  let cells = 0
  for (const character of text) cells += combining.test(character) ? 0 : wide.test(character) ? 2 : 1
  return cells
}
