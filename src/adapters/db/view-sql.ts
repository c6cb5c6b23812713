/** Columns of PaymentRow: the newest slot's block, and the mined hash or else the newest signed one. */
const paymentColumns = `
  p.id, p.invoice_id, i.number as invoice_number, v.name as vendor, p.vendor_id, p.to_address, p.amount, p.state,
  p.state_reason, p.automatic, p.created_at, p.updated_at, s.block_number,
  coalesce(s.mined_hash, (
    select t.hash from tx_attempts t
    where t.chain_id = sp.chain_id and t.sender = sp.sender and t.nonce = sp.nonce and t.kind = 'pay'
    order by t.created_at desc limit 1)) as tx_hash`

const paymentTables = `
  payments p
  join invoices i on i.id = p.invoice_id
  join vendors v on v.id = p.vendor_id
  left join lateral (
    select x.chain_id, x.sender, x.nonce from slot_payments x where x.payment_id = p.id
    order by x.generation desc, x.nonce desc limit 1) sp on true
  left join tx_slots s on s.chain_id = sp.chain_id and s.sender = sp.sender and s.nonce = sp.nonce`

export const paymentsSql = `
  select ${paymentColumns} from ${paymentTables}
  where ($1::uuid is null or p.id < $1) and ($2::text[] is null or p.state = any ($2))
    and ($3::text is null or p.vendor_id::text = $3 or lower(v.name) = lower($3))
  order by p.id desc limit $4`

export const paymentSql = `select ${paymentColumns}, p.decision_id from ${paymentTables} where p.id = $1`

export const decisionSql = `
  select d.id, d.outcome, d.policy_version, d.facts_hash, d.decided_at, d.decision -> 'reasons' as reasons,
         d.decision -> 'trace' as trace, d.decision ->> 'runway_tenths_after' as runway_tenths_after
  from decisions d where d.id = $1`

export const attemptsSql = `
  select t.hash, t.kind, t.nonce, t.max_fee, t.tip, t.broadcasts, t.last_said, t.created_at
  from slot_payments sp
  join tx_attempts t on t.chain_id = sp.chain_id and t.sender = sp.sender and t.nonce = sp.nonce
  where sp.payment_id = $1 order by t.created_at limit 500`

export const postingsSql = `
  select posting_id as id, kind, from_account, to_account, asset, amount, memo, tx_hash, at
  from ledger_postings where payment_id = $1 order by id limit 200`

export const eventsSql = `
  select kind, detail, at from payment_events where payment_id = $1 order by id limit 1000`

const approvalColumns = `
  a.id, a.invoice_id, a.status, coalesce(v.name, i.seller_name) as vendor, v.id as vendor_id,
  coalesce(v.status, 'unknown') as vendor_status, v.wallet_address as to_address, i.number as invoice_number,
  i.amount, i.amount_text, i.currency, d.decision -> 'reasons' as reasons,
  d.decision ->> 'runway_tenths_after' as runway_tenths_after, a.people_needed,
  (select coalesce(jsonb_agg(jsonb_build_object(
      'user', u.username, 'vote', w.vote, 'comment', w.comment, 'self_approval', w.self_approval,
      'voted_at', (extract(epoch from w.voted_at) * 1000)::bigint) order by w.voted_at), '[]'::jsonb)
   from approval_votes w join users u on u.id = w.user_id where w.approval_id = a.id) as votes,
  (select u.username from users u where u.id = i.submitted_by) as submitted_by,
  a.created_at, a.expires_at, a.decided_at
  from approvals a
  join invoices i on i.id = a.invoice_id
  join decisions d on d.id = a.decision_id
  left join vendors v on v.id = i.vendor_id`

export const approvalsSql = `
  select ${approvalColumns}
  where ($1::uuid is null or a.id < $1) and ($2::text is null or a.status = $2)
  order by a.id desc limit $3`

export const approvalSql = `select ${approvalColumns} where a.id = $1`

export const approvalsOfPaymentSql = `
  select ${approvalColumns}
  where a.id = (select approval_id from payments where id = $1)`

const invoiceColumns = `
  i.id, i.status, i.number, coalesce(v.name, i.seller_name) as vendor, i.vendor_id, i.amount, i.amount_text,
  i.currency, i.issue_date, i.due_date, i.created_at`

export const invoicesSql = `
  select ${invoiceColumns} from invoices i left join vendors v on v.id = i.vendor_id
  where ($1::uuid is null or i.id < $1) and ($2::text is null or i.status = $2)
  order by i.id desc limit $3`

export const invoiceSql = `
  select ${invoiceColumns}, i.reading, doc.content as text, doc.channel,
    (select u.username from users u where u.id = i.submitted_by) as submitted_by,
    (select d.id from decisions d where d.invoice_id = i.id order by d.decided_at desc, d.id desc limit 1) as decision_id,
    (select a.id from approvals a where a.invoice_id = i.id order by a.created_at desc, a.id desc limit 1) as approval_id,
    (select p.id from payments p where p.invoice_id = i.id order by p.created_at desc, p.id desc limit 1) as payment_id
  from invoices i join documents doc on doc.id = i.document_id left join vendors v on v.id = i.vendor_id
  where i.id = $1`

/** Sums come from an index and a roll-up (migration 0009): a look costs what waits for people, not the history. */
export const dashboardSql = `
  select b.posted, b.held,
    (select coalesce(jsonb_agg(jsonb_build_object('month', m.month, 'out', m.cash_out::text, 'income', m.income::text)
              order by m.month), '[]'::jsonb)
     from treasury_months m where m.asset = b.asset
       and m.month >= (date_trunc('month', $2::timestamptz at time zone 'utc') - interval '12 months')::date) as months,
    w.pending_approvals, w.pending_amount, coalesce(t.payments, 0) as paid_count,
    coalesce(t.amount, 0) as paid_amount,
    (select count(*)::int from payments where state = 'blocked') as problem_payments,
    p.version as policy_version, p.body ->> 'approval_limit' as approval_limit,
    p.body ->> 'critical_runway_tenths' as critical_runway_tenths,
    (select paused_reason from payment_switch) as paused_reason,
    (select paused_reason from senders where paused_reason is not null limit 1) as sender_paused_reason
  from treasury_balance b
  cross join lateral (
    select count(*)::int as pending_approvals, coalesce(sum(i.amount), 0) as pending_amount
    from approvals a join invoices i on i.id = a.invoice_id and i.status = 'awaiting_approval'
    where a.status = 'pending') w
  left join payment_months t on t.month = date_trunc('month', $2::timestamptz at time zone 'utc')::date
  cross join lateral (select * from current_policy($2::timestamptz)) p
  where b.asset = $1`

export const logsSql = `
  select o.id, o.topic, o.created_at, coalesce(o.payload ->> 'vendor', v.name, i.seller_name) as vendor,
    coalesce(o.payload ->> 'amount', i.amount_text) as amount, coalesce(o.payload ->> 'currency', i.currency) as currency,
    coalesce(o.payload ->> 'status', o.payload ->> 'outcome') as status, o.payload ->> 'tx_hash' as tx_hash,
    o.payload ->> 'balance' as balance, o.payload ->> 'reason' as reason
  from outbox o
  left join invoices i on i.id = (o.payload ->> 'invoice_id')::uuid
  left join vendors v on v.id = i.vendor_id
  where ($1::bigint is null or (o.created_at, o.id) < (select c.created_at, c.id from outbox c where c.id = $1))
  order by o.created_at desc, o.id desc limit $2`
