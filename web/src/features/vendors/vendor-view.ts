import type { Vendor, VendorSummary } from '../../api/types.ts'
import type { StatusWord } from '../../format/payment-status.ts'
import { formatMoment } from '../../format/when.ts'
import { t } from '../../i18n/t.ts'

/** The trust state as one word: the first thing that stands in the way of paying. @param now epoch ms. Errors: none. */
export function vendorStatus(vendor: VendorSummary, now: number): StatusWord {
  if (vendor.status === 'blocked') return { tone: 'bad', word: t.vendors.status.blocked }
  if (vendor.wallet_address === null) return { tone: 'warn', word: t.vendors.noWallet }
  if (vendor.status === 'unverified') return { tone: 'warn', word: t.vendors.status.unverified }
  if (isCooling(vendor, now)) return { tone: 'info', word: t.vendors.cooling }
  return { tone: 'ok', word: t.vendors.status.verified }
}

/** What the trust state means for payments, in sentences. @param now epoch ms. Errors: none. */
export function vendorSentences(vendor: Vendor, now: number): readonly string[] {
  const sentences: string[] = [t.vendors.statusText[vendor.status]]
  if (vendor.wallet_address === null) sentences.push(t.vendors.statusText.noWallet)
  if (vendor.cooling_off_until !== null && isCooling(vendor, now)) {
    sentences.push(t.vendors.statusText.cooling(formatMoment(vendor.cooling_off_until)))
  }
  return sentences
}

function isCooling(vendor: VendorSummary, now: number): boolean {
  return vendor.cooling_off_until !== null && Date.parse(vendor.cooling_off_until) > now
}

export type VendorForm = {
  readonly name: string
  readonly wallet: string
  readonly taxId: string
  readonly terms: string
  readonly category: string
}

/** What is wrong with the form, per field. The server judges again, checksum included. Errors: none. */
export function formProblems(form: VendorForm): {
  readonly name: string | null
  readonly wallet: string | null
  readonly terms: string | null
} {
  const days = form.terms.trim()
  return {
    name: form.name.trim() === '' ? t.vendors.nameMissing : null,
    wallet:
      form.wallet.trim() === '' || /^0x[0-9a-fA-F]{40}$/.test(form.wallet.trim())
        ? null
        : t.vendors.walletBad,
    terms:
      days === '' || (/^\d{1,3}$/.test(days) && Number.parseInt(days, 10) <= 365) ? null : t.vendors.termsBad,
  }
}

export type VendorBody = {
  name: string
  wallet_address?: string
  tax_id?: string
  payment_terms_days?: number
  category?: string
}

/** The form as the API takes it: what was left empty is left out. Errors: none; call it on a form without problems. */
export function vendorBody(form: VendorForm): VendorBody {
  const body: VendorBody = { name: form.name.trim() }
  if (form.wallet.trim() !== '') body.wallet_address = form.wallet.trim()
  if (form.taxId.trim() !== '') body.tax_id = form.taxId.trim()
  if (form.terms.trim() !== '') body.payment_terms_days = Number.parseInt(form.terms, 10)
  if (form.category.trim() !== '') body.category = form.category.trim()
  return body
}

/** Only what differs from the vendor as it is: setting the same wallet anew would start a cooling-off. Errors: none. */
export function vendorChanges(form: VendorForm, vendor: Vendor): Partial<VendorBody> {
  const next = vendorBody(form)
  const changes: Partial<VendorBody> = {}
  if (next.name !== vendor.name) changes.name = next.name
  if (
    next.wallet_address !== undefined &&
    next.wallet_address.toLowerCase() !== vendor.wallet_address?.toLowerCase()
  ) {
    changes.wallet_address = next.wallet_address
  }
  if (next.tax_id !== undefined && next.tax_id !== vendor.tax_id) changes.tax_id = next.tax_id
  if (next.payment_terms_days !== undefined && next.payment_terms_days !== vendor.payment_terms_days) {
    changes.payment_terms_days = next.payment_terms_days
  }
  if (next.category !== undefined && next.category !== vendor.category) changes.category = next.category
  return changes
}

/** The form filled from a vendor, or empty. Errors: none. */
export function formOf(vendor: Vendor | null): VendorForm {
  return {
    name: vendor?.name ?? '',
    wallet: vendor?.wallet_address ?? '',
    taxId: vendor?.tax_id ?? '',
    terms: vendor?.payment_terms_days === null || vendor === null ? '' : `${vendor.payment_terms_days}`,
    category: vendor?.category ?? '',
  }
}
