import { expect, test } from 'vitest'
import { isUnder, keyTarget, navItems, networkWords } from './shell-view.ts'

test('a detail page keeps its list marked, and only that one', () => {
  const marked = (path: string) => navItems.filter((item) => isUnder(item, path)).map((item) => item.name)
  expect(marked('/')).toEqual(['home'])
  expect(marked('/invoices/new')).toEqual(['invoices'])
  expect(marked('/payments/1')).toEqual(['payments'])
  expect(marked('/settings/members')).toEqual(['settings'])
  expect(marked('/paymentsx')).toEqual([])
})

test('keys: chords go to pages, n adds an invoice for who may', () => {
  expect(keyTarget(null, 'g', true)).toBe('chord')
  expect(keyTarget('g', 'a', true)).toBe('/approvals')
  expect(keyTarget('g', 'z', true)).toBeNull()
  expect(keyTarget(null, 'a', true)).toBeNull()
  expect(keyTarget(null, 'n', true)).toBe('/invoices/new')
  expect(keyTarget(null, 'n', false)).toBeNull()
})

test('each chord has its own key', () => {
  expect(new Set(navItems.map((item) => item.key)).size).toBe(navItems.length)
})

test('the network is named so that nobody takes test money for real money', () => {
  expect(networkWords({ chain: 'local', chain_id: 31337 })).toEqual({
    word: 'Local chain',
    hint: 'A test chain on this machine. No real money moves.',
  })
  expect(networkWords({ chain: 'configured', chain_id: 1946 }).word).toBe('Soneium Minato')
  expect(networkWords({ chain: 'configured', chain_id: 5 }).word).toBe('Chain 5')
})
