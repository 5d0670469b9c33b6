-- A notice counts its own tries: a job carries ids, and the count is committed together with the next job.
alter table notices add column attempts integer not null default 0;
alter table notices drop constraint notices_state_check;
alter table notices add constraint notices_state_check check (state in ('queued', 'sent', 'failed'));
