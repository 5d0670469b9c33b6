-- Properties that a desk defines for its records. `name` is what the API calls it and never changes, like the type.
create table properties (
  desk_id uuid not null references desks on delete cascade,
  id uuid not null,
  record_kind text not null check (record_kind in ('ticket', 'contact', 'company', 'deal')),
  name text not null,
  label text not null,
  description text not null default '',
  group_name text not null default '',
  type text not null,
  -- [{value, label, color, archived}] in their order
  options jsonb not null default '[]',
  -- {property, values, shows, requires}: depends on what another property says
  condition jsonb,
  archived_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (desk_id, id)
);
create unique index properties_name on properties (desk_id, record_kind, name);

-- Their values, a row each: records of every kind, without a column per property. The owner of a record deletes them.
create table property_values (
  desk_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  property_id uuid not null,
  value jsonb not null,
  primary key (desk_id, record_kind, record_id, property_id),
  foreign key (desk_id, property_id) references properties (desk_id, id) on delete cascade
);
-- Filters ask for the records with a value; long texts are told apart by their beginning.
create index property_values_value on property_values (desk_id, property_id, (left(value #>> '{}', 200)));

-- What became of the values of records that have no history of their own. Tickets have activities.
create table property_changes (
  desk_id uuid not null,
  id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  property_id uuid not null,
  from_value jsonb,
  to_value jsonb,
  by_user_id uuid,
  at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, property_id) references properties (desk_id, id) on delete cascade
);
create index property_changes_record on property_changes (desk_id, record_kind, record_id, at desc, id desc);
create index property_changes_property on property_changes (desk_id, property_id);
create index activities_property on activities (desk_id, ticket_id, property, at desc, id desc) where property is not null;
