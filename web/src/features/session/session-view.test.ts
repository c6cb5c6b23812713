import { expect, test } from 'vitest'
import { pathAfterSignIn } from './session-view.ts'

test.each([
  ['/approvals?status=approved', '/approvals?status=approved'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/sign-in', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('after signing in, %j leads to %s', (next, path) => {
  expect(pathAfterSignIn(next)).toBe(path)
})
