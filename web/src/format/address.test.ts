import { expect, test } from 'vitest'
import { addressGroups, shortHex } from './address.ts'

const address = '0x5FbDB2315678afecb367f032d93F642f64180aa3'

test('an address is shown whole, in groups of four, and loses nothing', () => {
  const groups = addressGroups(address)
  expect(groups).toEqual([
    '0x',
    '5FbD',
    'B231',
    '5678',
    'afec',
    'b367',
    'f032',
    'd93F',
    '642f',
    '6418',
    '0aa3',
  ])
  expect(groups.join('')).toBe(address)
})

test('a short form keeps both ends; a short text stays whole', () => {
  expect(shortHex(address)).toBe('0x5FbDB2…180aa3')
  expect(shortHex('0x1234')).toBe('0x1234')
})
