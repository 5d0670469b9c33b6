-- Beside its owner a ticket may be shared with users and teams: they see it, or change it too, whatever their rights.
create table ticket_shares (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  user_id uuid,
  team_id uuid,
  edit boolean not null,
  by_user_id uuid not null,
  at timestamptz not null,
  primary key (desk_id, id),
  check ((user_id is null) <> (team_id is null)),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, team_id) references teams (desk_id, id) on delete cascade
);
create unique index ticket_shares_user on ticket_shares (desk_id, user_id, ticket_id) where user_id is not null;
create unique index ticket_shares_team on ticket_shares (desk_id, team_id, ticket_id) where team_id is not null;
create index ticket_shares_ticket on ticket_shares (desk_id, ticket_id);

alter table notifications drop constraint notifications_topic_check;
alter table notifications add constraint notifications_topic_check
  check (topic in ('assigned', 'mentioned', 'shared', 'received', 'replied', 'commented', 'failed'));
