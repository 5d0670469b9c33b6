-- A comment may be changed by its author: what it said before is kept, and a deleted one can come back.
alter table messages
  add column edition integer not null default 0,
  add column edited_at timestamptz,
  add column deleted_at timestamptz,
  add column deleted_by_user_id uuid;
alter table messages add constraint messages_changed_check
  check (kind = 'comment' or (edition = 0 and deleted_at is null));

-- The texts that a comment had, without the one that it has.
create table comment_versions (
  desk_id uuid not null,
  message_id uuid not null,
  edition integer not null,
  html text not null,
  text text not null,
  -- Since when it said so.
  at timestamptz not null,
  primary key (desk_id, message_id, edition),
  foreign key (desk_id, message_id) references messages (desk_id, id) on delete cascade
);

-- No longer named by the comment, or the comment is deleted. The row stays: nobody is told twice.
alter table ticket_mentions add column gone boolean not null default false;
drop index ticket_mentions_user;
create index ticket_mentions_user on ticket_mentions (desk_id, user_id, ticket_id) where resolved_at is null and not gone;
