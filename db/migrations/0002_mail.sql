-- A notice counts its own tries: a job carries ids, and the count is committed together with the next job.
alter table notices add column attempts integer not null default 0;
alter table notices drop constraint notices_state_check;
alter table notices add constraint notices_state_check check (state in ('queued', 'sent', 'failed'));

-- Which large mails the bytes in the store belong to: asked by the sweep, of a few thousand at a time.
create index mails_bytes on mails (desk_id, raw_hash) where raw is null;
