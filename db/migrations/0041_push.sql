-- The pair of keys by which push services know a desk. The private one is sealed.
create table push_keys (
  desk_id uuid primary key references desks (id) on delete cascade,
  public_key text not null,
  private_key bytea not null,
  created_at timestamptz not null
);

-- Browsers that show what somebody is told of. They belong to the session that asked for it and end with it.
create table push_subscriptions (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth bytea not null,
  -- What the browser calls itself.
  agent text not null,
  -- Shows neither names nor words.
  private boolean not null,
  created_at timestamptz not null,
  sent_at timestamptz,
  -- Answers in a row that were a no.
  failures integer not null default 0,
  primary key (desk_id, id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, session_id) references sessions (desk_id, id) on delete cascade
);
create unique index push_subscriptions_endpoint on push_subscriptions (desk_id, endpoint);
create index push_subscriptions_user on push_subscriptions (desk_id, user_id, created_at);
create index push_subscriptions_session on push_subscriptions (desk_id, session_id);

-- Up to which count of a notification a browser was sent: claimed before it leaves, so that none leaves twice.
create table push_sends (
  desk_id uuid not null,
  notification_id uuid not null,
  subscription_id uuid not null,
  count integer not null,
  primary key (desk_id, notification_id, subscription_id),
  foreign key (desk_id, notification_id) references notifications (desk_id, id) on delete cascade,
  foreign key (desk_id, subscription_id) references push_subscriptions (desk_id, id) on delete cascade
);
create index push_sends_subscription on push_sends (desk_id, subscription_id);

alter table notifications
  add column push boolean not null default false,
  add column pushed_at timestamptz;
-- Null = as the standard says.
alter table notification_settings add column push boolean;
