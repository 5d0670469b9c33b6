-- Whose mail is kept away, and whose never is.
create table sender_rules (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  action text not null check (action in ('block', 'allow')),
  kind text not null check (kind in ('address', 'domain', 'pattern', 'type')),
  value text not null,
  -- What becomes of the mail of who is blocked.
  fate text check (fate in ('spam', 'rejected_by_rule')),
  created_by uuid,
  created_at timestamptz not null,
  primary key (desk_id, id),
  check ((action = 'block') = (fate is not null))
);
create unique index sender_rules_once on sender_rules (desk_id, kind, value);
create index sender_rules_newest on sender_rules (desk_id, created_at desc, id desc);

-- A ticket that an agent called spam lies where deleted tickets lie, and is listed with the spam.
alter table tickets add column spam_at timestamptz;
create index tickets_spam on tickets (desk_id, spam_at desc, id desc) where spam_at is not null;

-- An agent said that it is no spam: no rule is asked again. And when the bytes of what stayed spam were let go.
alter table mails add column released_at timestamptz;
alter table mails add column erased_at timestamptz;
create index mails_spam_once on mails (desk_id, message_id) where fate in ('spam', 'rejected_by_rule');
create index mails_spam on mails (desk_id, received_at desc, id desc)
  where fate in ('spam', 'rejected_by_rule') and erased_at is null;
create index mails_spam_age on mails (desk_id, settled_at) where fate in ('spam', 'rejected_by_rule') and erased_at is null;
