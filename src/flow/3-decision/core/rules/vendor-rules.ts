import { dayMs, hourMs, type Instant, isoOf, plusMs } from '#kernel/time.ts'
import type { Facts, PolicyVersion } from '../facts.ts'
import { type Finding, notConfigured, pass, quoted, refuse, review } from './rule.ts'

/** The register knows the seller. @returns pass or review; an unknown vendor is never paid. Errors: none. Source: POLICY.md "Vendors". */
export function vendorRegistered(facts: Facts): Finding {
  if (facts.vendor === null) return withoutVendor('vendor_registered', facts)
  const values = { vendor_id: facts.vendor.id, matched_by: facts.vendor.matchedBy }
  return pass({ rule: 'vendor_registered', values, text: `${quoted(facts.vendor.name)} is in the register.` })
}

/**
 * The name or the tax id led to the register, not the wallet alone: a wallet is public, so any letter can quote one.
 * @returns pass or review. Errors: none. Source: PITFALLS 4, 5.
 */
export function vendorMatch(facts: Facts): Finding {
  const rule = 'vendor_match'
  if (facts.vendor === null) return withoutVendor(rule, facts)
  const values = { matched_by: facts.vendor.matchedBy }
  if (facts.vendor.matchedBy !== 'wallet') {
    const by = facts.vendor.matchedBy === 'tax_id' ? 'tax id' : 'name'
    return pass({ rule, values, text: `The seller was recognised by its ${by}.` })
  }
  const text = `Only the wallet points at ${quoted(facts.vendor.name)}; the seller calls itself ${quoted(facts.invoice.sellerName)}.`
  return review({ rule, values, text, flip: 'would pass if name or tax id were those of the register' })
}

/** Tax id, wallet and name point at one entry. @returns pass or review. Errors: none. Source: POLICY.md "Vendors". */
export function vendorConflict(facts: Facts): Finding {
  const rule = 'vendor_conflict'
  if (!facts.vendorConflict)
    return pass({ rule, text: 'Name, tax id and wallet do not contradict each other.' })
  const text = 'Name, tax id and wallet in the document point at different entries of the register.'
  return review({ rule, text, flip: 'would pass if they pointed at one entry' })
}

/** Verified passes, unverified asks, blocked refuses. Errors: none. Source: POLICY.md "Default rules". */
export function vendorStatus(facts: Facts): Finding {
  const rule = 'vendor_status'
  const { vendor } = facts
  if (vendor === null) return withoutVendor(rule, facts)
  const name = quoted(vendor.name)
  const values = { status: vendor.status }
  switch (vendor.status) {
    case 'verified':
      return pass({ rule, values, text: `${name} is a verified vendor.`, speaks: true })
    case 'unverified':
      return review({
        rule,
        values,
        text: `${name} is not verified yet.`,
        flip: 'would pass once the vendor is verified',
      })
    case 'blocked': {
      const details = { rule, vendor_id: vendor.id, status: vendor.status }
      const flip = 'would be decided anew once the vendor is no longer blocked'
      const text = `${name} is blocked, so nothing is paid to it.`
      return refuse({ rule, values, text, flip, refusal: { code: 'POLICY_VIOLATION', details } })
    }
  }
}

/** The register holds a wallet to pay to. @returns pass or review. Errors: none. Source: POLICY.md "Vendors". */
export function vendorWallet(facts: Facts): Finding {
  const rule = 'vendor_wallet'
  if (facts.vendor === null) return withoutVendor(rule, facts)
  if (facts.vendor.wallet !== null) {
    return pass({
      rule,
      values: { wallet: facts.vendor.wallet },
      text: 'The register holds the wallet to pay to.',
    })
  }
  const text = `The register holds no wallet for ${quoted(facts.vendor.name)}, so there is nowhere to pay to.`
  return review({ rule, text, flip: 'would pass once a wallet is set and verified' })
}

/** Payee details are older than the cooling-off. @returns pass or review. Errors: none. Source: POLICY.md "cooling-off". */
export function coolingOff(facts: Facts, policy: PolicyVersion): Finding {
  const rule = 'cooling_off'
  if (facts.vendor === null) return withoutVendor(rule, facts)
  const over = plusMs(facts.vendor.payeeSetAt, policy.vendorCoolingOffMs)
  const values = {
    payee_set_at: isoOf(facts.vendor.payeeSetAt),
    cooling_off: inWords(policy.vendorCoolingOffMs),
    over_at: isoOf(over),
  }
  if (facts.at >= over) {
    return pass({ rule, values, text: 'The payee details are older than the cooling-off time.' })
  }
  const text = `The payee details of ${quoted(facts.vendor.name)} were changed less than ${inWords(policy.vendorCoolingOffMs)} ago.`
  return review({ rule, values, text, flip: `would pass after ${remaining(facts.at, over)}` })
}

/** A person has approved a payment to this payee before. @returns its verdict. Errors: none. Source: POLICY.md "first payment". */
export function firstPayment(facts: Facts, policy: PolicyVersion): Finding {
  const rule = 'first_payment'
  if (facts.vendor === null) return withoutVendor(rule, facts)
  const values = { payee_known: String(facts.vendor.payeeKnown) }
  if (facts.vendor.payeeKnown) {
    return pass({ rule, values, text: 'A person has approved a payment to this payee before.' })
  }
  if (!policy.firstPaymentReview) {
    return notConfigured({ rule, values, text: 'The policy does not ask before a first payment.' })
  }
  const text = `This would be the first payment to this wallet of ${quoted(facts.vendor.name)}.`
  return review({ rule, values, text, flip: 'would pass after a person has approved one payment to it' })
}

/** All vendor rules follow from the same unknown, so people read it once. */
function withoutVendor(rule: string, facts: Facts): Finding {
  const text = `${quoted(facts.invoice.sellerName)} is not in the vendor register, and an unknown vendor is never paid.`
  const flip = 'would pass once the vendor is in the register with a verified wallet'
  return review({ rule, because: 'vendor_registered', text, flip })
}

function remaining(at: Instant, over: Instant): string {
  return `${inWords(over - at)}, on ${isoOf(over)}`
}

/** Rounded up to whole days from two days on, else to whole hours: "3 days", "1 hour". */
function inWords(spanMs: number): string {
  const inDays = spanMs > dayMs
  const count = Math.max(0, Math.ceil(spanMs / (inDays ? dayMs : hourMs)))
  return `${count} ${inDays ? 'day' : 'hour'}${count === 1 ? '' : 's'}`
}
