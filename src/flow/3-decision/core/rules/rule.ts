import { formatMinor, type TokenAmount } from '#kernel/money.ts'
import type { Reason, RefusalCode, TraceLine } from '../decision.ts'
import type { Facts, PolicyVersion } from '../facts.ts'

/** What a refusal tells beyond its reason: the code of the 403 or 409 and the values that broke. */
export type Refusal = { readonly code: RefusalCode; readonly details: { readonly [name: string]: string } }

/** What one rule found. `reason` speaks for the outcome its verdict leads to, null when it has nothing to add. */
export type Finding = {
  readonly line: TraceLine
  readonly reason: Reason | null
  readonly refusal: Refusal | null
  /** An explicit yes. Without at least one, a decision is review even when no rule objects. */
  readonly allows: boolean
}

/** Looks at facts and policy only. Total: it never throws on valid facts, whatever they say. */
export type Rule = (facts: Facts, policy: PolicyVersion) => Finding

type Parts = {
  readonly rule: string
  readonly text: string
  readonly values?: TraceLine['values']
  readonly flip?: string
}

/** Nothing to object. @param parts `speaks`: also a reason to pay; `allows`: an explicit yes. Errors: none. */
export function pass(parts: Parts & { readonly speaks?: boolean; readonly allows?: boolean }): Finding {
  const reason = parts.speaks === true ? { code: parts.rule, text: parts.text } : null
  return { line: lineOf(parts, 'pass'), reason, refusal: null, allows: parts.allows === true }
}

/** A person must look. @param parts `because`: the rule this one merely follows from, so that people read it once. Errors: none. */
export function review(parts: Parts & { readonly because?: string }): Finding {
  const reason = { code: parts.because ?? parts.rule, text: parts.text }
  return { line: lineOf(parts, 'review'), reason, refusal: null, allows: false }
}

/** Nobody may pay this now. @param parts with the refusal's code and details. Errors: none. */
export function refuse(parts: Parts & { readonly refusal: Refusal }): Finding {
  const reason = { code: parts.rule, text: parts.text }
  return { line: lineOf(parts, 'refuse'), reason, refusal: parts.refusal, allows: false }
}

/** The rule's source is not set up: traced, so that nobody believes it was looked at. Errors: none. */
export function notConfigured(parts: Parts): Finding {
  return { line: lineOf(parts, 'not_configured'), reason: null, refusal: null, allows: false }
}

/** Writes an amount for people. @param amount minor units @returns e.g. "50.00 MNEE". Errors: none. */
export function money(facts: Facts, amount: TokenAmount): string {
  return `${formatMinor(amount, facts.token.decimals)} ${facts.token.symbol}`
}

/**
 * The amount the rules may count with.
 * @returns minor units > 0, or null when the claim is missing, not positive or not payable 1:1
 * Errors: none. Source: POLICY.md "currency is the token's peg".
 */
export function payable(facts: Facts): TokenAmount | null {
  const { amount, amountProblem } = facts.invoice
  return amount !== null && amountProblem === null && amount > 0n ? amount : null
}

/** For a rule that needs an amount when there is none. @param rule its name @param facts the facts. Errors: none. */
export function withoutAmount(rule: string, facts: Facts): Finding {
  return review({ rule, because: 'amount', text: amountProblemText(facts), values: amountValues(facts) })
}

/** Why the claimed amount cannot be paid as it stands. @returns one sentence. Errors: none. */
export function amountProblemText(facts: Facts): string {
  const { amountText, amountProblem, currency } = facts.invoice
  const claimed = quoted(currency === null ? amountText : `${amountText} ${currency}`)
  switch (amountProblem) {
    case 'too_precise':
      return `The amount ${claimed} has more decimals than ${facts.token.symbol} has, and it is not rounded.`
    case 'other_currency':
      return `The amount ${claimed} is neither in ${facts.token.peg} nor in ${facts.token.symbol}, and there is no rate.`
    case 'no_currency':
      return `The amount ${claimed} names no currency.`
    default:
      return amountText === '' ? 'No amount could be read.' : `The amount ${claimed} is not above zero.`
  }
}

/** The claimed amount as trace values. Errors: none. */
export function amountValues(facts: Facts): TraceLine['values'] {
  return {
    claimed: shortened(facts.invoice.amountText),
    currency: shortened(facts.invoice.currency ?? 'none'),
  }
}

/** Words from a document or the register, in quotes and at most 120 characters long. Errors: none. */
export function quoted(text: string): string {
  return `“${shortened(text)}”`
}

/** At most 120 characters, so that a hostile document cannot flood a sentence. Whole characters. Errors: none. */
export function shortened(text: string): string {
  const characters = Array.from(text.slice(0, 2 * shownMax + 2))
  return characters.length <= shownMax ? text : `${characters.slice(0, shownMax).join('')}…`
}

const shownMax = 120

function lineOf(parts: Parts, verdict: TraceLine['verdict']): TraceLine {
  return { rule: parts.rule, verdict, text: parts.text, values: parts.values ?? {}, flip: parts.flip ?? null }
}
