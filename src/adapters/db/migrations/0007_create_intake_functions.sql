-- One round trip loads what `decide` may look at. Rules stay in the core; this only reads.
create function load_intake_facts(p jsonb) returns jsonb language plpgsql stable as $$
declare
  p_at timestamptz := (p ->> 'at')::timestamptz;
  found_vendors jsonb;
  keys text[];
begin
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', v.id, 'name', v.name, 'name_key', v.name_key, 'tax_id_key', v.tax_id_key, 'status', v.status,
      'wallet', v.wallet_address, 'category', v.category,
      'payee_set_at_ms', (extract(epoch from v.payee_set_at) * 1000)::bigint,
      'payee_known', exists (
        select 1 from payments pm join approvals a on a.id = pm.approval_id
        where pm.vendor_id = v.id and lower(pm.to_address) = lower(v.wallet_address)
          and a.status = 'approved' and pm.state not in ('failed_reverted', 'cancelled', 'blocked'))
    )), '[]'::jsonb), coalesce(array_agg(v.name_key), '{}')
  into found_vendors, keys
  from (
    select * from vendors
    where name_key = p ->> 'name_key'
       or tax_id_key = p ->> 'tax_id_key'
       or lower(wallet_address) = lower(p ->> 'wallet')
    limit 10
  ) v;
  return jsonb_build_object(
    'vendors', found_vendors,
    'replay', (
      select jsonb_build_object('invoice_id', r.invoice_id, 'answer', r.answer, 'draft', r.draft) from intake_replays r
      where r.text_hash = decode(p ->> 'text_hash', 'hex')
        and r.created_at > p_at - make_interval(secs => (p ->> 'replay_window_ms')::numeric::double precision / 1000)),
    'duplicates', (
      select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'vendor_key', i.vendor_key)), '[]'::jsonb)
      from invoices i
      where i.number_key = p ->> 'number_key' and i.vendor_key = any (keys || (p ->> 'name_key'))
        and i.status in ('processing', 'awaiting_approval', 'paying', 'paid')
        and i.id::text is distinct from (p ->> 'invoice_id')),
    'treasury', (
      select jsonb_build_object('posted', b.posted::text, 'held', b.held::text)
      from treasury_balance b where b.asset = p ->> 'asset'),
    'months', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'month', m.month, 'out', m.cash_out::text, 'income', m.income::text) order by m.month), '[]'::jsonb)
      from treasury_months m
      where m.asset = p ->> 'asset' and m.month < date_trunc('month', p_at at time zone 'utc')::date
        and m.month >= (date_trunc('month', p_at at time zone 'utc') - interval '12 months')::date),
    'auto_spent', auto_spent_24h(p ->> 'asset', p_at)::text,
    'policy', (select jsonb_build_object('version', v.version, 'body', v.body) from current_policy(p_at) v),
    'paused_reason', (select paused_reason from payment_switch)
  );
end $$;

-- Whole minutes at both ends count: the window is never shorter than 24 h.
create function auto_spent_24h(p_asset text, p_at timestamptz) returns numeric language sql stable as $$
  select coalesce(sum(amount), 0) from auto_spend
  where asset = p_asset and minute >= date_trunc('minute', p_at) - interval '24 hours'
$$;

create function current_policy(p_at timestamptz) returns policy_versions language sql stable as $$
  select * from policy_versions
  where effective_at <= p_at and cancelled_at is null
  order by version desc limit 1
$$;

-- Reserves money for one payment: hold, payment row, first event. The caller holds the treasury row's lock.
create function reserve_payment(p jsonb, p_asset text, p_at timestamptz) returns void language plpgsql as $$
begin
  insert into ledger_accounts (code, kind, created_at)
    values (p ->> 'to_account', 'liability', p_at) on conflict do nothing;
  insert into ledger_postings (posting_id, kind, from_account, to_account, asset, amount, payment_id, memo, at)
    values ((p ->> 'hold_id')::uuid, 'hold', p ->> 'from_account', p ->> 'to_account', p_asset,
            (p ->> 'amount')::numeric, (p ->> 'id')::uuid, p ->> 'memo', p_at);
  insert into payments (id, invoice_id, decision_id, approval_id, vendor_id, chain_id, token, to_address, amount,
                        certificate, hold_id, automatic, state, created_at, updated_at)
    values ((p ->> 'id')::uuid, (p ->> 'invoice_id')::uuid, (p ->> 'decision_id')::uuid, (p ->> 'approval_id')::uuid,
            (p ->> 'vendor_id')::uuid, (p ->> 'chain_id')::bigint, p ->> 'token', p ->> 'to_address',
            (p ->> 'amount')::numeric, p -> 'certificate', (p ->> 'hold_id')::uuid, (p ->> 'automatic')::boolean,
            'approved', p_at, p_at);
  insert into payment_events (payment_id, kind, detail, at)
    values ((p ->> 'id')::uuid, 'approved', jsonb_build_object('automatic', p -> 'automatic'), p_at);
end $$;

create function insert_outbox(p jsonb, p_at timestamptz) returns void language sql as $$
  insert into outbox (topic, subject_id, payload, created_at)
  select o ->> 'topic', o ->> 'subject_id', o -> 'payload', p_at
  from jsonb_array_elements(p) with ordinality as t (o, n) order by n
$$;

-- Commits one decided invoice. The caller holds the treasury row's lock, so checks and inserts cannot race.
-- Answers {kind: committed | lost_replay | lost_duplicate | lost_facts | lost_headroom, ...}.
create function commit_intake_item(
  item jsonb, p_posted numeric, p_held numeric, p_spent numeric, p_policy integer, p_paused text
) returns jsonb language plpgsql as $$
declare
  p_at timestamptz := (item ->> 'at')::timestamptz;
  inv jsonb := item -> 'invoice';
  pay jsonb := nullif(item -> 'payment', 'null'::jsonb);
  inv_id uuid := (inv ->> 'id')::uuid;
  earlier record;
  amount numeric := coalesce((pay ->> 'amount')::numeric, 0);
begin
  if (item ->> 'policy_version')::integer is distinct from p_policy or (pay is not null and p_paused is not null) then
    return jsonb_build_object('kind', 'lost_facts');
  end if;
  if item ->> 'text_hash' is not null then
    select r.invoice_id, r.answer, r.draft into earlier from intake_replays r
      where r.text_hash = decode(item ->> 'text_hash', 'hex')
        and r.created_at > p_at - make_interval(secs => (item ->> 'replay_window_ms')::double precision / 1000);
    if found then
      return jsonb_build_object('kind', 'lost_replay', 'invoice_id', earlier.invoice_id, 'answer', earlier.answer, 'draft', earlier.draft);
    end if;
  end if;
  if inv ->> 'number_key' is not null and inv ->> 'status' <> 'refused' then
    select i.id into earlier from invoices i
      where i.vendor_key = inv ->> 'vendor_key' and i.number_key = inv ->> 'number_key' and i.id <> inv_id
        and i.status in ('processing', 'awaiting_approval', 'paying', 'paid');
    if found then return jsonb_build_object('kind', 'lost_duplicate', 'invoice_id', earlier.id); end if;
  end if;
  if pay is not null then
    perform 1 from vendors v where v.id = (pay ->> 'vendor_id')::uuid and v.status = 'verified'
      and lower(v.wallet_address) = lower(pay ->> 'to_address');
    if not found then return jsonb_build_object('kind', 'lost_facts'); end if;
    if p_posted - p_held - amount < (item -> 'headroom' ->> 'available_after_min')::numeric
       or p_spent + amount > (item -> 'headroom' ->> 'auto_spent_24h_max')::numeric then
      return jsonb_build_object('kind', 'lost_headroom');
    end if;
  end if;

  if item ->> 'mode' = 'new' then
    insert into documents (id, sha256, media_type, content, size_bytes, submitted_by, channel, created_at)
      select (d ->> 'id')::uuid, decode(d ->> 'sha256', 'hex'), d ->> 'media_type', d ->> 'content',
             (d ->> 'size_bytes')::integer, (d ->> 'submitted_by')::uuid, d ->> 'channel', p_at
      from (select item -> 'document' as d) x;
    insert into invoices (id, document_id, submitted_by, vendor_id, vendor_key, seller_name, number, number_key,
                          amount_text, currency, amount, issue_date, due_date, category, reading, status,
                          created_at, updated_at)
      values (inv_id, (item -> 'document' ->> 'id')::uuid, (inv ->> 'submitted_by')::uuid, (inv ->> 'vendor_id')::uuid,
              inv ->> 'vendor_key', inv ->> 'seller_name', inv ->> 'number', inv ->> 'number_key',
              inv ->> 'amount_text', inv ->> 'currency', (inv ->> 'amount')::numeric, (inv ->> 'issue_date')::date,
              (inv ->> 'due_date')::date, inv ->> 'category', nullif(inv -> 'reading', 'null'::jsonb), inv ->> 'status', p_at, p_at);
  else
    update invoices i set
        vendor_id = (inv ->> 'vendor_id')::uuid, vendor_key = inv ->> 'vendor_key', seller_name = inv ->> 'seller_name',
        number = inv ->> 'number', number_key = inv ->> 'number_key', amount_text = inv ->> 'amount_text',
        currency = inv ->> 'currency', amount = (inv ->> 'amount')::numeric,
        issue_date = (inv ->> 'issue_date')::date, due_date = (inv ->> 'due_date')::date, category = inv ->> 'category',
        reading = inv -> 'reading', status = inv ->> 'status', updated_at = p_at
      where i.id = inv_id and i.status in ('processing', 'awaiting_approval');
    if not found then return jsonb_build_object('kind', 'lost_state'); end if;
    update approvals set status = 'voided', decided_at = p_at, reason = 'decided again'
      where invoice_id = inv_id and status = 'pending';
  end if;
  if item -> 'decision' is not null and item -> 'decision' <> 'null'::jsonb then
    insert into decisions (id, invoice_id, policy_version, outcome, facts, facts_hash, decision, decided_at)
      select (d ->> 'id')::uuid, inv_id, (item ->> 'policy_version')::integer, d ->> 'outcome', d -> 'facts',
             d ->> 'facts_hash', d -> 'decision', p_at
      from (select item -> 'decision' as d) x;
  end if;
  if item -> 'approval' is not null and item -> 'approval' <> 'null'::jsonb then
    insert into approvals (id, invoice_id, decision_id, bound_terms, bound_hash, status, people_needed, created_at, expires_at)
      select (a ->> 'id')::uuid, inv_id, (item -> 'decision' ->> 'id')::uuid, a -> 'bound_terms', a ->> 'bound_hash',
             'pending', (a ->> 'people_needed')::smallint, p_at, (a ->> 'expires_at')::timestamptz
      from (select item -> 'approval' as a) x;
  end if;
  if pay is not null then
    perform reserve_payment(pay, item ->> 'asset', p_at);
  end if;
  if item ->> 'text_hash' is not null and inv ->> 'status' <> 'refused' then
    insert into intake_replays (text_hash, invoice_id, answer, draft, created_at)
      values (decode(item ->> 'text_hash', 'hex'), inv_id, nullif(item -> 'answer', 'null'::jsonb),
              nullif(item -> 'draft', 'null'::jsonb), p_at)
      on conflict (text_hash) do update set invoice_id = excluded.invoice_id, answer = excluded.answer,
        draft = excluded.draft, created_at = excluded.created_at;
  end if;
  perform insert_outbox(item -> 'outbox', p_at);
  return jsonb_build_object('kind', 'committed', 'reserved', amount::text);
end $$;

create function add_auto_spend(p_asset text, p_minute timestamptz, p_amount numeric, p_payments integer)
returns void language sql as $$
  insert into auto_spend (asset, minute, amount, payments)
  select p_asset, p_minute, p_amount, p_payments where p_amount > 0
  on conflict (asset, minute) do update
    set amount = auto_spend.amount + excluded.amount, payments = auto_spend.payments + excluded.payments
$$;

-- Group commit: one lock, one roll-up of the treasury row, one round trip for the whole batch.
create function commit_intake(items jsonb) returns jsonb language plpgsql as $$
declare
  p_asset text := items -> 0 ->> 'asset';
  p_at timestamptz := (items -> 0 ->> 'at')::timestamptz;
  balance treasury_balance%rowtype;
  spent numeric;
  policy integer;
  paused text;
  item jsonb;
  answer jsonb;
  answers jsonb := '[]'::jsonb;
  reserved numeric := 0;
  spend_minute timestamptz;
  minute_amount numeric := 0;
  minute_payments integer := 0;
  told boolean := false;
begin
  select * into balance from treasury_balance where asset = p_asset for update;
  if not found then raise exception 'the treasury has no balance row for %', p_asset; end if;
  spent := auto_spent_24h(p_asset, p_at);
  policy := (current_policy(p_at)).version;
  select paused_reason into paused from payment_switch;
  for item in select value from jsonb_array_elements(items) loop
    answer := commit_intake_item(item, balance.posted, balance.held + reserved, spent + reserved, policy, paused);
    if answer ->> 'kind' = 'committed' then
      told := true;
      if (answer ->> 'reserved')::numeric > 0 then
        -- A payment that fails gives its amount back to the minute it was made in, so a batch may span two.
        if date_trunc('minute', (item ->> 'at')::timestamptz) is distinct from spend_minute then
          perform add_auto_spend(p_asset, spend_minute, minute_amount, minute_payments);
          spend_minute := date_trunc('minute', (item ->> 'at')::timestamptz);
          minute_amount := 0;
          minute_payments := 0;
        end if;
        reserved := reserved + (answer ->> 'reserved')::numeric;
        minute_amount := minute_amount + (answer ->> 'reserved')::numeric;
        minute_payments := minute_payments + 1;
      end if;
    end if;
    answers := answers || jsonb_build_array(answer);
  end loop;
  if reserved > 0 then
    update treasury_balance set held = held + reserved where asset = p_asset;
    perform add_auto_spend(p_asset, spend_minute, minute_amount, minute_payments);
    perform pg_notify('payment_due', '');
  end if;
  if told then perform pg_notify('outbox_new', ''); end if;
  return answers;
end $$;

-- One vote on a pending approval; the tally was made by the core on `votes_seen` votes and holds only if none came since.
create function commit_vote(item jsonb) returns jsonb language plpgsql as $$
declare
  p_at timestamptz := (item ->> 'at')::timestamptz;
  p_asset text := item ->> 'asset';
  pay jsonb := nullif(item -> 'payment', 'null'::jsonb);
  vote jsonb := item -> 'vote';
  ap approvals%rowtype;
  balance treasury_balance%rowtype;
  seen integer;
begin
  select * into balance from treasury_balance where asset = p_asset for update;
  select * into ap from approvals where id = (item ->> 'approval_id')::uuid for update;
  if not found or ap.status <> 'pending' then
    return jsonb_build_object('kind', 'lost_state', 'status', ap.status);
  end if;
  select count(*) into seen from approval_votes where approval_id = ap.id;
  if seen <> (item ->> 'votes_seen')::integer then return jsonb_build_object('kind', 'lost_facts'); end if;
  if pay is not null then
    if (current_policy(p_at)).version is distinct from (item ->> 'policy_version')::integer
       or (select paused_reason from payment_switch) is not null then
      return jsonb_build_object('kind', 'lost_facts');
    end if;
    perform 1 from vendors v where v.id = (pay ->> 'vendor_id')::uuid and v.status = 'verified'
      and lower(v.wallet_address) = lower(pay ->> 'to_address');
    if not found then return jsonb_build_object('kind', 'lost_facts'); end if;
    if balance.posted - balance.held - (pay ->> 'amount')::numeric < (item -> 'headroom' ->> 'available_after_min')::numeric then
      return jsonb_build_object('kind', 'lost_headroom');
    end if;
  end if;
  insert into approval_votes (approval_id, user_id, vote, comment, self_approval, voted_at)
    values (ap.id, (vote ->> 'user_id')::uuid, vote ->> 'vote', vote ->> 'comment',
            (vote ->> 'self_approval')::boolean, p_at);
  if item ->> 'new_status' <> 'pending' then
    update approvals set status = item ->> 'new_status', decided_at = p_at,
        decided_by = (vote ->> 'user_id')::uuid, reason = vote ->> 'comment'
      where id = ap.id;
    update invoices set status = item ->> 'invoice_status', updated_at = p_at where id = ap.invoice_id;
  end if;
  if pay is not null then
    perform reserve_payment(pay, p_asset, p_at);
    update treasury_balance set held = held + (pay ->> 'amount')::numeric where asset = p_asset;
    perform pg_notify('payment_due', '');
  end if;
  insert into audit_events (at, actor_id, actor_name, action, object_kind, object_id, detail, request_id)
    select p_at, (a ->> 'actor_id')::uuid, a ->> 'actor_name', a ->> 'action', a ->> 'object_kind', a ->> 'object_id',
           a -> 'detail', a ->> 'request_id'
    from (select item -> 'audit' as a) x;
  perform insert_outbox(item -> 'outbox', p_at);
  perform pg_notify('outbox_new', '');
  return jsonb_build_object('kind', 'committed');
end $$;

insert into ledger_accounts (code, kind, created_at) values
  ('treasury', 'asset', now()), ('equity:funding', 'equity', now()), ('treasury:gas', 'asset', now()),
  ('fees:gas', 'expense', now()), ('suspense', 'suspense', now()) on conflict do nothing;
