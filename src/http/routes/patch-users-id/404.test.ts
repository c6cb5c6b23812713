import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('an unknown id is not found; one that is no id is not valid', async () => {
  const { server, as } = at()
  const { headers } = await as('owner')
  const patch = async (id: string) =>
    server.inject({ method: 'PATCH', url: `/users/${id}`, headers, payload: { active: false } })
  const unknown = await patch('00000000-0000-7000-8000-000000000000')
  expect(unknown.statusCode).toBe(404)
  expect(codeOf(unknown)).toBe('NOT_FOUND')
  expect((await patch('1')).statusCode).toBe(400)
})
