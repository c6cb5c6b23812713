/*
 * The payment saga as a model for Spin: two payments, one sender, two workers, one database, one chain.
 * How to run it and what it found: docs/adr/0020-a-model-of-the-saga.md, docs/reliability.md.
 *
 * Every step of a process is one transaction of the database, one call to the chain or one act of the world; between two
 * steps anything else may happen, also a crash. All budgets only go down, so every run is finite: a payment that is
 * lost shows as a run that ends before the process `Ends` does (an invalid end state). No fairness is assumed.
 *
 * The design is correct without defines. One define each removes one rule, and Spin then finds the loss:
 *   BROADCAST_BEFORE_STORE  bytes leave before they are committed            (rule 1)
 *   TIMEOUT_IS_FAILURE      no answer counts as failed, with a new nonce     (rules 2, 4 and 5)
 *   NO_STATE_CHECK          the intent step does not read the decision again (loop 1)
 *   SETTLE_AT_DEPTH_1       one block on top is taken for final              (I5, I6)
 *   NO_FENCE                neither lease epoch nor next nonce is compared   (I8)
 * MONEY_ONLY takes the asserts on rules out and leaves those on money: what the missing rule costs.
 */

#define PAYMENTS 2
#define NONCES 4
/* Blocks on top that are final: CONFIRMATIONS. A reorg never reaches so deep. */
#define K 2

#ifdef SETTLE_AT_DEPTH_1
#define DEPTH_NEEDED 1
#else
#define DEPTH_NEEDED K
#endif

/*
 * How much of the world a run may see. A claim is a new epoch: the first, a take-over or a restart after a crash.
 * Troubles are taken from one purse: lost request, lost answer, pool drop, reorg, fee bump, person, foreign use.
 */
#ifndef CLAIMS
#define CLAIMS 3
#endif
#ifndef TROUBLES
#define TROUBLES 2
#endif
/* Each one costs a nonce more than the payments need. */
#define FOREIGN_USES (NONCES - PAYMENTS)

#ifdef MONEY_ONLY
#define RULE(claim) skip
#else
#define RULE(claim) assert(claim)
#endif

/* A transaction: payment p as first signed or with raised fees, the cancelling self-send, or somebody else's. */
#define PAY(p) (1 + 2 * (p))
#define RAISED(p) (2 + 2 * (p))
#define CANCEL 5
#define FOREIGN 6
#define BIT(tx) (1 << (tx))
#define HAS(set, tx) (((set) & BIT(tx)) != 0)

/* Payments and slots, as PAYMENTS.md names them. */
#define APPROVED 0
#define SCHEDULED 1
#define FINAL 2
#define CANCELLED 3

#define UNUSED 0
#define SIGNED 1
#define MINED 2
#define SETTLED 3
#define SUPERSEDED 4
#define SELF_SENT 5

/* The database: survives everything. */
byte payment[PAYMENTS];
bool cancel_asked[PAYMENTS];
byte epoch;
byte next_nonce;
byte slot[NONCES];
byte slot_payment[NONCES];
byte attempts[NONCES]; /* set of transactions whose bytes are committed */

/* The chain: what a miner may still include, and the canonical chain of this sender. */
byte held[NONCES]; /* set of transactions that some node holds */
byte mined[NONCES];
byte depth[NONCES];
byte count;

byte troubles = TROUBLES;
byte foreign_uses = FOREIGN_USES;

/* What people were told. */
bool told_cancelled[PAYMENTS];

/* Names of what may never be, for the counterexample. */
bool paid_twice, paid_though_cancelled, final_but_gone, told_paid_but_is_not;

#define IS_OPEN(n) (slot[n] == SIGNED || slot[n] == MINED)
#define IS_MINED_BY_US(n) ((n) < count && HAS(attempts[n], mined[n]))
#define PAYS(n, p) ((n) < count && (mined[n] == PAY(p) || mined[n] == RAISED(p)))
#define TIMES_PAID(p) (PAYS(0, p) + PAYS(1, p) + PAYS(2, p) + PAYS(3, p))
#define HAS_ENDED(p) (payment[p] == FINAL || payment[p] == CANCELLED)

/* Steps of a worker. */
#define IDLE 0
#define SIGNING 1
#define SENDING 2
#define ADDING 3
#define TELLING 4
#define GIVING_UP 5

/* What the chain said about a slot. */
#define IS_MINED 1
#define IS_GONE 2
#define IS_FINAL 3
#define IS_TAKEN 4

#ifdef NO_FENCE
#define FENCED true
#define NONCE_IS_FREE true
#else
#define FENCED (my_epoch == epoch)
#define NONCE_IS_FREE (nonce == next_nonce)
#endif

#ifdef NO_STATE_CHECK
#define STILL_APPROVED true
#else
#define STILL_APPROVED (payment[whose] == APPROVED)
#endif

/* A worker that changed nothing because somebody overtook it knows that its lease is gone. */
inline rest() {
  if
  :: my_epoch != epoch -> my_epoch = 0
  :: else
  fi;
  step = IDLE; whose = 0; nonce = 0; tx = 0; fact = 0
}

/* Loop 1: what was read before may have changed; the transaction compares epoch, nonce and state again. */
inline store_signed() {
  if
  :: FENCED && NONCE_IS_FREE && STILL_APPROVED ->
    RULE(slot[nonce] == UNUSED);
    slot[nonce] = SIGNED;
    slot_payment[nonce] = whose;
    attempts[nonce] = BIT(tx);
    payment[whose] = SCHEDULED;
    next_nonce = nonce + 1;
#ifdef BROADCAST_BEFORE_STORE
    rest()
#else
    step = SENDING
#endif
  :: else -> rest()
  fi
}

/* Loop 5 and 7: one more attempt of an open slot, stored before it is sent. */
inline store_attempt() {
  if
  :: FENCED && slot[nonce] == SIGNED -> attempts[nonce] = attempts[nonce] | BIT(tx); step = SENDING
  :: else -> rest()
  fi
}

/* Request lost, answer lost, or neither. Answers are information only, so nothing is done with them. */
inline send() {
#ifndef BROADCAST_BEFORE_STORE
  RULE(HAS(attempts[nonce], tx));
#endif
  if
  :: troubles > 0 -> troubles--; lost = true
  :: troubles > 0 -> troubles--; lost = true; hold()
  :: hold()
  fi;
#ifdef TIMEOUT_IS_FAILURE
  if
  :: lost -> lost = false; step = GIVING_UP
  :: else -> rest()
  fi
#else
  lost = false;
#ifdef BROADCAST_BEFORE_STORE
  if
  :: HAS(attempts[nonce], tx) -> rest()
  :: else -> RULE(false); step = SIGNING
  fi
#else
  rest()
#endif
#endif
}

inline hold() {
  if
  :: nonce >= count -> held[nonce] = held[nonce] | BIT(tx)
  :: else /* the node says: nonce too low */
  fi
}

/* Loop 3, 4, 6 and 7: only a receipt at depth ends a slot. */
inline store_fact() {
  if
  :: !FENCED -> rest()
  :: FENCED && fact == IS_MINED && slot[nonce] == SIGNED -> slot[nonce] = MINED; rest()
  :: FENCED && fact == IS_GONE && slot[nonce] == MINED -> slot[nonce] = SIGNED; rest()
  :: FENCED && fact == IS_FINAL && slot[nonce] == MINED ->
    RULE(depth[nonce] >= K);
    if
    :: tx == CANCEL ->
      slot[nonce] = SELF_SENT; payment[slot_payment[nonce]] = CANCELLED; told_cancelled[slot_payment[nonce]] = true
    :: else -> slot[nonce] = SETTLED; payment[slot_payment[nonce]] = FINAL
    fi;
    rest()
  :: FENCED && fact == IS_TAKEN && slot[nonce] == SIGNED ->
    RULE(depth[nonce] >= K);
    slot[nonce] = SUPERSEDED; payment[slot_payment[nonce]] = APPROVED; rest()
  :: else -> rest()
  fi
}

/* Loop 1: an approved payment and the next nonce, read before the transaction. Oldest first is no matter of safety. */
#define TAKE(p) \
  :: atomic { step == IDLE && my_epoch > 0 && payment[p] == APPROVED && next_nonce < NONCES -> \
      whose = p; nonce = next_nonce; tx = PAY(p); step = AFTER_TAKE }
#ifdef BROADCAST_BEFORE_STORE
#define AFTER_TAKE SENDING
#else
#define AFTER_TAKE SIGNING
#endif

/* Loop 2: the newest committed bytes again. Sending what the pool holds, or what is too late, changes nothing. */
#define NEWEST(n) ( \
  HAS(attempts[n], CANCEL) -> CANCEL : \
  (HAS(attempts[n], RAISED(slot_payment[n])) -> RAISED(slot_payment[n]) : PAY(slot_payment[n])))
#define RESEND(n) \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == SIGNED && n >= count && !HAS(held[n], NEWEST(n)) -> \
      nonce = n; whose = slot_payment[n]; tx = NEWEST(n); step = SENDING }

#define RAISE(n) \
  :: atomic { step == IDLE && my_epoch > 0 && troubles > 0 && slot[n] == SIGNED && \
      !HAS(attempts[n], RAISED(slot_payment[n])) && !HAS(attempts[n], CANCEL) -> \
      troubles--; nonce = n; whose = slot_payment[n]; tx = RAISED(slot_payment[n]); step = ADDING }

#define SELF_SEND(n) \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == SIGNED && cancel_asked[slot_payment[n]] && \
      !HAS(attempts[n], CANCEL) -> \
      nonce = n; whose = slot_payment[n]; tx = CANCEL; step = ADDING }

#define LOOK(n) \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == SIGNED && IS_MINED_BY_US(n) -> \
      nonce = n; fact = IS_MINED; step = TELLING } \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == MINED && !IS_MINED_BY_US(n) -> \
      nonce = n; fact = IS_GONE; step = TELLING } \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == MINED && IS_MINED_BY_US(n) && depth[n] >= DEPTH_NEEDED -> \
      nonce = n; tx = mined[n]; fact = IS_FINAL; step = TELLING } \
  :: atomic { step == IDLE && my_epoch > 0 && slot[n] == SIGNED && n < count && !IS_MINED_BY_US(n) && \
      depth[n] >= DEPTH_NEEDED -> \
      nonce = n; fact = IS_TAKEN; step = TELLING }

/*
 * Claims the lease whenever it may have run out, so also while the holder is alive and slow. The workers are alike:
 * that one of them is the first to claim leaves out mirror images only.
 */
proctype Worker(bool is_first) {
  byte my_epoch, step, whose, nonce, tx, fact;
  bool lost;
end_worker:
  do
  :: atomic { step == IDLE && (my_epoch != epoch || epoch == 0) && epoch < CLAIMS && (epoch > 0 || is_first) ->
      epoch++; my_epoch = epoch }
  TAKE(0)
  TAKE(1)
  RESEND(0) RESEND(1) RESEND(2) RESEND(3)
  RAISE(0) RAISE(1) RAISE(2) RAISE(3)
  SELF_SEND(0) SELF_SEND(1) SELF_SEND(2) SELF_SEND(3)
  LOOK(0) LOOK(1) LOOK(2) LOOK(3)
  :: atomic { step == SIGNING -> store_signed() }
  :: atomic { step == ADDING -> store_attempt() }
  :: atomic { step == SENDING -> send() }
  :: atomic { step == TELLING -> store_fact() }
#ifdef TIMEOUT_IS_FAILURE
  :: atomic { step == GIVING_UP ->
      if
      :: FENCED && slot[nonce] == SIGNED -> slot[nonce] = SUPERSEDED; payment[whose] = APPROVED
      :: else
      fi;
      rest() }
#endif
  /* kill -9: the memory is gone, the next claim is a new epoch. Nobody crashes for good. */
  :: atomic { my_epoch > 0 && epoch < CLAIMS -> my_epoch = 0; step = IDLE; whose = 0; nonce = 0; tx = 0; fact = 0 }
  od
}

#define INCLUDE(transaction) \
  :: atomic { count < NONCES && HAS(held[count], transaction) -> mine(transaction) }

inline mine(transaction) {
  mined[count] = transaction;
  depth[count] = 0;
  count++;
  check_money()
}

inline check_money() {
  paid_twice = TIMES_PAID(0) > 1 || TIMES_PAID(1) > 1;
  assert(!paid_twice);
  paid_though_cancelled = (told_cancelled[0] && TIMES_PAID(0) > 0) || (told_cancelled[1] && TIMES_PAID(1) > 0);
  assert(!paid_though_cancelled)
}

/* One more block: everything under it gets older. At depth K nothing comes back, so other bytes of that nonce are void. */
#define AGE(n) \
  if \
  :: n < count && depth[n] < K -> \
    depth[n]++; \
    if \
    :: depth[n] == K -> held[n] = 0 \
    :: else \
    fi \
  :: else \
  fi

/* The newest transaction leaves the chain. A final one that leaves was called final too early. */
inline undo() {
  count--;
  final_but_gone = slot[count] == SETTLED || slot[count] == SELF_SENT || slot[count] == SUPERSEDED;
  assert(!final_but_gone);
  if
  :: held[count] = held[count] | BIT(mined[count])
  :: held[count] = 0
  fi;
  mined[count] = 0;
  depth[count] = 0
}

#define DROP(n) \
  :: atomic { troubles > 0 && n >= count && held[n] != 0 -> troubles--; held[n] = 0 }

proctype Chain() {
end_chain:
  do
  INCLUDE(1) INCLUDE(2) INCLUDE(3) INCLUDE(4) INCLUDE(5) INCLUDE(6)
  :: d_step { count > 0 && depth[count - 1] < K -> AGE(0); AGE(1); AGE(2); AGE(3) }
  DROP(0) DROP(1) DROP(2) DROP(3)
  :: atomic { troubles > 0 && count > 0 && depth[count - 1] < K ->
      troubles--;
      undo();
      do
      :: count > 0 && depth[count - 1] < K -> undo()
      :: break
      od }
  :: atomic { troubles > 0 && foreign_uses > 0 && count < NONCES -> troubles--; foreign_uses--; mine(FOREIGN) }
  od
}

/* People: before anything was signed a payment is cancelled at once, later it is asked for and the chain decides. */
#define WITHDRAW(p) \
  :: atomic { troubles > 0 && payment[p] == APPROVED -> \
      troubles--; payment[p] = CANCELLED; told_cancelled[p] = true; check_money() } \
  :: atomic { troubles > 0 && payment[p] == SCHEDULED && !cancel_asked[p] -> \
      troubles--; cancel_asked[p] = true }

proctype Person() {
end_person:
  do
  WITHDRAW(0)
  WITHDRAW(1)
  od
}

/* Blocks until both payments have ended. A run that stops while this waits has lost a payment. */
proctype Ends() {
  atomic { HAS_ENDED(0) && HAS_ENDED(1) ->
    told_paid_but_is_not = (payment[0] == FINAL && TIMES_PAID(0) == 0) || (payment[1] == FINAL && TIMES_PAID(1) == 0);
    assert(!told_paid_but_is_not) }
}

init {
  atomic { run Worker(true); run Worker(false); run Chain(); run Person(); run Ends() }
}
