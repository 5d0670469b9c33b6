-- The ledger is narrowed to a channel, and searched by the words of sender and subject.
create index mails_channel on mails (desk_id, channel_id, received_at desc, id desc);
create index mails_words on mails using gin (lower(coalesce(from_address, '') || ' ' || coalesce(subject, '')) gin_trgm_ops);

-- Long work on mail: it is done in steps, each committed with its progress, so that a reload or a kill loses nothing.
create table mail_works (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('reread', 'import', 'reconcile')),
  state text not null check (state in ('running', 'ready', 'applying', 'done', 'failed', 'stopped')),
  channel_id uuid,
  input jsonb not null default '{}',
  -- How far it is: in the kind's own words.
  place jsonb not null default '{}',
  done bigint not null default 0,
  total bigint not null default 0,
  report jsonb not null default '{}',
  error text,
  by_user_id uuid,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  finished_at timestamptz,
  primary key (desk_id, id)
);
create index mail_works_newest on mail_works (desk_id, created_at desc, id desc);
create index mail_works_channel on mail_works (desk_id, channel_id, kind, created_at desc, id desc);

-- What reading a mail again would change; applied one by one.
create table mail_rereadings (
  desk_id uuid not null,
  work_id uuid not null,
  mail_id uuid not null,
  changes jsonb not null,
  applied_at timestamptz,
  primary key (desk_id, work_id, mail_id),
  foreign key (desk_id, work_id) references mail_works (desk_id, id) on delete cascade
);
create index mail_rereadings_waiting on mail_rereadings (desk_id, work_id, mail_id) where applied_at is null;

-- Which import or check a mail came by, and its number in the mailbox: a reconciler compares by it.
alter table mails add column work_id uuid;
alter table mails add column imap_uid bigint;
alter table mails add column imap_uid_validity bigint;
create index mails_work on mails (desk_id, work_id, fate) where work_id is not null;
create index mails_uid on mails (desk_id, channel_id, imap_uid_validity, imap_uid) where imap_uid is not null;
create index mails_message_id on mails (desk_id, message_id) where message_id is not null;

-- Where the numbering stood when the mailbox was connected: what came later is ours, whatever its date.
alter table channels add column imap_start_uid bigint;
alter table channels add column imap_start_uid_validity bigint;

-- The message that a mail became.
create index messages_mail on messages (desk_id, mail_id) where mail_id is not null;
