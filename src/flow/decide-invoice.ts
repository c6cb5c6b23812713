import type { Digest } from '#kernel/digest.ts'
import { Fault } from '#kernel/fault.ts'
import type { IdSource } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import type { Reading } from './2-extraction/core/invoice.ts'
import { missingFields } from './2-extraction/core/missing-fields.ts'
import { decide } from './3-decision/core/decide.ts'
import { policyOf } from './3-decision/core/policy-body.ts'
import { buildEntry } from './build-entry.ts'
import type { ApprovedDraft, Outcome } from './core/outcome.ts'
import type { ToDecide } from './entry-input.ts'
import { factsOf, factsQueryOf } from './gather-facts.ts'
import type { IntakePort, Replay } from './ports.ts'

/** Losing a race means deciding again on fresh facts; ten in a row is overload, not bad luck. */
const decideAttemptsMax = 10

export type Decided =
  | { readonly kind: 'told'; readonly outcome: Outcome }
  | { readonly kind: 'draft'; readonly draft: ApprovedDraft }
  | { readonly kind: 'replay'; readonly replay: Replay }

export type DecideParts = {
  readonly intake: IntakePort
  readonly digest: Digest
  readonly ids: IdSource
  readonly clock: Clock
}

/**
 * Rooms 3 and 4 for one read document: load facts, decide, commit under the database's headroom check.
 * @param parts ports   @param input what was read and by whom it came
 * @returns what was decided and committed, or what was there first
 * Errors: Fault when the database is not there or the races do not end; nothing was committed then.
 */
export async function decideInvoice(parts: DecideParts, input: ToDecide): Promise<Result<Decided, Fault>> {
  const unreadable = findUnreadable(input.reading)
  if (unreadable !== null) return ok({ kind: 'told', outcome: unreadable })
  for (let attempt = 0; attempt < decideAttemptsMax; attempt += 1) {
    const round = await decideOnce(parts, input)
    if (!round.ok) return round
    if (round.value !== null) return ok(round.value)
  }
  return err(
    new Fault({
      code: 'OVERLOADED',
      internal: `the decision lost ${decideAttemptsMax} races in a row`,
      public: 'Too many payments are being decided at this moment. Please send the invoice again.',
      retryable: true,
    }),
  )
}

async function decideOnce(parts: DecideParts, input: ToDecide): Promise<Result<Decided | null, Fault>> {
  const at = parts.clock.now()
  const loaded = await parts.intake.loadFacts(
    factsQueryOf(input.reading, {
      at,
      asset: input.token.symbol,
      textHash: input.textHash,
      invoiceId: input.existing?.invoiceId ?? null,
    }),
  )
  if (!loaded.ok) return loaded
  if (loaded.value.replay !== null) return ok({ kind: 'replay', replay: loaded.value.replay })
  const policy = policyOf(loaded.value.policy.body, loaded.value.policy.version, input.token.decimals)
  if (!policy.ok) return err(policyUnusable(loaded.value.policy.version, policy.error))
  const { facts, vendorKey } = factsOf({ ...input, loaded: loaded.value, at })
  const decision = decide(facts, policy.value)
  if (decision.outcome === 'refuse' && decision.code === 'DUPLICATE_INVOICE' && input.existing === null) {
    return ok({ kind: 'told', outcome: duplicateOf(facts.duplicateOf ?? '', decision.reasons[0]?.text) })
  }
  const entry = buildEntry(parts, { ...input, facts, policy: policy.value, decision, vendorKey })
  const committed = await parts.intake.commit(entry.item)
  if (!committed.ok) return committed
  switch (committed.value.kind) {
    case 'committed':
      return ok(entry.told)
    case 'lost_replay':
      return ok({ kind: 'replay', replay: committed.value })
    case 'lost_duplicate':
      return ok({ kind: 'told', outcome: duplicateOf(committed.value.invoiceId, undefined) })
    case 'lost_state':
    case 'lost_facts':
    case 'lost_headroom':
      return ok(null)
  }
}

function duplicateOf(invoiceId: string, text: string | undefined): Outcome {
  return {
    kind: 'refused',
    code: 'DUPLICATE_INVOICE',
    invoice_id: invoiceId,
    text: text ?? 'An invoice of this vendor with this number is already here.',
    details: { invoice_id: invoiceId },
  }
}

function findUnreadable(reading: Reading): Outcome | null {
  const missing = missingFields(reading.fields)
  if (missing.length === 0) return null
  const found = Object.entries(reading.fields).flatMap(([name, claim]) =>
    claim !== null && typeof claim.value === 'string' ? [[name, claim.value] as const] : [],
  )
  return { kind: 'unreadable', missing, found: Object.fromEntries(found) }
}

function policyUnusable(version: number, why: string): Fault {
  return new Fault({
    code: 'CONFIG_INVALID',
    internal: `policy version ${version} has an amount the token cannot express: ${why}`,
    public:
      'The policy in force has an amount that the token cannot express. An owner must set the limits again.',
    retryable: false,
  })
}
