-- Deals: what may be sold to whom, with the tickets it is about.
create table deals (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  name text not null,
  words text not null default '',
  -- In hundredths of the currency, as people write amounts; null = not known yet.
  cents bigint,
  currency text not null,
  stage text not null check (stage in ('new', 'qualified', 'proposal', 'negotiation', 'won', 'lost')),
  close_on date,
  company_id uuid,
  owner_user_id uuid,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, company_id) references companies (desk_id, id),
  foreign key (desk_id, owner_user_id) references users (desk_id, id)
);
create index deals_name on deals (desk_id, lower(name), id) where deleted_at is null;
create index deals_words on deals using gin (words gin_trgm_ops);
create index deals_company on deals (desk_id, company_id);

create table deal_contacts (
  desk_id uuid not null,
  deal_id uuid not null,
  contact_id uuid not null,
  position integer not null default 0,
  primary key (desk_id, deal_id, contact_id),
  foreign key (desk_id, deal_id) references deals (desk_id, id) on delete cascade,
  foreign key (desk_id, contact_id) references contacts (desk_id, id) on delete cascade
);
create index deal_contacts_contact on deal_contacts (desk_id, contact_id);

create table deal_tickets (
  desk_id uuid not null,
  deal_id uuid not null,
  ticket_id uuid not null,
  primary key (desk_id, deal_id, ticket_id),
  foreign key (desk_id, deal_id) references deals (desk_id, id) on delete cascade,
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);
create index deal_tickets_ticket on deal_tickets (desk_id, ticket_id);
