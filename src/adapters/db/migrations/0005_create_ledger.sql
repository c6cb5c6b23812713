create table ledger_accounts (
  code text primary key,
  kind text not null check (kind in ('asset', 'liability', 'expense', 'equity', 'suspense')),
  created_at timestamptz not null
);

-- posting = from, to, asset, amount > 0. A hold is resolved exactly once, by a post or a void.
create table ledger_postings (
  id bigint generated always as identity primary key,
  posting_id uuid not null unique,
  kind text not null check (kind in ('hold', 'post', 'void', 'direct')),
  hold_id uuid references ledger_postings (posting_id),
  from_account text not null references ledger_accounts (code),
  to_account text not null references ledger_accounts (code),
  asset text not null,
  amount numeric(78, 0) not null check (amount > 0),
  payment_id uuid,
  tx_hash text,
  memo text not null,
  at timestamptz not null,
  check (from_account <> to_account),
  check ((kind in ('post', 'void')) = (hold_id is not null))
);
create unique index ledger_postings_resolve_once on ledger_postings (hold_id) where hold_id is not null;
create index ledger_postings_by_payment on ledger_postings (payment_id);
create trigger ledger_postings_append_only before update or delete on ledger_postings
  for each row execute function refuse_change();
create trigger ledger_postings_keep_all before truncate on ledger_postings
  for each statement execute function refuse_change();

-- The treasury's one row, rolled up once per batch under its own lock, never by parallel transactions.
create table treasury_balance (
  asset text primary key,
  posted numeric(78, 0) not null,
  held numeric(78, 0) not null check (held >= 0),
  -- Highest block whose transfers are in the book.
  booked_block bigint not null default 0,
  check (posted - held >= 0)
);

-- Cash basis by UTC month of the block; funding is financing and stands in no column.
create table treasury_months (
  asset text not null,
  month date not null check (extract(day from month) = 1),
  cash_out numeric(78, 0) not null default 0,
  income numeric(78, 0) not null default 0,
  primary key (asset, month)
);

-- Automatic payments per minute, reservations included: the rolling 24 h cap is a sum over at most 1,441 rows.
create table auto_spend (
  asset text not null,
  minute timestamptz not null,
  amount numeric(78, 0) not null,
  payments integer not null,
  primary key (asset, minute)
);
