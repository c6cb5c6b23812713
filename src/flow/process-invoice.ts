import type { Digest } from '#kernel/digest.ts'
import { Fault } from '#kernel/fault.ts'
import type { IdSource } from '#kernel/ids.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import type { Clock } from '#kernel/time.ts'
import { checkRawText } from './1-intake/core/check-raw-text.ts'
import type { DocumentRead } from './2-extraction/read-document.ts'
import type { ApprovedDraft, Outcome, Told } from './core/outcome.ts'
import { decideInvoice } from './decide-invoice.ts'
import type { TokenContext } from './gather-facts.ts'
import type { HashWaiter, IntakePort, Replay, Sleep } from './ports.ts'
import { processingEntry } from './processing-entry.ts'
import { chainUnknown } from './token-unknown.ts'

/** How long a request waits for its hash before it says QUEUED (CONTRACT.md). */
const hashWaitMsMax = 2_000
/** How long a request waits for a slow reader before it says PROCESSING (CONTRACT.md). */
const readWaitMsMax = 10_000
/** A concurrent twin waits for the first answer a little longer than the hash may take. */
const twinPolls = { attemptsMax: 60, everyMs: 50 }
/** Distinct texts decided at once; more is overload and answers 503 (SECURITY.md, overload). */
const inFlightMax = 2_000

export type Submission = {
  readonly rawText: string
  readonly submittedBy: string | null
  readonly channel: 'api' | 'cli' | 'web'
}

export type ProcessInvoiceParts = {
  readonly intake: IntakePort
  /** Reads the text with every configured reader; never throws. */
  readonly read: (text: string) => Promise<Result<DocumentRead, Fault>>
  /** A second reader is set up: look for a replay before it costs money. */
  readonly secondReaderConfigured: boolean
  /** Null until the chain has told its token once. */
  readonly token: () => TokenContext | null
  readonly hashes: HashWaiter
  readonly digest: Digest
  readonly ids: IdSource
  readonly clock: Clock
  readonly sleep: Sleep
  readonly onDecided: (outcome: Outcome) => void
}

export type ProcessInvoice = (submission: Submission) => Promise<Result<Told, Fault>>

/**
 * The corridor of rooms 1-4: text in, outcome out. Identical texts in flight share one run.
 * @param parts ports and readers   @returns a function from a submission to what was told
 * Errors: Fault when database, token or reader is not there; nothing was committed then.
 */
export function createProcessInvoice(parts: ProcessInvoiceParts): ProcessInvoice {
  const inFlight = new Map<string, Promise<Result<Told, Fault>>>()
  return async (submission) => {
    const checked = checkRawText(submission.rawText)
    if (!checked.ok)
      return ok({
        outcome: { kind: 'invalid', code: checked.error.kind, text: checked.error.detail },
        replayed: false,
      })
    const textHash = parts.digest.ofText(submission.rawText)
    const twin = inFlight.get(textHash)
    if (twin !== undefined) return asReplay(await twin)
    if (inFlight.size >= inFlightMax) return err(overloaded())
    const run = processOne(parts, submission, textHash).finally(() => inFlight.delete(textHash))
    inFlight.set(textHash, run)
    return run
  }
}

async function processOne(
  parts: ProcessInvoiceParts,
  submission: Submission,
  textHash: string,
): Promise<Result<Told, Fault>> {
  if (parts.secondReaderConfigured) {
    const earlier = await parts.intake.findReplay(textHash, parts.clock.now())
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return tellAgain(parts, textHash, earlier.value)
  }
  const token = parts.token()
  if (token === null) return err(chainUnknown())
  const read = await within(parts, parts.read(submission.rawText), readWaitMsMax)
  if (read === null) return queueReading(parts, submission, textHash, token)
  if (!read.ok) return read
  const decided = await decideInvoice(parts, {
    ...read.value,
    submission,
    textHash,
    token,
    existing: null,
  })
  if (!decided.ok) return decided
  if (decided.value.kind === 'replay') return tellAgain(parts, textHash, decided.value.replay)
  if (decided.value.kind === 'draft') return finishDraft(parts, textHash, decided.value.draft, false)
  parts.onDecided(decided.value.outcome)
  return ok({ outcome: decided.value.outcome, replayed: false })
}

/** A committed decision to pay becomes an answer once its hash is known, else it is queued: never an error. */
async function finishDraft(
  parts: ProcessInvoiceParts,
  textHash: string,
  draft: ApprovedDraft,
  replayed: boolean,
): Promise<Result<Told, Fault>> {
  const hash = await parts.hashes.waitForHash(draft.transaction_id, hashWaitMsMax)
  const outcome: Outcome =
    hash === null
      ? { kind: 'queued', invoice_id: draft.invoice_id, transaction_id: draft.transaction_id }
      : { ...draft, tx_hash: hash }
  if (!replayed) parts.onDecided(outcome)
  const told = await parts.intake.tell(textHash, outcome)
  // The payment is committed whether or not the answer could be stored.
  return ok({ outcome: told.ok ? told.value : outcome, replayed })
}

async function tellAgain(
  parts: ProcessInvoiceParts,
  textHash: string,
  first: Replay,
): Promise<Result<Told, Fault>> {
  let replay: Replay | null = first
  for (let poll = 0; poll < twinPolls.attemptsMax && replay !== null; poll += 1) {
    if (replay.answer !== null) return ok({ outcome: replay.answer, replayed: true })
    await parts.sleep(twinPolls.everyMs)
    const next = await parts.intake.findReplay(textHash, parts.clock.now())
    if (!next.ok) return next
    replay = next.value ?? replay
  }
  // Whoever took it first died before it could answer: the draft lets us finish in its place.
  const draft = replay.draft
  if (draft === null) return err(overloaded())
  return finishDraft(parts, textHash, draft, true)
}

async function queueReading(
  parts: ProcessInvoiceParts,
  submission: Submission,
  textHash: string,
  token: TokenContext,
): Promise<Result<Told, Fault>> {
  const entry = processingEntry({ ...parts, submission, textHash, asset: token.symbol })
  const policy = await parts.intake.currentPolicyVersion(parts.clock.now())
  if (!policy.ok) return policy
  const committed = await parts.intake.commit({ ...entry.item, policy_version: policy.value })
  if (!committed.ok) return committed
  if (committed.value.kind === 'lost_replay') return tellAgain(parts, textHash, committed.value)
  if (committed.value.kind !== 'committed') return err(overloaded())
  return ok({ outcome: entry.outcome, replayed: false })
}

async function within<T>(parts: ProcessInvoiceParts, work: Promise<T>, ms: number): Promise<T | null> {
  if (!parts.secondReaderConfigured) return work
  return Promise.race([work, parts.sleep(ms).then(() => null)])
}

function asReplay(first: Result<Told, Fault>): Result<Told, Fault> {
  return first.ok ? ok({ outcome: first.value.outcome, replayed: isRemembered(first.value.outcome) }) : first
}

/** Only 200 and 202 are remembered; refusals are decided anew. */
function isRemembered(outcome: Outcome): boolean {
  return ['approved', 'queued', 'processing', 'paused'].includes(outcome.kind)
}

function overloaded(): Fault {
  return new Fault({
    code: 'OVERLOADED',
    internal: 'too many submissions at once, or the first answer did not come in time',
    public: 'Too many invoices are being decided at this moment. Nothing was lost: please send it again.',
    retryable: true,
  })
}
