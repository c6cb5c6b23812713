-- The log is read newest first by time; events of transactions side by side are numbered in another order than told.
create index outbox_by_time on outbox (created_at desc, id desc);
