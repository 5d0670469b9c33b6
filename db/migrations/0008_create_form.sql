-- A desk decides which fields the panel for a new ticket shows; without a row it is the standard form.
create table create_forms (
  desk_id uuid primary key references desks on delete cascade,
  fields jsonb not null,
  updated_at timestamptz not null
);
