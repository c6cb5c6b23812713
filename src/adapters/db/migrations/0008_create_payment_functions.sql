-- The engine's changes, one round trip each. Which move is right is decided by the pure core; here the lease's epoch
-- and the state each move starts from are compared, and everything of one call is stored or nothing.
-- Lock order everywhere: sender, treasury row, payments, slots, invoices.

-- True when the caller still holds the sender; locks it, so that a new holder waits for this transaction's end.
create function holds_lease(p jsonb) returns boolean language plpgsql as $$
begin
  perform 1 from senders
    where chain_id = (p ->> 'chain_id')::bigint and address = p ->> 'sender'
      and lease_epoch = (p ->> 'epoch')::bigint and lease_owner = p ->> 'owner'
    for update;
  return found;
end $$;

create function record_payment_events(p jsonb, p_at timestamptz) returns void language sql as $$
  insert into payment_events (payment_id, kind, detail, at)
  select (e ->> 'payment_id')::uuid, e ->> 'kind', e -> 'detail', p_at
  from jsonb_array_elements(p) with ordinality as t (e, n) order by n
$$;

-- Nonces, signed bytes and the move to scheduled, before anything is sent.
create function store_signed(p jsonb) returns text language plpgsql as $$
declare
  p_at timestamptz := (p ->> 'at')::timestamptz;
  p_chain bigint := (p ->> 'chain_id')::bigint;
  p_sender text := p ->> 'sender';
  first_nonce bigint := (p ->> 'first_nonce')::bigint;
  slots integer := jsonb_array_length(p -> 'slots');
  free integer;
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  perform 1 from senders
    where chain_id = p_chain and address = p_sender and next_nonce = first_nonce and paused_reason is null;
  if not found then return 'stale: the next nonce moved or the sender is paused'; end if;
  -- Shared lock: whoever presses pause waits for this commit, and nothing is signed after their commit.
  perform 1 from payment_switch where paused_reason is null for share;
  if not found then return 'stale: paying is switched off'; end if;
  select count(*) into free from (
    select 1 from payments where state = 'approved'
      and (id, generation) in (select (s ->> 'payment_id')::uuid, (s ->> 'generation')::integer
                               from jsonb_array_elements(p -> 'slots') s)
    order by id for update) locked;
  if free <> slots then return 'stale: a payment is no longer approved'; end if;

  insert into tx_slots (chain_id, sender, nonce, state, created_at, updated_at)
    select p_chain, p_sender, first_nonce + n - 1, 'signed', p_at, p_at
    from jsonb_array_elements(p -> 'slots') with ordinality as t (s, n);
  insert into slot_payments (chain_id, sender, nonce, batch_index, payment_id, generation)
    select p_chain, p_sender, first_nonce + n - 1, 0, (s ->> 'payment_id')::uuid, (s ->> 'generation')::integer
    from jsonb_array_elements(p -> 'slots') with ordinality as t (s, n);
  insert into tx_attempts (hash, chain_id, sender, nonce, kind, raw, max_fee, tip, created_at)
    select s ->> 'hash', p_chain, p_sender, first_nonce + n - 1, 'pay', s ->> 'raw',
           (s ->> 'max_fee')::numeric, (s ->> 'tip')::numeric, p_at
    from jsonb_array_elements(p -> 'slots') with ordinality as t (s, n);
  update payments set state = 'scheduled', state_reason = null, updated_at = p_at
    from jsonb_array_elements(p -> 'slots') s where id = (s ->> 'payment_id')::uuid;
  update senders set next_nonce = first_nonce + slots where chain_id = p_chain and address = p_sender;
  perform record_payment_events(p -> 'events', p_at);
  perform insert_outbox(p -> 'outbox', p_at);
  perform pg_notify('outbox_new', '');
  -- Whoever waits for the hash in another process hears it here.
  perform pg_notify('payment_signed', (s ->> 'payment_id') || ' ' || (s ->> 'hash'))
    from jsonb_array_elements(p -> 'slots') s;
  return 'done';
end $$;

-- One more attempt of a slot that no block holds: same nonce, other fees or a cancel.
create function store_attempt(p jsonb) returns text language plpgsql as $$
declare
  p_at timestamptz := (p ->> 'at')::timestamptz;
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  perform 1 from tx_slots
    where chain_id = (p ->> 'chain_id')::bigint and sender = p ->> 'sender' and nonce = (p ->> 'nonce')::bigint
      and state in ('signed', 'broadcast')
    for update;
  if not found then return 'stale: the slot is mined or ended'; end if;
  insert into tx_attempts (hash, chain_id, sender, nonce, kind, raw, max_fee, tip, created_at)
    values (p ->> 'hash', (p ->> 'chain_id')::bigint, p ->> 'sender', (p ->> 'nonce')::bigint, p ->> 'kind',
            p ->> 'raw', (p ->> 'max_fee')::numeric, (p ->> 'tip')::numeric, p_at);
  perform record_payment_events(p -> 'events', p_at);
  return 'done';
end $$;

-- What nodes said to broadcasts: information, it moves nothing.
create function record_answers(p jsonb) returns text language plpgsql as $$
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  update tx_attempts t set broadcasts = t.broadcasts + 1, last_said = a ->> 'said'
    from jsonb_array_elements(p -> 'answers') a where t.hash = a ->> 'hash';
  return 'done';
end $$;

create function book_postings(p jsonb, p_at timestamptz) returns void language plpgsql as $$
begin
  insert into ledger_accounts (code, kind, created_at)
    select distinct on (code) code, kind, p_at
    from jsonb_array_elements(p) b,
         lateral (values (b ->> 'from_account', b ->> 'from_kind'), (b ->> 'to_account', b ->> 'to_kind')) as a (code, kind)
    order by code
    on conflict do nothing;
  insert into ledger_postings (posting_id, kind, hold_id, from_account, to_account, asset, amount, payment_id, tx_hash, memo, at)
    select (b ->> 'posting_id')::uuid, b ->> 'kind', (b ->> 'hold_id')::uuid, b ->> 'from_account', b ->> 'to_account',
           b ->> 'asset', (b ->> 'amount')::numeric, (b ->> 'payment_id')::uuid, b ->> 'tx_hash', b ->> 'memo', p_at
    from jsonb_array_elements(p) with ordinality as t (b, n) order by n;
end $$;

-- Rolls the treasury's one row and the month's cash up once for all moves of a call.
create function book_moves(p jsonb, p_at timestamptz) returns void language plpgsql as $$
declare
  p_asset text := p ->> 'asset';
begin
  perform book_postings(p -> 'postings', p_at);
  update treasury_balance set
      posted = posted + (select coalesce(sum((m ->> 'posted_delta')::numeric), 0) from jsonb_array_elements(p -> 'moves') m),
      held = held + (select coalesce(sum((m ->> 'held_delta')::numeric), 0) from jsonb_array_elements(p -> 'moves') m)
    where asset = p_asset;
  insert into treasury_months (asset, month, cash_out)
    select p_asset, (m ->> 'month')::date, sum((m ->> 'cash_out')::numeric)
    from jsonb_array_elements(p -> 'moves') m where m ->> 'month' is not null group by 2 order by 2
    on conflict (asset, month) do update set cash_out = treasury_months.cash_out + excluded.cash_out;
  -- A failed automatic payment gives its part of the rolling cap back to the minute that counted it.
  update auto_spend a set amount = greatest(a.amount - given.amount, 0), payments = greatest(a.payments - given.payments, 0)
    from (select date_trunc('minute', pm.created_at) as minute, sum(pm.amount) as amount, count(*)::integer as payments
          from jsonb_array_elements(p -> 'moves') m join payments pm on pm.id = (m ->> 'payment_id')::uuid
          where m ->> 'money' = 'void' and pm.automatic group by 1) given
    where a.asset = p_asset and a.minute = given.minute;
  update invoices i set status = m ->> 'invoice_status', updated_at = p_at
    from jsonb_array_elements(p -> 'moves') m
    where m ->> 'invoice_status' is not null and i.id = (m ->> 'invoice_id')::uuid;
end $$;

-- Decided steps of any kind with their bookings.
create function advance_payments(p jsonb) returns text language plpgsql as $$
declare
  p_at timestamptz := (p ->> 'at')::timestamptz;
  p_chain bigint := (p ->> 'chain_id')::bigint;
  p_sender text := p ->> 'sender';
  wanted integer;
  seen integer;
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  if jsonb_array_length(p -> 'postings') > 0 then
    perform 1 from treasury_balance where asset = p ->> 'asset' for update;
    if not found then return 'stale: the treasury has no balance row'; end if;
  end if;
  select count(*) into seen from (
    select 1 from payments pm join jsonb_array_elements(p -> 'moves') m
      on pm.id = (m ->> 'payment_id')::uuid and pm.state = m ->> 'payment_from'
    order by pm.id for update of pm) locked;
  if seen <> jsonb_array_length(p -> 'moves') then return 'stale: a payment is in another state'; end if;
  select count(*) into wanted from jsonb_array_elements(p -> 'moves') m where m ->> 'slot_from' is not null;
  select count(*) into seen from (
    select 1 from tx_slots s join jsonb_array_elements(p -> 'moves') m
      on s.nonce = (m ->> 'nonce')::bigint and s.state = m ->> 'slot_from'
    where s.chain_id = p_chain and s.sender = p_sender
    order by s.nonce for update of s) locked;
  if seen <> wanted then return 'stale: a slot is in another state'; end if;

  update payments pm set state = m ->> 'payment_to', generation = (m ->> 'generation')::integer,
      state_reason = m ->> 'reason', updated_at = p_at
    from jsonb_array_elements(p -> 'moves') m where pm.id = (m ->> 'payment_id')::uuid;
  update tx_slots s set state = m ->> 'slot_to', block_number = (m -> 'mined' ->> 'block_number')::bigint,
      block_hash = m -> 'mined' ->> 'block_hash', mined_hash = m -> 'mined' ->> 'hash',
      mined_status = m -> 'mined' ->> 'status', fee_wei = (m -> 'mined' ->> 'fee_wei')::numeric, updated_at = p_at
    from jsonb_array_elements(p -> 'moves') m
    where m ->> 'slot_from' is not null
      and s.chain_id = p_chain and s.sender = p_sender and s.nonce = (m ->> 'nonce')::bigint;
  update slot_payments sp set open = false
    from jsonb_array_elements(p -> 'moves') m
    where m ->> 'slot_to' in ('final', 'superseded', 'cancelled')
      and sp.chain_id = p_chain and sp.sender = p_sender and sp.nonce = (m ->> 'nonce')::bigint;
  if jsonb_array_length(p -> 'postings') > 0 then perform book_moves(p, p_at); end if;
  if p ->> 'pause_reason' is not null then
    update senders set paused_reason = coalesce(paused_reason, p ->> 'pause_reason')
      where chain_id = p_chain and address = p_sender;
  end if;
  perform record_payment_events(p -> 'events', p_at);
  perform insert_outbox(p -> 'outbox', p_at);
  perform pg_notify('outbox_new', '');
  return 'done';
end $$;

-- The new place of an ended slot: a reorg deeper than finality put the same bytes into another block.
create function reseat_slot(p jsonb) returns text language plpgsql as $$
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  update tx_slots set block_number = (p -> 'mined' ->> 'block_number')::bigint, block_hash = p -> 'mined' ->> 'block_hash',
      fee_wei = (p -> 'mined' ->> 'fee_wei')::numeric, updated_at = (p ->> 'at')::timestamptz
    where chain_id = (p ->> 'chain_id')::bigint and sender = p ->> 'sender' and nonce = (p ->> 'nonce')::bigint
      and state in ('final', 'cancelled') and mined_hash = p -> 'mined' ->> 'hash'
      and mined_status = p -> 'mined' ->> 'status';
  if not found then return 'stale: the slot has not ended with these bytes'; end if;
  perform record_payment_events(p -> 'events', (p ->> 'at')::timestamptz);
  return 'done';
end $$;

-- Sets the sender's pause when there is none (reason given) or clears it when it stands for `clears`.
create function change_pause(p jsonb) returns text language plpgsql as $$
begin
  if not holds_lease(p) then return 'lease_lost'; end if;
  update senders set paused_reason = p ->> 'reason'
    where chain_id = (p ->> 'chain_id')::bigint and address = p ->> 'sender'
      and paused_reason is not distinct from (p ->> 'clears');
  if found then
    perform insert_outbox(p -> 'outbox', (p ->> 'at')::timestamptz);
    perform pg_notify('outbox_new', '');
  end if;
  return 'done';
end $$;

create function payment_record(pm payments) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'id', pm.id, 'invoice_id', pm.invoice_id, 'vendor_id', pm.vendor_id, 'chain_id', pm.chain_id,
    'token', pm.token, 'to', pm.to_address, 'amount', pm.amount::text, 'certificate', pm.certificate,
    'hold_id', pm.hold_id, 'automatic', pm.automatic, 'state', pm.state, 'generation', pm.generation,
    'created_at_ms', trunc(extract(epoch from pm.created_at) * 1000)::bigint,
    'category', (select coalesce(i.category, v.category) from invoices i, vendors v
                 where i.id = pm.invoice_id and v.id = pm.vendor_id))
$$;

create function slot_record(s tx_slots) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'nonce', s.nonce, 'state', s.state,
    'mined', case when s.block_number is not null then jsonb_build_object(
      'hash', s.mined_hash, 'block_number', s.block_number::text, 'block_hash', s.block_hash,
      'status', s.mined_status, 'fee_wei', s.fee_wei::text) end,
    'payment', (select payment_record(pm) from slot_payments sp join payments pm on pm.id = sp.payment_id
                where (sp.chain_id, sp.sender, sp.nonce, sp.batch_index) = (s.chain_id, s.sender, s.nonce, 0)),
    'attempts', (select jsonb_agg(jsonb_build_object(
        'hash', t.hash, 'kind', t.kind, 'raw', t.raw, 'max_fee', t.max_fee::text, 'tip', t.tip::text,
        'created_at_ms', trunc(extract(epoch from t.created_at) * 1000)::bigint, 'broadcasts', t.broadcasts)
        order by t.created_at, t.max_fee)
      from tx_attempts t where (t.chain_id, t.sender, t.nonce) = (s.chain_id, s.sender, s.nonce)))
$$;
