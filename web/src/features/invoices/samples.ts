/** The two invoices of the first minutes: one above the default limit of 50.00, one below it. */
export const sampleLarge = `INVOICE #INV-2024-001

From: CloudSpace Hosting LLC
Bill to: Acme Labs Inc.

Managed hosting, two nodes            150.00 MNEE

TOTAL DUE: 150.00 MNEE
`

export const sampleSmall = `INVOICE #INV-2024-002

From: CloudSpace Hosting LLC
Bill to: Acme Labs Inc.

Off-site backup storage                42.00 MNEE

TOTAL DUE: 42.00 MNEE
`
