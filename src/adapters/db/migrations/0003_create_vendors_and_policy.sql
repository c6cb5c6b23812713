create table vendors (
  id uuid primary key,
  name text not null check (char_length(name) between 1 and 200),
  name_key text not null unique,
  tax_id text,
  tax_id_key text unique,
  wallet_address text check (wallet_address ~ '^0x[0-9a-fA-F]{40}$'),
  default_currency text,
  payment_terms_days integer check (payment_terms_days between 0 and 365),
  category text,
  status text not null check (status in ('unverified', 'verified', 'blocked')),
  payee_set_by uuid references users (id),
  payee_set_at timestamptz not null,
  verified_by uuid references users (id),
  verified_at timestamptz,
  created_by uuid references users (id),
  created_at timestamptz not null,
  is_sample boolean not null default false,
  revision integer not null default 1,
  check (status <> 'verified' or wallet_address is not null)
);
create index vendors_by_wallet on vendors (lower(wallet_address));

create table vendor_wallets (
  id bigint generated always as identity primary key,
  vendor_id uuid not null references vendors (id),
  wallet_address text not null,
  set_by uuid,
  set_at timestamptz not null
);
create trigger vendor_wallets_append_only before update or delete on vendor_wallets
  for each row execute function refuse_change();

-- Amounts stand in the body as decimal strings: the token's decimals are known only once the chain answered.
create table policy_versions (
  version integer primary key check (version > 0),
  body jsonb not null,
  reason text not null,
  created_by uuid references users (id),
  created_at timestamptz not null,
  effective_at timestamptz not null,
  cancelled_at timestamptz
);

-- Pinned at first contact: any later difference stops paying.
create table chain_identity (
  only_one boolean primary key default true check (only_one),
  chain_id bigint not null,
  genesis_hash text not null,
  token_address text not null,
  token_symbol text not null,
  token_decimals smallint not null check (token_decimals between 0 and 36),
  pinned_at timestamptz not null
);
