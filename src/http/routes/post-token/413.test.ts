import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('a form larger than two fields can be is refused', async () => {
  const answer = await at().server.inject({
    method: 'POST',
    url: '/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: `username=a&password=${'b'.repeat(5_000)}`,
  })
  expect(answer.statusCode).toBe(413)
  expect(codeOf(answer)).toBe('VALIDATION_ERROR')
})
