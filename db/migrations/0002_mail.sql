-- A notice counts its own tries: a job carries ids, and the count is committed together with the next job.
alter table notices add column attempts integer not null default 0;
alter table notices drop constraint notices_state_check;
alter table notices add constraint notices_state_check check (state in ('queued', 'sent', 'failed'));

-- Which large mails the bytes in the store belong to: asked by the sweep, of a few thousand at a time.
create index mails_bytes on mails (desk_id, raw_hash) where raw is null;

-- The ledger says how many mails there are on each of its pages: counted when they are kept, not when somebody looks.
create table mail_counts (
  desk_id uuid primary key references desks (id) on delete cascade,
  received bigint not null
);
insert into mail_counts select desk_id, count(*) from mails group by desk_id;

-- The ledger by fate, and the outbox by receiver.
create index mails_fate on mails (desk_id, fate, received_at desc, id desc);
create index outbox_receivers on outbox using gin (desk_id, receivers);

-- A ticket that is deleted for good takes these with it.
create index mail_ids_ticket on mail_ids (desk_id, ticket_id);
create index ticket_hints_other on ticket_hints (desk_id, other_ticket_id);
