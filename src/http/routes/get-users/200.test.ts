import { expect, test } from 'vitest'
import { codeOf, routeServer } from '#test/support/route-test.ts'
import { userPage } from '../../wire/identity.ts'

const at = routeServer()

test('everybody is listed in pages, without passwords', async () => {
  const { server, as } = at()
  const { headers } = await as('admin')
  for (const role of ['owner', 'approver', 'submitter', 'viewer'] as const) await as(role)
  const names: string[] = []
  let url = '/users?limit=2'
  for (let page = 0; page < 10; page += 1) {
    const answer = await server.inject({ url, headers })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('argon2')
    const { data, next_cursor } = userPage.strict().parse(answer.json())
    names.push(...data.map((user) => user.role))
    if (next_cursor === null) break
    url = `/users?limit=2&cursor=${next_cursor}`
  }
  expect(names).toEqual(['admin', 'owner', 'approver', 'submitter', 'viewer'])
})

test.each([
  '/users?limit=0',
  '/users?limit=201',
  '/users?limit=x',
  '/users?cursor=nonsense',
  '/users?order=name',
])('%s is not valid', async (url) => {
  const { server, as } = at()
  const answer = await server.inject({ url, headers: (await as('admin')).headers })
  expect(answer.statusCode).toBe(400)
  expect(codeOf(answer)).toBe('VALIDATION_ERROR')
})
