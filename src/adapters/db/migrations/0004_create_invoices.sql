create table documents (
  id uuid primary key,
  sha256 bytea not null check (octet_length(sha256) = 32),
  media_type text not null,
  content text not null,
  size_bytes integer not null check (size_bytes >= 0),
  submitted_by uuid references users (id),
  channel text not null,
  created_at timestamptz not null
);
create index documents_by_hash on documents (sha256);

create table invoices (
  id uuid primary key,
  document_id uuid not null references documents (id),
  submitted_by uuid references users (id),
  vendor_id uuid references vendors (id),
  -- The register's name key once matched, else the key of the name as read.
  vendor_key text not null,
  seller_name text not null,
  number text,
  number_key text,
  amount_text text not null,
  currency text not null,
  -- Minor units of the token when the claim converts 1:1.
  amount numeric(78, 0),
  issue_date date,
  due_date date,
  category text,
  reading jsonb,
  status text not null check (status in
    ('processing', 'awaiting_approval', 'paying', 'paid', 'rejected', 'refused', 'failed', 'unreadable')),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
-- The last guard against paying one invoice twice: one live or paid invoice per vendor and number.
create unique index invoices_one_live_per_number on invoices (vendor_key, number_key)
  where number_key is not null and status in ('processing', 'awaiting_approval', 'paying', 'paid');
create index invoices_newest on invoices (created_at desc, id desc);
create index invoices_by_vendor on invoices (vendor_id, created_at desc);
create index invoices_waiting on invoices (vendor_key) where status = 'awaiting_approval';

-- The same text again within the window gets the same answer.
create table intake_replays (
  text_hash bytea primary key check (octet_length(text_hash) = 32),
  invoice_id uuid not null references invoices (id),
  -- The outcome as first told, set once; null while a hash is awaited.
  answer jsonb,
  -- The approved outcome without its hash: whoever comes next can finish the answer after a crash.
  draft jsonb,
  created_at timestamptz not null,
  check (answer is not null or draft is not null)
);
create index intake_replays_by_age on intake_replays (created_at);

create table decisions (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  policy_version integer not null references policy_versions (version),
  outcome text not null check (outcome in ('pay', 'ask', 'refuse')),
  facts jsonb not null,
  facts_hash text not null,
  decision jsonb not null,
  decided_at timestamptz not null
);
create index decisions_by_invoice on decisions (invoice_id, decided_at desc);
create trigger decisions_append_only before update or delete on decisions
  for each row execute function refuse_change();

create table approvals (
  id uuid primary key,
  invoice_id uuid not null references invoices (id),
  decision_id uuid not null references decisions (id),
  bound_terms jsonb not null,
  bound_hash text not null,
  status text not null check (status in ('pending', 'approved', 'rejected', 'expired', 'voided')),
  people_needed smallint not null check (people_needed between 1 and 10),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by uuid references users (id),
  reason text,
  check ((status = 'pending') = (decided_at is null))
);
create unique index approvals_one_pending_per_invoice on approvals (invoice_id) where status = 'pending';
create index approvals_newest on approvals (created_at desc, id desc);

create table approval_votes (
  approval_id uuid not null references approvals (id),
  user_id uuid not null references users (id),
  vote text not null check (vote in ('approve', 'reject')),
  comment text,
  self_approval boolean not null,
  voted_at timestamptz not null,
  primary key (approval_id, user_id)
);
create trigger approval_votes_append_only before update or delete on approval_votes
  for each row execute function refuse_change();
