import { expect, test } from 'vitest'
import { routeServer } from '#test/support/route-test.ts'
import { healthAnswer } from '../../wire/operations.ts'

const at = routeServer()

test.each([
  ['/health', 'healthy'],
  ['/health/live', 'alive'],
])('GET %s says %s, with a bad token as well', async (url, status) => {
  const answer = await at().server.inject({ url, headers: { authorization: 'Bearer nonsense' } })
  expect(answer.statusCode).toBe(200)
  expect(healthAnswer.strict().parse(answer.json())).toMatchObject({ status, version: '0.0.0-test' })
})
