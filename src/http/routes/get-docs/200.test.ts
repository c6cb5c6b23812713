import { expect, test } from 'vitest'
import { routeServer } from '#test/support/route-test.ts'

const at = routeServer()

test('the page lists every operation and lives without script or inline style', async () => {
  const { server } = at()
  const answer = await server.inject('/docs')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(answer.body).toContain('<b>POST</b> <code>/token</code>')
  expect(answer.body).toContain('<b>PATCH</b> <code>/users/{id}</code>')
  expect(answer.body).not.toMatch(/<script|<style|\sstyle=|\son\w+=|https?:\/\//i)
  const style = await server.inject('/docs/style.css')
  expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
})
