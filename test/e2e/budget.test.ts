import { readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { buildWebApp, routeWeight } from './web-build.ts'

const root = new URL('../..', import.meta.url).pathname
const kB = 1000
/** WEB.md "Budgets": first route 120 kB JS and 12 kB CSS, later routes 60 kB, all gzipped. */
const firstRouteMax = { js: 120 * kB, css: 12 * kB }
const laterRouteMax = 60 * kB
const laterPages = [
  'invoices/InvoicesPage',
  'invoices/InvoiceNewPage',
  'invoices/InvoicePage',
  'approvals/ApprovalsPage',
  'payments/PaymentsPage',
  'payments/PaymentPage',
  'vendors/VendorsPage',
  'vendors/VendorPage',
  'settings/SettingsPage',
]

beforeAll(() => buildWebApp(root))

test('the home page loads at most 120 kB of script and 12 kB of style, gzipped', async () => {
  const weight = await routeWeight(root, 'src/features/home/HomePage.vue')
  expect(weight.js).toBeGreaterThan(20 * kB)
  expect(weight.js).toBeLessThanOrEqual(firstRouteMax.js)
  expect(weight.css).toBeGreaterThan(1 * kB)
  expect(weight.css).toBeLessThanOrEqual(firstRouteMax.css)
})

test.each(laterPages)('%s adds at most 60 kB to what the sign-in page has loaded', async (page) => {
  const start = await routeWeight(root, 'src/features/session/SessionPage.vue')
  const later = await routeWeight(root, `src/features/${page}.vue`)
  expect(later.js - start.js).toBeLessThanOrEqual(laterRouteMax)
})

test('the page holds no inline script or style, and the theme is set before the first paint', async () => {
  const html = await readFile(`${root}/web/dist/index.html`, 'utf8')
  expect(html).toContain('<script src="/theme.js"></script>')
  expect(html.indexOf('/theme.js')).toBeLessThan(html.indexOf('type="module"'))
  expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/i)
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
})
