import { expect, test } from 'vitest'
import { delayAfterFailuresMs, delayMsMax, throttleKey } from './sign-in-throttle.ts'

test('PITFALL 13: the fifth failure starts the delay, which doubles up to five minutes', () => {
  expect([0, 1, 2, 3, 4].map(delayAfterFailuresMs)).toEqual([0, 0, 0, 0, 0])
  expect([5, 6, 7, 8].map(delayAfterFailuresMs)).toEqual([1_000, 2_000, 4_000, 8_000])
  expect(delayAfterFailuresMs(14)).toBe(delayMsMax)
  expect(delayAfterFailuresMs(1_000_000)).toBe(delayMsMax)
})

test('a stranger on another network has another key; case makes no difference', () => {
  expect(throttleKey('Mara', '192.0.2.1')).toBe(throttleKey('mara', '192.0.2.1'))
  expect(throttleKey('mara', '192.0.2.1')).not.toBe(throttleKey('mara', '192.0.2.2'))
})
