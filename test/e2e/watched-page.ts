import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const desktop = { width: 1360, height: 900 }
const phone = { width: 390, height: 844 }

/** Tells CSP violations by the console, so that one list has everything. */
const reportViolations = `document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP violation: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample)
})`

/**
 * Opens Chromium: CHROMIUM_PATH, else where Debian puts it.
 * Errors: throws with what to do when there is none; a browser test is never skipped in silence.
 */
export async function openChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  if (!existsSync(executablePath)) {
    throw new Error(
      `no Chromium at ${executablePath}: install it (apt-get install chromium) or set CHROMIUM_PATH`,
    )
  }
  return chromium.launch({ executablePath, args: flags })
}

export type WatchedPage = {
  readonly page: Page
  /** Everything that must not happen: console errors, CSP violations, page errors, requests to other hosts. */
  readonly complaints: readonly string[]
  /** axe in both themes and on a phone, no sideways scrolling, nothing to complain about. */
  readonly checkHere: (where: string) => Promise<void>
}

/** A page of a fresh browser profile that writes down everything that must not happen. @param url the origin. */
export async function openWatchedPage(browser: Browser, url: string): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: desktop, colorScheme: 'light', locale: 'en-GB' })
  const page = await context.newPage()
  await page.addInitScript({ content: reportViolations })
  const complaints: string[] = []
  const complain = (complaint: string): void => {
    if (!complaints.includes(complaint)) complaints.push(complaint)
  }
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // "Who is signed in?" is answered with 401 before the first sign-in: the browser logs every 401.
    const isSessionQuestion = message.location().url === `${url}/session` && message.text().includes('401')
    if (!isSessionQuestion) complain(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complain(`page error: ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complain(`request to another host: ${request.url()}`)
  })

  async function axe(where: string): Promise<void> {
    const { violations, passes } = await new AxeBuilder({ page }).analyze()
    expect(passes.length, `axe looked at something at ${where}`).toBeGreaterThan(5)
    const told = violations.map(
      (v) => `${v.id}: ${v.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
    expect(told, `axe at ${where}`).toEqual([])
  }

  async function checkHere(where: string): Promise<void> {
    for (const theme of ['light', 'dark']) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
      await axe(`${where}, ${theme}`)
    }
    await page.evaluate(`document.documentElement.dataset.theme = 'light'`)
    await page.setViewportSize(phone)
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
    expect(overflow, `sideways scrolling at ${where}`).toBeLessThanOrEqual(0)
    await axe(`${where}, phone`)
    await page.setViewportSize(desktop)
    expect(complaints, `complaints at ${where}`).toEqual([])
  }
  return { page, complaints, checkHere }
}
