-- Keys that mail of a domain is signed with. A key signs once its record was seen in the DNS; the one before it stays
-- there for a while, because mail that it signed is still under way.
create table dkim_keys (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  domain text not null,
  selector text not null,
  private_key bytea not null,
  public_key text not null,
  state text not null check (state in ('waiting', 'active', 'retired')),
  created_at timestamptz not null,
  activated_at timestamptz,
  retired_at timestamptz,
  primary key (desk_id, id)
);
create unique index dkim_keys_selector on dkim_keys (desk_id, domain, selector);
create unique index dkim_keys_one on dkim_keys (desk_id, domain, state) where state <> 'retired';

-- A ticket that was split from another one.
alter table ticket_hints drop constraint ticket_hints_reason_check;
alter table ticket_hints add constraint ticket_hints_reason_check
  check (reason in ('stranger', 'bridge', 'reopened_late', 'subject', 'unproven', 'split'));
