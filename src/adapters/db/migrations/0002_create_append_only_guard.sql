create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

create table audit_events (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  detail jsonb not null,
  request_id text
);
create trigger audit_events_append_only before update or delete on audit_events
  for each row execute function refuse_change();
create trigger audit_events_keep_all before truncate on audit_events
  for each statement execute function refuse_change();

-- What must be told. `seq` is given by one serial relay in id order, so a reader resuming by seq misses nothing.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  subject_id text not null,
  payload jsonb not null,
  created_at timestamptz not null,
  seq bigint unique
);
create index outbox_unpublished on outbox (id) where seq is null;
