-- Who changed which setting or right, when, from where. Written in the transaction of the change, and never again.
create table audit_entries (
  desk_id uuid not null references desks on delete cascade,
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  -- Null: nobody was signed in.
  by_user_id uuid,
  -- True when a program asked with an API token.
  by_token boolean not null,
  ip text not null,
  agent text not null,
  -- What it was done to, with its name as it was then: the thing may be gone.
  subject_id uuid,
  subject_name text,
  -- [{field, before, after}], without secrets.
  changes jsonb not null,
  primary key (desk_id, id)
);
create index audit_entries_newest on audit_entries (desk_id, at desc, id desc);
create index audit_entries_by on audit_entries (desk_id, by_user_id, at desc, id desc);
create index audit_entries_kind on audit_entries (desk_id, kind, at desc, id desc);

create function keep_audit() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is never changed';
end $$;
-- Only with its desk does an entry go: that is a cascade, one trigger deep.
create trigger audit_entries_stay before update or delete on audit_entries
  for each row when (pg_trigger_depth() = 0) execute function keep_audit();
