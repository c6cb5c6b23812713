import { expect, test } from 'vitest'
import { attempt, hashOf, transaction } from '../../../test/answers.ts'
import { moneyMoved, paymentStatus } from '../../format/payment-status.ts'
import { confirmationWords, detailTables } from './payment-view.ts'

test('confirmations are words once there is a block', () => {
  expect(confirmationWords(transaction())).toBeNull()
  expect(confirmationWords(transaction({ status: 'confirmed', confirmations: 2 }))).toBe('2 of 3')
  expect(confirmationWords(transaction({ status: 'final', confirmations: 40 }))).toBe('3 of 3')
})

test('the three tables tell attempts, receipts and entries in words', () => {
  const at = '2026-11-24T10:00:00Z'
  const entry = {
    id: 'e',
    from_account: 'treasury',
    to_account: `payable:${transaction().vendor_id}`,
    memo: '',
    tx_hash: null,
    at,
  }
  const tables = detailTables(
    transaction({
      attempts: [attempt(0), { ...attempt(2), hash: hashOf('b') }],
      receipts: [
        {
          hash: hashOf('b'),
          block_number: '8',
          block_hash: hashOf('c'),
          status: 'success',
          fee_wei: '52103000000000',
        },
      ],
      ledger_entries: [
        { ...entry, kind: 'hold', asset: 'MNEE', amount: '1500.00' },
        { ...entry, id: 'g', kind: 'direct', asset: 'GAS', amount: '52103000000000' },
      ],
    }),
  )
  const cells = tables.map((table) => table.rows.map((row) => row.cells))
  expect(cells[0]).toEqual([
    ['0xaaaaaa…aaaaaa', '4', '1.5 gwei', 'not yet', ''],
    ['0xbbbbbb…bbbbbb', '4', '1.5 gwei', '2 times', 'accepted'],
  ])
  expect(cells[1]?.[0]).toEqual(['0xbbbbbb…bbbbbb', '8', 'Succeeded', '52103 gwei'])
  expect(cells[2]?.map((row) => row[3])).toEqual(['1,500.00 MNEE', '52103 gwei'])
  expect(cells[2]?.[0]?.[2]).toBe('payable:CloudSpace Hosting LLC')
  for (const table of tables) for (const row of table.rows) expect(row.cells).toHaveLength(table.heads.length)
})

test('every status says whether money moved; unknown is never called failed', () => {
  expect(moneyMoved('failed')).toContain('No money has moved')
  expect(moneyMoved('final')).toBe('The money has moved.')
  expect(paymentStatus('unknown')).toEqual({ tone: 'warn', word: 'Checking' })
  expect(moneyMoved('unknown')).toContain('not be sent twice')
})
