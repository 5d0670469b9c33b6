-- Who follows a ticket, and who said not to: an owner may mute it. Without a row one follows what one owns.
create table ticket_follows (
  desk_id uuid not null,
  ticket_id uuid not null,
  user_id uuid not null,
  following boolean not null,
  at timestamptz not null,
  primary key (desk_id, ticket_id, user_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create index ticket_follows_user on ticket_follows (desk_id, user_id, ticket_id) where following;

-- Users whom a comment names, each once, until they say that it is dealt with.
create table ticket_mentions (
  desk_id uuid not null,
  message_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  at timestamptz not null,
  resolved_at timestamptz,
  primary key (desk_id, message_id, user_id),
  foreign key (desk_id, message_id) references messages (desk_id, id) on delete cascade,
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create index ticket_mentions_user on ticket_mentions (desk_id, user_id, ticket_id) where resolved_at is null;
create index ticket_mentions_ticket on ticket_mentions (desk_id, ticket_id);

-- Those of comments written before.
insert into ticket_mentions (desk_id, message_id, user_id, ticket_id, at)
select m.desk_id, m.id, u.id, m.ticket_id, m.written_at
from messages m cross join unnest(m.mentions) named (id)
join users u on u.desk_id = m.desk_id and u.id = named.id
on conflict do nothing;

-- What somebody is told. While it is unread, more of the same on one ticket counts up instead of piling up.
create table notifications (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  topic text not null check (topic in ('assigned', 'mentioned', 'received', 'replied', 'commented', 'failed')),
  message_id uuid,
  by_user_id uuid,
  count integer not null default 1,
  -- Shown in the workspace; otherwise it is there only for the mail.
  in_app boolean not null,
  at timestamptz not null,
  read_at timestamptz,
  -- When it goes out by mail if it is still unread then; null = never.
  mail_at timestamptz,
  mailed_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);
create unique index notifications_open on notifications (desk_id, user_id, ticket_id, topic) where read_at is null;
create index notifications_newest on notifications (desk_id, user_id, at desc, id desc);
create index notifications_ticket on notifications (desk_id, ticket_id);
create index notifications_mail on notifications (mail_at) where mail_at is not null and read_at is null;

-- How somebody wants to hear of a topic; without a row, as the desk's standard says.
create table notification_settings (
  desk_id uuid not null,
  user_id uuid not null,
  topic text not null,
  app boolean not null,
  mail boolean not null,
  primary key (desk_id, user_id, topic),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
