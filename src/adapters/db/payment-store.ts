import type { z } from 'zod'
import type { Lease, Sender } from '#flow/5-payment/core/payment-record.ts'
import type { CrashPoints, PaymentStore, StoreProblem } from '#flow/5-payment/ports.ts'
import type { Fault } from '#kernel/fault.ts'
import { invariant } from '#kernel/invariant.ts'
import { err, ok, type Result } from '#kernel/result.ts'
import { pinChain } from './chain-identity-store.ts'
import { leaseCalls } from './payment-lease.ts'
import { dueWork, slotRecord } from './payment-rows.ts'
import {
  advanceCall,
  answersCall,
  attemptCall,
  type FencedCall,
  pauseCall,
  reseatCall,
  signedCall,
} from './payment-wire.ts'
import { type Database, faultAsResult, type Row, type SqlRunner } from './pool.ts'
import { ConstraintError } from './pool-failures.ts'

/** `asset` is the token's symbol as the ledger names it. */
export type PaymentStoreDeps = {
  readonly db: Database
  readonly asset: string
  readonly crashPoints: CrashPoints
}

/**
 * Room 5's rows in PostgreSQL. Every change is one round trip to a function of migration 0008 that compares the
 * lease's epoch before it writes.
 * @param deps the pool, the token's symbol, crash points   @returns the port
 * Errors: Fault as data; bugs are thrown. Source: PAYMENTS.md "Tables", ENGINE.md "hot path".
 */
export function paymentStore(deps: PaymentStoreDeps): PaymentStore {
  const { db } = deps
  return {
    ...leaseCalls(db),
    pinChain: (identity, at) => pinChain(db, identity, at),
    takeDue: (sender, limit) => faultAsResult(() => takeDue(db, sender, limit)),
    openSlots: (sender, limit) =>
      readSlots(
        db,
        'payment_open_slots',
        `select slot_record(s) as slot from tx_slots s
         where chain_id = $1 and sender = $2 and state in ('signed', 'broadcast', 'mined') order by nonce limit $3`,
        [sender.chainId, sender.address, limit],
      ),
    endedSlots: (sender, { nonce, direction, limit }) =>
      direction === 'up'
        ? readSlots(
            db,
            'payment_ended_slots_up',
            `select slot_record(s) as slot from tx_slots s
             where chain_id = $1 and sender = $2 and nonce >= $3 and state in ('final', 'cancelled')
             order by nonce limit $4`,
            [sender.chainId, sender.address, nonce, limit],
          )
        : readSlots(
            db,
            'payment_ended_slots_down',
            `select slot_record(s) as slot from tx_slots s
             where chain_id = $1 and sender = $2 and nonce < $3 and state in ('final', 'cancelled')
             order by nonce desc limit $4`,
            [sender.chainId, sender.address, nonce, limit],
          ),
    setFirstNonce: (lease, nonce) => setFirstNonce(db, lease, nonce),
    storeSigned: (lease, signed) => run(db, signedCall(lease, signed)),
    storeAttempt: (lease, more) => run(db, attemptCall(lease, more)),
    recordAnswers: (lease, answers) => run(db, answersCall(lease, answers)),
    reseat: (lease, slot, at) => run(db, reseatCall(lease, { slot, at })),
    pauseSender: (lease, reason, at) => run(db, pauseCall(lease, { reason, clears: null, at })),
    clearPause: (lease, reason, at) => run(db, pauseCall(lease, { reason: null, clears: reason, at })),
    advance: (lease, steps) => {
      const call = advanceCall(lease, { ...steps, asset: deps.asset })
      // In a transaction of its own, so that a crash test can kill between the writes and their commit.
      return guarded(() =>
        db.transaction(async (tx) => {
          const answer = await send(tx, call)
          for (const name of call.crashPoints) deps.crashPoints.at(name)
          return answer
        }),
      )
    },
  }
}

async function takeDue(db: Database, sender: Sender, limit: number): Promise<z.infer<typeof dueWork>> {
  const rows = await db.query(
    'payment_take_due',
    `select jsonb_build_object(
       'next_nonce', s.next_nonce, 'paused_reason', s.paused_reason,
       'switched_off_reason', (select paused_reason from payment_switch),
       'unmined_slots', u.slots, 'unmined_amount', u.amount::text,
       'due', coalesce((select jsonb_agg(payment_record(d.pm) order by (d.pm).created_at, (d.pm).id) from (
          select pm from payments pm where pm.state = 'approved' and pm.chain_id = s.chain_id
          order by pm.created_at, pm.id limit $3) d), '[]'::jsonb)) as work
     from senders s, lateral (
       select count(*) as slots, coalesce(sum(pm.amount), 0) as amount
       from tx_slots t join slot_payments sp using (chain_id, sender, nonce) join payments pm on pm.id = sp.payment_id
       where t.chain_id = s.chain_id and t.sender = s.address and t.state in ('signed', 'broadcast')) u
     where s.chain_id = $1 and s.address = $2`,
    [sender.chainId, sender.address, limit],
  )
  return dueWork.parse(rows[0]?.['work'])
}

function readSlots(
  db: Database,
  name: string,
  sql: string,
  params: readonly (string | number)[],
): ReturnType<PaymentStore['openSlots']> {
  return faultAsResult(async () => {
    const rows = await db.query(name, sql, params)
    return rows.map((row) => slotRecord.parse(row['slot']))
  })
}

function setFirstNonce(db: Database, lease: Lease, nonce: number): Promise<Result<void, StoreProblem>> {
  return guarded(async () => {
    const rows = await db.query(
      'payment_set_first_nonce',
      `update senders set next_nonce = $5 where chain_id = $1 and address = $2 and lease_owner = $3
         and lease_epoch = $4 and next_nonce is null returning 1`,
      [lease.sender.chainId, lease.sender.address, lease.owner, lease.epoch, nonce],
    )
    return rows.length === 1 ? 'done' : 'stale: the first nonce is set or the lease is lost'
  })
}

function run(db: SqlRunner, call: FencedCall): Promise<Result<void, StoreProblem>> {
  return guarded(() => send(db, call))
}

async function send(db: SqlRunner, call: FencedCall): Promise<string> {
  const rows: readonly Row[] = await db.query(call.name, call.sql, [JSON.stringify(call.body)])
  const answer = rows[0]?.['answer']
  invariant(typeof answer === 'string', `${call.name} answers in words`)
  return answer
}

/** A refused row is as good as a stale one: the caller's picture does not fit what is stored. */
async function guarded(work: () => Promise<string>): Promise<Result<void, StoreProblem>> {
  let answer: Result<string, Fault>
  try {
    answer = await faultAsResult(work)
  } catch (error) {
    if (error instanceof ConstraintError) return err({ kind: 'stale', why: error.message })
    throw error
  }
  if (!answer.ok) return err({ kind: 'fault', fault: answer.error })
  if (answer.value === 'done') return ok(undefined)
  return err(answer.value === 'lease_lost' ? { kind: 'lease_lost' } : { kind: 'stale', why: answer.value })
}
