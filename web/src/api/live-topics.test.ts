import { expect, test } from 'vitest'
import { liveTopics, staleQueries } from './live-topics.ts'

test('a payment makes figures, lists and the invoice stale', () => {
  expect(staleQueries('payment.paid')).toEqual(
    expect.arrayContaining(['dashboard', 'logs', 'transactions', 'invoices', 'wallet']),
  )
})

test('a confirmation only rereads payments: it comes with every block', () => {
  expect(staleQueries('payment.confirmations')).toEqual(['transactions'])
})

test('an approval rereads the queue and what it belongs to', () => {
  expect(staleQueries('approval.decided')).toEqual(
    expect.arrayContaining(['approvals', 'invoices', 'dashboard']),
  )
})

test('an unknown topic still rereads the home page', () => {
  expect(staleQueries('weather.changed')).toEqual(['dashboard', 'logs'])
})

test('every topic is listened to once and makes something stale', () => {
  expect(new Set(liveTopics).size).toBe(liveTopics.length)
  expect(liveTopics.filter((topic) => staleQueries(topic).length === 0)).toEqual([])
})
