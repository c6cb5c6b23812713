-- The dashboard is looked at far more often than it changes. What a month paid is rolled up once per statement that moves
-- payments (one leader does, in batches); what waits is summed from an index that holds nothing else.
create index invoices_waiting_amounts on invoices (id) include (amount) where status = 'awaiting_approval';

-- Final payments by the UTC month in which they became final.
create table payment_months (
  month date primary key check (extract(day from month) = 1),
  payments integer not null,
  amount numeric(78, 0) not null
);

insert into payment_months (month, payments, amount)
  select date_trunc('month', updated_at at time zone 'utc')::date, count(*), sum(amount)
  from payments where state = 'final' group by 1;

-- A payment is inserted as approved, so only updates count. What was final before the statement is taken off first, so
-- that touching a final payment never counts it twice.
create function roll_up_final_payments() returns trigger language plpgsql as $$
begin
  insert into payment_months (month, payments, amount)
    select date_trunc('month', moved.updated_at at time zone 'utc')::date, sum(moved.count), sum(moved.count * moved.amount)
    from (select updated_at, 1 as count, amount from new_rows where state = 'final'
          union all
          select updated_at, -1, amount from old_rows where state = 'final') moved
    group by 1 order by 1
    on conflict (month) do update
      set payments = payment_months.payments + excluded.payments, amount = payment_months.amount + excluded.amount;
  return null;
end $$;
create trigger payments_roll_up_final after update on payments
  referencing old table as old_rows new table as new_rows
  for each statement execute function roll_up_final_payments();
