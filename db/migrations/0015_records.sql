-- Contacts and companies as records: several phones and domains, an owner, a bin, merges that can be undone, a history.
alter table contacts
  add column owner_user_id uuid,
  add column deleted_at timestamptz,
  -- Addresses that it had when it was deleted: free for others meanwhile.
  add column former_emails text[] not null default '{}',
  add column merged_into_id uuid,
  add foreign key (desk_id, owner_user_id) references users (desk_id, id),
  add foreign key (desk_id, merged_into_id) references contacts (desk_id, id);
drop index contacts_name;
create index contacts_name on contacts (desk_id, lower(name), id) where deleted_at is null;

create table contact_phones (
  desk_id uuid not null,
  contact_id uuid not null,
  position integer not null,
  phone text not null,
  -- What two spellings of one number share.
  digits text not null,
  primary key (desk_id, contact_id, position),
  foreign key (desk_id, contact_id) references contacts (desk_id, id) on delete cascade
);
create index contact_phones_digits on contact_phones (desk_id, digits);
insert into contact_phones (desk_id, contact_id, position, phone, digits)
  select desk_id, id, 0, phone, regexp_replace(phone, '\D', '', 'g') from contacts where phone <> '';
alter table contacts drop column phone;

-- Look-alike addresses: the part before the @ without dots and what stands after a plus.
create index contact_emails_alike on contact_emails
  (desk_id, replace(split_part(split_part(email, '@', 1), '+', 1), '.', ''));

alter table companies
  add column words text not null default '',
  add column owner_user_id uuid,
  add column deleted_at timestamptz,
  add column former_domains text[] not null default '{}',
  add column merged_into_id uuid,
  add foreign key (desk_id, owner_user_id) references users (desk_id, id),
  add foreign key (desk_id, merged_into_id) references companies (desk_id, id);
create table company_domains (
  desk_id uuid not null,
  domain text not null,
  company_id uuid not null,
  position integer not null default 0,
  primary key (desk_id, domain),
  foreign key (desk_id, company_id) references companies (desk_id, id) on delete cascade
);
create index company_domains_company on company_domains (desk_id, company_id, position);
create index company_domains_alike on company_domains (desk_id, split_part(domain, '.', 1));
insert into company_domains (desk_id, domain, company_id)
  select desk_id, domain, id from companies where domain is not null;
update companies set words = lower(name || ' ' || coalesce(domain, ''));
drop index companies_words;
drop index companies_name;
alter table companies drop column domain;
create index companies_name on companies (desk_id, lower(name), id) where deleted_at is null;
create index companies_words on companies using gin (words gin_trgm_ops);

create table record_changes (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('contact', 'company', 'deal')),
  record_id uuid not null,
  what text not null,
  property text,
  from_value text,
  to_value text,
  -- Null where no user did it: mail made the contact.
  by_user_id uuid,
  at timestamptz not null,
  primary key (desk_id, id)
);
create index record_changes_record on record_changes (desk_id, record_id, at desc, id desc);

create table record_merges (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('contact', 'company')),
  survivor_id uuid not null,
  merged_id uuid not null,
  -- What went over, so that an undo takes back exactly that.
  moved jsonb not null,
  by_user_id uuid,
  at timestamptz not null,
  undone_at timestamptz,
  primary key (desk_id, id)
);
create index record_merges_survivor on record_merges (desk_id, survivor_id);
