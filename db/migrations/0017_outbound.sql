-- A ticket that began with our mail, and what was pulled onto a ticket's timeline from its contacts and companies.
alter table tickets add column outbound boolean not null default false;

create table ticket_pulls (
  desk_id uuid not null,
  ticket_id uuid not null,
  kind text not null check (kind in ('contact', 'company')),
  record_id uuid not null,
  -- Null = from the beginning.
  since timestamptz,
  until timestamptz not null,
  primary key (desk_id, ticket_id, kind, record_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);

create index participants_contact on participants (desk_id, contact_id) where contact_id is not null;
