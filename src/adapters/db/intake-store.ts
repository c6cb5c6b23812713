import { z } from 'zod'
import type { Outcome } from '#flow/core/outcome.ts'
import { type CommitAnswer, type IntakeEntry, type IntakePort, replayWindowMs } from '#flow/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'
import { ok, type Result } from '#kernel/result.ts'
import { isoOf } from '#kernel/time.ts'
import { type Batcher, createBatcher } from './batch.ts'
import { commitAnswer, loadedFacts, replayRow, storedOutcome } from './intake-rows.ts'
import { type Database, faultAsResult } from './pool.ts'

/** Two batches in flight keep the disk busy; more only feed the lock queue (ENGINE hot path 3). */
const commitBatches = { itemsMax: 64, inFlightMax: 2, queueMax: 4_000 }

/**
 * The corridor's database: one call to load, one group commit to store.
 * @param db the pool   @returns the port and `drain`, which waits for batches under way
 * Errors: Fault as data in every method. Source: ENGINE.md, the hot path.
 */
export function intakeStore(db: Database): IntakePort & { readonly drain: () => Promise<void> } {
  const batcher: Batcher<IntakeEntry, CommitAnswer> = createBatcher({
    ...commitBatches,
    run: async (entries) => {
      const rows = await db.query('intake_commit', 'select commit_intake($1::jsonb) as answers', [
        JSON.stringify(entries),
      ])
      return z
        .array(commitAnswer)
        .parse(rows[0]?.['answers'])
        .map((answer) => ok(answer))
    },
  })
  return {
    loadFacts: (query) =>
      faultAsResult(async () => {
        const rows = await db.query('intake_load_facts', 'select load_intake_facts($1::jsonb) as facts', [
          JSON.stringify({
            at: isoOf(query.at),
            asset: query.asset,
            text_hash: query.textHash,
            name_key: query.nameKey,
            tax_id_key: query.taxIdKey,
            wallet: query.wallet,
            number_key: query.numberKey,
            invoice_id: query.invoiceId,
            replay_window_ms: replayWindowMs,
          }),
        ])
        return loadedFacts.parse(rows[0]?.['facts'])
      }),
    commit: (entry) => batcher.submit(entry),
    tell: (textHash, outcome) => tell(db, textHash, outcome),
    findReplay: (textHash, at) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'intake_find_replay',
          `select invoice_id, answer, draft from intake_replays
           where text_hash = decode($1, 'hex') and created_at > $2::timestamptz - interval '15 minutes'`,
          [textHash, isoOf(at)],
        )
        return rows[0] === undefined ? null : replayRow.parse(rows[0])
      }),
    currentPolicyVersion: (at) =>
      faultAsResult(async () => {
        const rows = await db.query(
          'intake_policy_version',
          'select (current_policy($1)).version as version',
          [isoOf(at)],
        )
        const version = rows[0]?.['version']
        invariant(typeof version === 'number', 'a policy is in force')
        return version
      }),
    drain: () => batcher.drain(),
  }
}

async function tell(db: Database, textHash: string, outcome: Outcome): Promise<Result<Outcome, Fault>> {
  return faultAsResult(async () => {
    const rows = await db.query(
      'intake_tell',
      `update intake_replays set answer = coalesce(answer, $2::jsonb) where text_hash = decode($1, 'hex') returning answer`,
      [textHash, JSON.stringify(outcome)],
    )
    return rows[0] === undefined ? outcome : storedOutcome.parse(rows[0]['answer'])
  })
}
