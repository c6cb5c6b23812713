import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTreasurer, type Treasurer } from './treasurer-process.ts'
import { openChromium, openWatchedPage, type WatchedPage } from './watched-page.ts'
import { buildWebApp } from './web-build.ts'

/** The first payment as a person makes it: one browser, one story, each test goes on where the last one ended. */

const root = new URL('../..', import.meta.url).pathname
const stepMsMax = 180_000
/** Three blocks of the local chain and the booking, on a busy machine. */
const paidMsMax = 60_000
const vendor = 'CloudSpace Hosting LLC'
let treasurer: Treasurer
let browser: Browser
let watched: WatchedPage
let page: Page
let balanceBefore = 0n

beforeAll(async () => {
  await buildWebApp(root)
  treasurer = await startTreasurer(root)
  browser = await openChromium()
  watched = await openWatchedPage(browser, treasurer.url)
  page = watched.page
  page.setDefaultTimeout(20_000)
}, stepMsMax)

afterAll(async () => {
  await browser?.close()
  const code = await treasurer?.stop()
  if (treasurer !== undefined && code !== 0) throw new Error(`SIGTERM ended the server with ${code}, not 0`)
}, stepMsMax)

const see = (name: string): Locator => page.locator(`[data-test="${name}"]`)

/** What an element says, white space as one blank. */
async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').replace(/\s+/g, ' ').trim()
}

/** "99,981.80 MNEE" as hundredths: the journey's amounts have two decimals. */
async function cents(name: string): Promise<bigint> {
  const text = await textOf(see(name))
  const digits = /^([\d,]+)\.(\d\d)\s/.exec(text)
  if (digits === null) throw new Error(`"${text}" is no amount with two decimals`)
  return BigInt(`${digits[1]?.replaceAll(',', '')}${digits[2]}`)
}

async function goHome(): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Home' }).click()
  await see('balance').waitFor()
}

async function submitSample(name: string): Promise<{ readonly status: number; readonly body: unknown }> {
  await page.keyboard.press('n')
  await page.getByRole('button', { name }).click()
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/process-invoice'))
  await page.getByRole('button', { name: 'Read and decide' }).click()
  const answer = await answered
  await see('verdict').waitFor()
  return { status: answer.status(), body: await answer.json() }
}

const isPaid = async (): Promise<void> => {
  await page.locator('[data-step="settled"][data-state="done"]').waitFor({ timeout: paidMsMax })
}

describe('the first payment in the browser', () => {
  test(
    'a stranger is sent to sign in, is told where the login is, and a wrong password says so',
    async () => {
      await page.goto(`${treasurer.url}/payments`)
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      expect(await textOf(page.locator('main'))).toContain('printed once in the terminal')
      await page.getByLabel('User name').fill(treasurer.login.username)
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('alert').waitFor()
      await watched.checkHere('sign-in')
    },
    stepMsMax,
  )

  test(
    'the printed login signs in, leads where the person wanted to go, and Home shows runway and balance',
    async () => {
      await page.getByLabel('Password').fill(treasurer.login.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor()
      await watched.checkHere('payments before the first one')
      await goHome()
      expect(await textOf(see('runway-word'))).toMatch(/Healthy|Watch|Critical/)
      expect(await textOf(see('runway-months'))).toMatch(/^(\d+\.\d|∞)$/)
      balanceBefore = await cents('balance')
      expect(balanceBefore).toBeGreaterThan(0n)
      await page.locator('[data-live="live"]').waitFor()
      await watched.checkHere('home')
    },
    stepMsMax,
  )

  test(
    'an invoice of 150.00 is above the limit: 202, the reason is said, every rule is shown, fields are found in the text',
    async () => {
      const { status, body } = await submitSample('CloudSpace, 150.00 MNEE')
      expect(status).toBe(202)
      expect(body).toMatchObject({ status: 'PAUSED_FOR_APPROVAL', vendor, amount: 150, currency: 'MNEE' })
      expect(await textOf(see('verdict'))).toMatch(/Needs a person[\s\S]*150\.00 MNEE[\s\S]*50\.00 MNEE/)
      expect(await see('trace').locator('tbody tr').count()).toBeGreaterThan(5)
      const text = page.getByRole('group', { name: 'Invoice text' })
      expect((await text.textContent())?.trim()).toMatch(
        /^INVOICE #INV-2024-001[\s\S]*TOTAL DUE: 150\.00 MNEE$/,
      )
      await page.getByRole('button', { name: /^Amount due/ }).click()
      expect(await textOf(text.locator('mark[data-selected="true"]').first())).toContain('150.00')
      await watched.checkHere('invoice that waits')
    },
    stepMsMax,
  )

  test(
    'rejecting needs a reason; the confirm sheet repeats amount and address',
    async () => {
      await page.getByRole('link', { name: 'Decide now' }).click()
      const card = see('approval-card').filter({ hasText: 'INV-2024-001' })
      await card.getByRole('button', { name: 'Reject' }).click()
      await page.getByRole('button', { name: 'Reject invoice' }).click()
      expect(await page.getByLabel('Reason').getAttribute('aria-invalid')).toBe('true')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await watched.checkHere('approvals')
      const address = await card.locator('[title^="0x"]').getAttribute('title')
      expect(address).toMatch(/^0x[0-9a-fA-F]{40}$/)
      await card.getByRole('button', { name: 'Approve' }).click()
      const sheet = page.getByRole('dialog')
      expect(await textOf(sheet)).toContain('150.00 MNEE')
      expect(await sheet.locator('[title^="0x"]').getAttribute('title')).toBe(address)
      await watched.checkHere('confirm sheet')
    },
    stepMsMax,
  )

  test(
    'after approving, the payment confirms live to Paid without a reload',
    async () => {
      await page.evaluate('window.sameDocument = true')
      await page.getByRole('button', { name: 'Approve 150.00 MNEE' }).click()
      await see('act-notice').getByRole('link', { name: 'Open payment' }).click()
      await page.locator('[data-step="reserved"][data-state="done"]').waitFor()
      await isPaid()
      expect(await textOf(see('payment-status'))).toBe('Paid')
      expect(await textOf(page.locator('[data-step="confirmed"]'))).toContain('Confirmed 3/3')
      expect(await page.evaluate('window.sameDocument')).toBe(true)
      expect(await textOf(see('tx-hash'))).toMatch(/^0x[0-9a-f]{64}$/)
      expect(await textOf(see('receipts'))).toContain('Succeeded')
      expect(await textOf(see('ledger'))).toMatch(/Hold[\s\S]*Post/)
      await watched.checkHere('paid payment')
    },
    stepMsMax,
  )

  test(
    'Home fell by exactly 150.00 and tells it in a sentence',
    async () => {
      await goHome()
      await expect.poll(() => cents('balance'), { timeout: 10_000 }).toBe(balanceBefore - 150_00n)
      await page.getByText(`Paid 150.00 MNEE to ${vendor}.`).first().waitFor()
      expect(await textOf(see('paid-month'))).toContain('MNEE')
    },
    stepMsMax,
  )

  test(
    'an invoice of 42.00 is paid automatically: 200 with the hash at once',
    async () => {
      const paidBefore = await cents('paid-month')
      const { status, body } = await submitSample('CloudSpace, 42.00 MNEE')
      expect(status).toBe(200)
      expect(body).toMatchObject({
        status: 'APPROVED',
        vendor,
        amount: 42,
      })
      expect(JSON.stringify(body)).toMatch(/"tx_hash":"0x[0-9a-f]{64}"/)
      await isPaid()
      await page.getByRole('heading', { name: 'Paid automatically' }).waitFor()
      await watched.checkHere('invoice paid automatically')
      await goHome()
      await expect.poll(() => cents('balance'), { timeout: 10_000 }).toBe(balanceBefore - 192_00n)
      await expect.poll(() => cents('paid-month'), { timeout: 10_000 }).toBe(paidBefore + 42_00n)
    },
    stepMsMax,
  )

  test(
    'payments and inbox list both, and the filter lives in the URL',
    async () => {
      const main = page.getByRole('navigation', { name: 'Main' })
      await main.getByRole('link', { name: 'Payments' }).click()
      await page.getByRole('link', { name: 'Paid', exact: true }).click()
      await page.waitForURL('**/payments?status=final')
      for (const number of ['INV-2024-001', 'INV-2024-002']) {
        const row = page.getByRole('listitem').filter({ hasText: number })
        expect(await textOf(row.first())).toContain('Paid')
      }
      await watched.checkHere('payments')
      await main.getByRole('link', { name: 'Inbox' }).click()
      await page.getByRole('listitem').filter({ hasText: 'INV-2024-001' }).first().waitFor()
      await watched.checkHere('inbox')
    },
    stepMsMax,
  )

  test(
    'the approval limit changes, and nonsense is refused before it is sent',
    async () => {
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click()
      expect(await textOf(see('limit'))).toBe('50.00 MNEE')
      await page.getByLabel('New limit').fill('a lot')
      await page.getByRole('button', { name: 'Change limit' }).click()
      expect(await page.getByLabel('New limit').getAttribute('aria-invalid')).toBe('true')
      await page.getByLabel('New limit').fill('75.00')
      await page.getByRole('button', { name: 'Change limit' }).click()
      await see('limit-said').waitFor()
      // Nobody else is eligible to object, so it holds at once.
      expect(await textOf(see('limit-said'))).toContain('The limit is now 75.00 MNEE.')
      await expect.poll(() => textOf(see('limit')), { timeout: 10_000 }).toBe('75.00 MNEE')
      await watched.checkHere('settings, paying')
    },
    stepMsMax,
  )

  test(
    'members, treasury and vendors are there and clean',
    async () => {
      await page.getByRole('link', { name: 'Members' }).click()
      await page.locator(`[data-member="${treasurer.login.username}"]`).waitFor()
      await watched.checkHere('settings, members')
      await page.getByRole('link', { name: 'Treasury' }).click()
      await see('chain-balance').waitFor()
      await watched.checkHere('settings, treasury')
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vendors' }).click()
      await watched.checkHere('vendors')
      await page.getByRole('link', { name: new RegExp(vendor) }).click()
      expect(await textOf(see('vendor-status'))).toBe('Verified')
      await watched.checkHere('vendor')
    },
    stepMsMax,
  )

  test(
    'the theme is kept, the phone has its tab bar, and signing out closes every page',
    async () => {
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitemradio', { name: 'Dark' }).click()
      await page.reload()
      expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
      await page.setViewportSize({ width: 390, height: 844 })
      await page.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Payments' }).click()
      await page.getByRole('heading', { name: 'Payments', level: 1 }).waitFor()
      await page.getByRole('button', { name: /^Account of/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await page.goto(`${treasurer.url}/approvals`)
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      expect(watched.complaints).toEqual([])
    },
    stepMsMax,
  )
})
