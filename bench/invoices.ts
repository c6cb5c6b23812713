import { createHash, randomBytes } from 'node:crypto'

/** Vendors of the bench; the brief of the issue asks for at least a hundred. */
export const vendorsMax = 128

/** A fictional vendor. @param index from 0. Errors: none. */
export function vendorName(index: number): string {
  return `${words[index % words.length]} Bench Trading ${String(index).padStart(3, '0')} LLC`
}

/** Its wallet: an address nobody has the key of. @param index from 0 @returns lower case. Errors: none. */
export function vendorWallet(index: number): `0x${string}` {
  return `0x${createHash('sha256').update(`bench vendor ${index}`).digest('hex').slice(0, 40)}`
}

/** Makes invoices that differ from every other one: number and vendor change with each. */
export type InvoiceSource = () => string

/**
 * Invoices below the automatic limit (`pay`) or above it (`ask`).
 * @param kind what the policy of the bench does with them   @returns a source; no text comes twice, in no run
 * Errors: none.
 */
export function invoiceSource(kind: 'pay' | 'ask'): InvoiceSource {
  const run = randomBytes(6).toString('hex').toUpperCase()
  let made = 0
  return () => {
    made += 1
    return invoiceText(`B${run}-${made}`, vendorName(made % vendorsMax), amounts[kind])
  }
}

/** Whether a text of this file is one to ask about: the reference has no policy that could tell. @param text. Errors: none. */
export function isAsked(text: string): boolean {
  return text.includes(`TOTAL DUE: ${amounts.ask} `)
}

function invoiceText(number: string, vendor: string, amount: string): string {
  return [
    `INVOICE #${number}`,
    '',
    `From: ${vendor}`,
    'Bill to: Acme Labs Inc.',
    '',
    `Managed hosting, two nodes            ${amount} MNEE`,
    '',
    `TOTAL DUE: ${amount} MNEE`,
    '',
  ].join('\n')
}

const amounts = { pay: '1.25', ask: '75.00' } as const
const words = ['Amber', 'Birch', 'Cedar', 'Dune', 'Ember', 'Fjord', 'Grove', 'Harbor'] as const
