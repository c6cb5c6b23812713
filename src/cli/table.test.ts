import { expect, test } from 'vitest'
import { formatPairs, formatTable } from './table.ts'

const columns = [{ title: 'ID' }, { title: 'AMOUNT', align: 'right' }, { title: 'WHY' }] as const

test('columns are aligned, also under East Asian text and combining marks; lines have no trailing spaces', () => {
  const rows = [
    ['株', '1.00', 'first'],
    ['abcd', '1500.00', ''],
    ['e\u0301', '2.00', 'third'],
  ]
  expect(formatTable(columns, rows, null)).toEqual([
    'ID     AMOUNT  WHY',
    '株       1.00  first',
    'abcd  1500.00',
    'e\u0301        2.00  third',
  ])
})

test('only the last column is cut to the terminal; what is copied into the next command stays whole', () => {
  const lines = formatTable(columns, [['id-1', '1500.00', 'a long sentence about 株式会社']], 25)
  expect(lines).toEqual(['ID     AMOUNT  WHY', 'id-1  1500.00  a long se…'])
  expect(formatTable(columns, [['id-1', '1500.00', '株式会社株式会社']], 25)[1]).toBe(
    'id-1  1500.00  株式会社…',
  )
  expect(formatTable(columns, [['id-1', '1500.00', 'why']], 3)[1]).toBe('id-1  1500.00  …')
})

test('a cell cannot break out of its line', () => {
  expect(formatTable([{ title: 'A' }], [['x\n\u001b[31my']], null)).toEqual(['A', 'x \ufffd[31my'])
})

test('pairs have their values under each other', () => {
  expect(
    formatPairs([
      ['A', '1'],
      ['Long', '2\n3'],
      ['B', ''],
    ]),
  ).toEqual(['A     1', 'Long  2 3', 'B'])
  expect(formatPairs([])).toEqual([])
})
