import { Fault } from '#kernel/fault.ts'
import type { UserId } from '#kernel/ids.ts'
import { formatMinor } from '#kernel/money.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { type Clock, dayMs, type Instant, plusMs } from '#kernel/time.ts'
import { checkLimit, type LimitError, loosens, policyOf } from './core/policy-body.ts'
import type { PolicyPort } from './ports.ts'

/** A looser policy waits this long, so that a stolen session cannot empty the treasury at once (POLICY.md, ratchet). */
const loosenDelayMs = dayMs
const publishAttemptsMax = 5

export type LimitOutcome =
  | { readonly kind: 'updated'; readonly limit: string }
  | { readonly kind: 'scheduled'; readonly limit: string; readonly effectiveAt: Instant }
  | { readonly kind: 'invalid'; readonly error: LimitError; readonly text: string }

const texts: { readonly [E in LimitError]: string } = {
  not_a_decimal: 'The limit must be a plain number such as 50.00.',
  too_precise: 'The limit has more decimals than the token.',
  too_large: 'The limit is larger than 999,999,999.',
  not_positive: 'The limit must be greater than 0.',
  over_maximum: 'The limit is larger than 999,999,999.',
}

/**
 * Changes the auto-approval limit: a policy change of one field. Tightening counts at once; loosening waits a day
 * wherever somebody else could notice and stop it.
 * @param parts ports and the token's decimals   @param wanted the limit as a plain decimal and who wants it
 * @returns updated, scheduled, or what is wrong with the number
 * Errors: Fault when the database is away. Source: CONTRACT.md settings/limit, POLICY.md ratchet.
 */
export async function setLimit(
  parts: { readonly policies: PolicyPort; readonly clock: Clock; readonly decimals: number },
  wanted: {
    readonly text: string
    readonly by: { readonly id: UserId; readonly name: string }
    readonly requestId: string | null
  },
): Promise<Result<LimitOutcome, Fault>> {
  const limit = checkLimit(wanted.text, parts.decimals)
  if (!limit.ok) return ok({ kind: 'invalid', error: limit.error, text: texts[limit.error] })
  const limitText = formatMinor(limit.value, parts.decimals)
  for (let attempt = 0; attempt < publishAttemptsMax; attempt += 1) {
    const round = await publishOnce(parts, { ...wanted, limitText })
    if (!round.ok) return round
    if (round.value !== null) return ok(round.value)
  }
  return err(
    new Fault({
      code: 'OVERLOADED',
      internal: 'the policy was changed by others five times in a row',
      public: 'Others are changing the policy at this moment. Please try again.',
      retryable: true,
    }),
  )
}

async function publishOnce(
  parts: { readonly policies: PolicyPort; readonly clock: Clock; readonly decimals: number },
  wanted: {
    readonly limitText: string
    readonly by: { readonly id: UserId; readonly name: string }
    readonly requestId: string | null
  },
): Promise<Result<LimitOutcome | null, Fault>> {
  const at = parts.clock.now()
  const current = await parts.policies.current(at)
  if (!current.ok) return current
  if (current.value === null) return err(noPolicy())
  const { body, version } = current.value
  const next = { ...body, approval_limit: wanted.limitText }
  const before = policyOf(body, version, parts.decimals)
  const after = policyOf(next, version + 1, parts.decimals)
  // A policy the token cannot express counts as stricter than any other.
  const isLooser = !before.ok || (after.ok && loosens(before.value, after.value))
  const others = await parts.policies.someoneElseMayChange(wanted.by.id)
  if (!others.ok) return others
  const effectiveAt = isLooser && others.value ? plusMs(at, loosenDelayMs) : at
  const published = await parts.policies.publish({
    basedOn: version,
    body: next,
    reason: `approval limit ${body.approval_limit} → ${wanted.limitText}`,
    by: wanted.by,
    at,
    effectiveAt,
    requestId: wanted.requestId,
    alone: isLooser && !others.value,
  })
  if (!published.ok) return published
  if (published.value === 'moved_on') return ok(null)
  return ok(
    effectiveAt > at
      ? { kind: 'scheduled', limit: wanted.limitText, effectiveAt }
      : { kind: 'updated', limit: wanted.limitText },
  )
}

function noPolicy(): Fault {
  return new Fault({
    code: 'START_FAILED',
    internal: 'no policy version is in force',
    public: 'No policy is in force yet.',
    retryable: true,
  })
}
