create table senders (
  chain_id bigint not null,
  address text not null,
  next_nonce bigint check (next_nonce >= 0),
  lease_owner text,
  -- Fencing token: raised by every new holder, checked in every advance.
  lease_epoch bigint not null default 0,
  lease_until timestamptz,
  paused_reason text,
  primary key (chain_id, address)
);

-- Reason why paying is switched off for everybody; the row is always there.
create table payment_switch (
  only_one boolean primary key default true check (only_one),
  paused_reason text,
  changed_by uuid,
  changed_at timestamptz
);
insert into payment_switch (paused_reason) values (null);

create table payments (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  decision_id uuid not null references decisions (id),
  approval_id uuid references approvals (id),
  vendor_id uuid not null references vendors (id),
  chain_id bigint not null,
  token text not null,
  to_address text not null,
  amount numeric(78, 0) not null check (amount > 0),
  certificate jsonb not null,
  hold_id uuid not null unique references ledger_postings (posting_id),
  -- Decided by the policy alone: counted in the rolling cap until it fails.
  automatic boolean not null,
  state text not null check (state in
    ('approved', 'scheduled', 'in_flight', 'mined', 'final', 'failed_reverted', 'blocked', 'cancelled')),
  state_reason text,
  generation integer not null default 1 check (generation > 0),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index payments_one_active_per_invoice on payments (invoice_id)
  where state not in ('failed_reverted', 'cancelled');
create index payments_due on payments (created_at, id) where state = 'approved';
create index payments_open on payments (state) where state in ('scheduled', 'in_flight', 'mined', 'blocked');
create index payments_to_payee on payments (vendor_id, lower(to_address));

create table tx_slots (
  chain_id bigint not null,
  sender text not null,
  nonce bigint not null check (nonce >= 0),
  state text not null check (state in ('signed', 'broadcast', 'mined', 'final', 'superseded', 'cancelled')),
  block_number bigint,
  block_hash text,
  mined_hash text,
  mined_status text check (mined_status in ('success', 'reverted')),
  -- What the mined attempt cost, in wei.
  fee_wei numeric(78, 0) check (fee_wei >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (chain_id, sender, nonce),
  foreign key (chain_id, sender) references senders (chain_id, address),
  check ((state in ('mined', 'final', 'cancelled')) = (block_number is not null)),
  check (num_nonnulls(block_number, block_hash, mined_hash, mined_status, fee_wei) in (0, 5))
);
create index tx_slots_open on tx_slots (chain_id, sender, nonce) where state in ('signed', 'broadcast', 'mined');

create table slot_payments (
  chain_id bigint not null,
  sender text not null,
  nonce bigint not null,
  batch_index integer not null check (batch_index >= 0),
  payment_id uuid not null references payments (id),
  generation integer not null,
  open boolean not null default true,
  primary key (chain_id, sender, nonce, batch_index),
  foreign key (chain_id, sender, nonce) references tx_slots (chain_id, sender, nonce)
);
create unique index slot_payments_one_open_per_payment on slot_payments (payment_id) where open;
create index slot_payments_by_payment on slot_payments (payment_id);

create table tx_attempts (
  hash text primary key check (hash ~ '^0x[0-9a-f]{64}$'),
  chain_id bigint not null,
  sender text not null,
  nonce bigint not null,
  kind text not null check (kind in ('pay', 'cancel')),
  raw text not null check (raw ~ '^0x[0-9a-f]+$'),
  max_fee numeric(78, 0) not null,
  tip numeric(78, 0) not null,
  created_at timestamptz not null,
  broadcasts integer not null default 0,
  last_said text,
  foreign key (chain_id, sender, nonce) references tx_slots (chain_id, sender, nonce)
);
create index tx_attempts_by_slot on tx_attempts (chain_id, sender, nonce);
-- Only our own stored bytes can be what was mined for a slot.
alter table tx_slots add foreign key (mined_hash) references tx_attempts (hash);

create table payment_events (
  id bigint generated always as identity primary key,
  payment_id uuid not null references payments (id),
  kind text not null,
  detail jsonb not null,
  at timestamptz not null
);
create index payment_events_by_payment on payment_events (payment_id, id);
create trigger payment_events_append_only before update or delete on payment_events
  for each row execute function refuse_change();

-- Illegal edges are refused by the pure transition function and, last, here.
create function guard_payment_state() returns trigger language plpgsql as $$
begin
  if new.state = old.state then return new; end if;
  if (old.state, new.state) in (
    ('approved', 'scheduled'), ('approved', 'blocked'), ('approved', 'cancelled'),
    ('scheduled', 'in_flight'), ('scheduled', 'mined'), ('scheduled', 'approved'), ('scheduled', 'cancelled'),
    ('in_flight', 'mined'), ('in_flight', 'approved'), ('in_flight', 'cancelled'),
    ('mined', 'scheduled'), ('mined', 'final'), ('mined', 'failed_reverted'), ('mined', 'blocked'),
    ('blocked', 'approved'), ('blocked', 'cancelled')
  ) then return new; end if;
  raise exception 'payment % may not go from % to %', old.id, old.state, new.state
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger payments_legal_edges before update on payments
  for each row execute function guard_payment_state();

create function guard_payment_terms() returns trigger language plpgsql as $$
begin
  if (new.invoice_id, new.to_address, new.amount, new.token, new.chain_id, new.vendor_id, new.hold_id)
     is distinct from (old.invoice_id, old.to_address, old.amount, old.token, old.chain_id, old.vendor_id, old.hold_id)
  then
    raise exception 'terms of payment % never change', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger payments_terms_never_change before update on payments
  for each row execute function guard_payment_terms();

create function guard_slot_state() returns trigger language plpgsql as $$
begin
  if new.state = old.state then return new; end if;
  if (old.state, new.state) in (
    ('signed', 'broadcast'), ('signed', 'mined'), ('signed', 'superseded'),
    ('broadcast', 'mined'), ('broadcast', 'superseded'),
    ('mined', 'signed'), ('mined', 'final'), ('mined', 'cancelled')
  ) then return new; end if;
  raise exception 'slot % may not go from % to %', old.nonce, old.state, new.state
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger tx_slots_legal_edges before update on tx_slots
  for each row execute function guard_slot_state();

create function guard_attempt_bytes() returns trigger language plpgsql as $$
begin
  if (new.hash, new.chain_id, new.sender, new.nonce, new.kind, new.raw, new.max_fee, new.tip)
     is distinct from (old.hash, old.chain_id, old.sender, old.nonce, old.kind, old.raw, old.max_fee, old.tip)
  then
    raise exception 'signed bytes of % never change', old.hash using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger tx_attempts_bytes_never_change before update on tx_attempts
  for each row execute function guard_attempt_bytes();
create trigger tx_attempts_keep_all before delete on tx_attempts
  for each row execute function refuse_change();
