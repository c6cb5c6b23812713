create table users (
  id uuid primary key,
  username text not null check (char_length(username) between 1 and 100),
  password_hash text not null,
  role text not null check (role in ('owner', 'admin', 'approver', 'submitter', 'viewer')),
  active boolean not null default true,
  -- Raised by logout, disable, role and password change: every older token is refused at once.
  session_version integer not null default 1,
  created_by uuid references users (id),
  created_at timestamptz not null
);
create unique index users_one_per_name on users (lower(username));

-- Opaque tokens, stored as SHA-256 only. A refresh token is used once; reuse revokes its family.
create table sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  family_id uuid not null,
  kind text not null check (kind in ('refresh', 'cookie')),
  user_id uuid not null references users (id),
  session_version integer not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index sessions_by_family on sessions (family_id);
create index sessions_by_expiry on sessions (expires_at);

create function notify_user_change() returns trigger language plpgsql as $$
begin
  perform pg_notify('user_changed', new.id::text);
  return null;
end $$;
create trigger users_tell_change after insert or update on users
  for each row execute function notify_user_change();

-- A creating POST that carried an Idempotency-Key.
create table idempotency_keys (
  user_id uuid not null,
  key text not null check (char_length(key) between 1 and 255),
  route text not null,
  body_hash text not null,
  status smallint,
  body text,
  created_at timestamptz not null,
  primary key (user_id, key, route)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
