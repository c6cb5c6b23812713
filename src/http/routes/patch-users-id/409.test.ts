import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test.each([{ active: false }, { role: 'viewer' }])('the last owner cannot be lost by %j', async (payload) => {
  const { server, as } = at()
  const { headers, id } = await as('owner')
  const answer = await server.inject({ method: 'PATCH', url: `/users/${id}`, headers, payload })
  expect(answer.statusCode).toBe(409)
  expect(codeOf(answer)).toBe('LAST_OWNER')
})
