-- Mailboxes that are opened by consent (OAuth) instead of a password: what the provider gave us, sealed.
create table mailbox_consents (
  desk_id uuid not null,
  channel_id uuid not null,
  provider text not null check (provider in ('google', 'microsoft')),
  account text not null,
  refresh_token bytea not null,
  access_token bytea,
  access_until timestamptz,
  -- Where the provider says when it ends by itself.
  ends_at timestamptz,
  state text not null default 'ok' check (state in ('ok', 'revoked')),
  -- People were told that it was taken back, or ends soon.
  told_at timestamptz,
  primary key (desk_id, channel_id),
  foreign key (desk_id, channel_id) references channels (desk_id, id) on delete cascade
);
-- A consent that is being asked for: whoever comes back from the provider must be who left.
create table consent_requests (
  desk_id uuid not null,
  state_hash bytea not null,
  user_id uuid not null,
  provider text not null check (provider in ('google', 'microsoft')),
  verifier bytea not null,
  channel_id uuid,
  address text not null,
  since timestamptz,
  expires_at timestamptz not null,
  primary key (desk_id, state_hash),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, channel_id) references channels (desk_id, id) on delete cascade
);
-- A new consent is a new line to the mailbox.
alter table channels add column imap_consent_at timestamptz;
