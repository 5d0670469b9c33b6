-- Doubles of the whole desk are read in the order of what two records share, page by page.
drop index contact_phones_digits;
create index contact_phones_digits on contact_phones (desk_id, digits, contact_id);
create index contact_emails_spelling on contact_emails
  (desk_id, (replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2)));
create index contacts_namesakes on contacts (desk_id, (lower(name) || ' / ' || coalesce(company_id::text, '')))
  where deleted_at is null;

-- Two that look alike and are not the same: somebody said so.
create table distinct_records (
  desk_id uuid not null references desks (id) on delete cascade,
  kind text not null check (kind in ('contact', 'company')),
  -- The lower id first.
  a_id uuid not null,
  b_id uuid not null,
  by_user_id uuid not null,
  at timestamptz not null,
  primary key (desk_id, kind, a_id, b_id)
);
