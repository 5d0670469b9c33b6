-- The address that a team's new replies start from: a team has one, a channel may serve several teams.
create table reply_defaults (
  desk_id uuid not null,
  team_id uuid not null,
  channel_id uuid not null,
  primary key (desk_id, team_id),
  foreign key (desk_id, team_id) references teams (desk_id, id) on delete cascade,
  foreign key (desk_id, channel_id) references channels (desk_id, id) on delete cascade
);
create index reply_defaults_channel on reply_defaults (desk_id, channel_id);

-- Replies that leave at a chosen time. Until then they are no message: the ticket's status, owner and history wait too.
create table scheduled_replies (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  author_user_id uuid not null,
  -- The reply as it was sent to the API.
  reply jsonb not null,
  send_at timestamptz not null,
  created_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, author_user_id) references users (desk_id, id) on delete cascade
);
create index scheduled_replies_ticket on scheduled_replies (desk_id, ticket_id, send_at, id);
