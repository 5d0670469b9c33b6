-- Mail that another program hands over by HTTP, signed with a secret of the channel. The secret before it stays valid for
-- a while, so that both sides need not change at the same moment.
create table channel_webhooks (
  desk_id uuid not null,
  channel_id uuid not null,
  secret bytea not null,
  made_at timestamptz not null,
  previous_secret bytea,
  previous_until timestamptz,
  primary key (desk_id, channel_id),
  foreign key (desk_id, channel_id) references channels (desk_id, id) on delete cascade
);
alter table mails drop constraint mails_via_check;
alter table mails add constraint mails_via_check
  check (via in ('smtp', 'lmtp', 'imap', 'import', 'preview', 'upload', 'webhook'));
