import { expect, test } from 'vitest'
import { z } from 'zod'
import { rolesThatMay } from '#identity/core/roles.ts'
import { routeServer } from '#test/support/route-test.ts'

const at = routeServer()
const answerShape = z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })
const closed = z.looseObject({ additionalProperties: z.unknown().optional() })
const bodySchema = closed.extend({ anyOf: z.array(closed).optional() })
const document = z.looseObject({
  openapi: z.string().startsWith('3.1'),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({
        'x-roles': z.array(z.string()).optional(),
        requestBody: z
          .looseObject({ content: z.record(z.string(), z.looseObject({ schema: bodySchema })) })
          .optional(),
        responses: z.record(z.string(), answerShape),
      }),
    ),
  ),
})

test('the document is OpenAPI 3.1 with roles, refusals and closed bodies', async () => {
  const answer = await at().server.inject('/openapi.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  const { paths } = document.parse(answer.json())
  expect(paths['/users/']?.['post']?.['x-roles']).toEqual(rolesThatMay('manage_users'))
  expect(Object.keys(paths['/users/']?.['post']?.responses ?? {})).toEqual(
    expect.arrayContaining(['201', '400', '401', '403', '409', '413', '415', '422', '429', '500', '503']),
  )
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      for (const body of Object.values(operation.requestBody?.content ?? {})) {
        // A body that may be absent is one closed object, or null.
        const shapes = (body.schema.anyOf ?? [body.schema]).filter((shape) => shape['type'] !== 'null')
        expect(
          shapes.map((shape) => shape.additionalProperties),
          `${method} ${path}`,
        ).toEqual([false])
      }
      for (const [status, refusal] of Object.entries(operation.responses)) {
        if (Number(status) < 400) continue
        expect(Object.keys(refusal.content ?? {}), `${method} ${path} ${status}`).toEqual([
          'application/problem+json',
        ])
      }
    }
  }
})
