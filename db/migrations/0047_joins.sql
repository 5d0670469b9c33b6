-- A ticket that an agent joined to another one: where its messages went, and what is needed to take it back.
create table ticket_joins (
  desk_id uuid not null,
  ticket_id uuid not null,
  into_ticket_id uuid not null,
  by_user_id uuid not null,
  joined_at timestamptz not null,
  moved jsonb not null,
  before jsonb not null,
  primary key (desk_id, ticket_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, into_ticket_id) references tickets (desk_id, id) on delete cascade
);
create index ticket_joins_into on ticket_joins (desk_id, into_ticket_id, joined_at);

-- A mail that could not prove to be from the participant whose address it carries.
alter table ticket_hints drop constraint ticket_hints_reason_check;
alter table ticket_hints add constraint ticket_hints_reason_check
  check (reason in ('stranger', 'bridge', 'reopened_late', 'subject', 'unproven'));
