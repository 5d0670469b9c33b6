-- The first house: desks, people, contacts, pipelines, channels, tickets with their conversation, the mail ledger,
-- the event log. Every table carries desk_id first in its keys: it isolates desks and is the distribution column.

create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gin;

-- desks -------------------------------------------------------------------------------------------------------------

create table desks (
  id uuid primary key,
  name text not null,
  -- key of the signed reply addresses of this desk
  reply_secret bytea not null,
  sample boolean not null default false,
  created_at timestamptz not null
);

create table desk_hosts (
  host text primary key,
  desk_id uuid not null references desks (id) on delete cascade
);

-- Locked last in every transaction that needs a number, so that writers wait on it only for their commit.
create table desk_counters (
  desk_id uuid primary key references desks (id) on delete cascade,
  ticket_number integer not null default 1000
);

-- people ------------------------------------------------------------------------------------------------------------

create table users (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  email text not null,
  name text not null,
  state text not null default 'invited' check (state in ('invited', 'active', 'deactivated')),
  password_hash text,
  -- sealed with the installation's secret key
  totp_secret bytea,
  totp_confirmed_at timestamptz,
  -- the last 30-second step that was used, so that a code works once
  totp_last_step bigint,
  super_admin boolean not null default false,
  account_access boolean not null default false,
  service_access boolean not null default true,
  sales_access boolean not null default false,
  service_seat boolean not null default true,
  ticket_view text not null default 'all' check (ticket_view in ('all', 'team', 'own', 'none')),
  ticket_view_unassigned boolean not null default true,
  ticket_edit text not null default 'all' check (ticket_edit in ('all', 'team', 'own', 'none')),
  ticket_edit_unassigned boolean not null default true,
  ticket_delete text not null default 'all' check (ticket_delete in ('all', 'team', 'own', 'none')),
  ticket_delete_unassigned boolean not null default true,
  locale text,
  time_zone text,
  theme text not null default 'system',
  signature_html text not null default '',
  workspace jsonb not null default '{}',
  created_at timestamptz not null,
  last_seen_at timestamptz,
  primary key (desk_id, id)
);
create unique index users_email on users (desk_id, lower(email));
create index users_name on users (desk_id, name, id);

create table recovery_codes (
  desk_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (desk_id, user_id, code_hash),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);

create table sessions (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  agent text,
  primary key (desk_id, id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create unique index sessions_token on sessions (desk_id, token_hash);
create index sessions_user on sessions (desk_id, user_id);

create table api_tokens (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  expires_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create unique index api_tokens_token on api_tokens (desk_id, token_hash);
create index api_tokens_user on api_tokens (desk_id, user_id, id);

-- Links that work once: one purpose, one person, an end.
create table links (
  desk_id uuid not null,
  id uuid not null,
  purpose text not null check (purpose in ('invitation', 'password_reset')),
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (desk_id, id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create unique index links_token on links (desk_id, token_hash);
create index links_user on links (desk_id, user_id, purpose);

-- Brakes on guessing, shared by all processes.
create unlogged table attempts (
  desk_id uuid not null,
  what text not null,
  who text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (desk_id, what, who)
);

create table teams (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (desk_id, id)
);
create unique index teams_name on teams (desk_id, lower(name));

create table team_members (
  desk_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  primary key (desk_id, team_id, user_id),
  foreign key (desk_id, team_id) references teams (desk_id, id) on delete cascade,
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade
);
create index team_members_user on team_members (desk_id, user_id);

-- contacts ----------------------------------------------------------------------------------------------------------

create table companies (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  name text not null,
  domain text,
  created_at timestamptz not null,
  primary key (desk_id, id)
);
create unique index companies_domain on companies (desk_id, domain);
create index companies_name on companies (desk_id, lower(name), id);
create index companies_words on companies using gin ((lower(name || ' ' || coalesce(domain, ''))) gin_trgm_ops);

create table contacts (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  name text not null,
  phone text,
  job_title text,
  company_id uuid,
  -- name, addresses and company in lower case: what the pickers search
  words text not null default '',
  created_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, company_id) references companies (desk_id, id) on delete set null (company_id)
);
create index contacts_name on contacts (desk_id, lower(name), id);
create index contacts_company on contacts (desk_id, company_id);
create index contacts_words on contacts using gin (words gin_trgm_ops);

create table contact_emails (
  desk_id uuid not null,
  -- always lower case
  email text not null,
  contact_id uuid not null,
  position integer not null default 0,
  -- a hard bounce came back
  bounced_at timestamptz,
  primary key (desk_id, email),
  foreign key (desk_id, contact_id) references contacts (desk_id, id) on delete cascade
);
create index contact_emails_contact on contact_emails (desk_id, contact_id, position);

-- pipelines ---------------------------------------------------------------------------------------------------------

create table pipelines (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  name text not null,
  position integer not null,
  is_default boolean not null default false,
  status_on_reply_id uuid,
  status_on_customer_reply_id uuid,
  primary key (desk_id, id)
);

create table statuses (
  desk_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  name text not null,
  color text not null,
  kind text not null check (kind in ('open', 'closed')),
  position integer not null,
  required_properties text[] not null default '{}',
  primary key (desk_id, id),
  foreign key (desk_id, pipeline_id) references pipelines (desk_id, id) on delete cascade
);
create index statuses_pipeline on statuses (desk_id, pipeline_id, position);

-- channels ----------------------------------------------------------------------------------------------------------

create table channels (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  kind text not null default 'email' check (kind in ('email')),
  name text not null,
  address text not null,
  from_name text not null default 'agent_and_desk' check (from_name in ('agent_and_desk', 'desk')),
  signature_html text not null default '',
  plus_addressing boolean not null default true,
  reopen_days integer not null default 14,
  imap jsonb,
  -- sealed with the installation's secret key
  imap_password bytea,
  -- mail from before is left in the mailbox; between then and the connection it is taken quietly
  imap_since timestamptz,
  imap_connected_at timestamptz,
  imap_uid_validity bigint,
  imap_uid bigint,
  health text not null default 'ok' check (health in ('ok', 'connecting', 'failing')),
  health_error text,
  health_since timestamptz,
  created_at timestamptz not null,
  deleted_at timestamptz,
  primary key (desk_id, id)
);
create unique index channels_address on channels (desk_id, lower(address)) where deleted_at is null;
-- The SMTP door asks which desk serves an address before it knows the desk.
create index channels_served on channels (lower(address)) where deleted_at is null;

-- files -------------------------------------------------------------------------------------------------------------

create table files (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  -- sha256 of the bytes: where they lie; equal bytes of one desk are kept once
  hash bytea not null,
  name text not null,
  type text not null,
  size bigint not null,
  uploaded_by uuid,
  -- set as soon as a message or draft uses it; unlinked uploads go after 48 hours
  linked_at timestamptz,
  created_at timestamptz not null,
  primary key (desk_id, id)
);
create index files_hash on files (desk_id, hash);
create index files_unlinked on files (created_at) where linked_at is null;

-- tickets -----------------------------------------------------------------------------------------------------------

create table tickets (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  number integer not null,
  name text not null,
  pipeline_id uuid not null,
  status_id uuid not null,
  -- the kind of the status, kept here because every list asks for it
  open boolean not null,
  owner_user_id uuid,
  owner_team_id uuid,
  priority text check (priority in ('low', 'medium', 'high', 'urgent')),
  category text,
  description text,
  resolution text,
  source text not null check (source in ('email', 'form', 'chat', 'call', 'manual', 'api', 'import')),
  channel_id uuid,
  contact_id uuid,
  company_id uuid,
  preview text not null default '',
  -- the newest message of either direction; comments do not count
  newest_message_id uuid,
  newest_message_at timestamptz,
  newest_direction text check (newest_direction in ('incoming', 'outgoing')),
  -- what lists sort by
  active_at timestamptz not null,
  first_replied_at timestamptz,
  closed_at timestamptz,
  reopened_at timestamptz,
  -- hash of what the client sent to create it: a repeat with the same id gives the first answer
  created_hash bytea,
  merged_into_id uuid,
  deleted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, pipeline_id) references pipelines (desk_id, id),
  foreign key (desk_id, status_id) references statuses (desk_id, id),
  foreign key (desk_id, owner_user_id) references users (desk_id, id),
  foreign key (desk_id, owner_team_id) references teams (desk_id, id),
  foreign key (desk_id, contact_id) references contacts (desk_id, id),
  foreign key (desk_id, company_id) references companies (desk_id, id),
  check (owner_user_id is null or owner_team_id is null)
);
create unique index tickets_number on tickets (desk_id, number);
create index tickets_open on tickets (desk_id, active_at desc, id desc) where open and deleted_at is null;
create index tickets_closed on tickets (desk_id, active_at desc, id desc) where not open and deleted_at is null;
create index tickets_all on tickets (desk_id, active_at desc, id desc) where deleted_at is null;
create index tickets_unassigned on tickets (desk_id, active_at desc, id desc)
  where open and deleted_at is null and owner_user_id is null and owner_team_id is null;
create index tickets_owner_user on tickets (desk_id, owner_user_id, open, active_at desc, id desc) where deleted_at is null;
create index tickets_owner_team on tickets (desk_id, owner_team_id, open, active_at desc, id desc) where deleted_at is null;
create index tickets_contact on tickets (desk_id, contact_id, active_at desc, id desc);
create index tickets_company on tickets (desk_id, company_id, active_at desc, id desc);
create index tickets_status on tickets (desk_id, status_id, active_at desc, id desc) where deleted_at is null;

create table ticket_contacts (
  desk_id uuid not null,
  ticket_id uuid not null,
  contact_id uuid not null,
  position integer not null default 0,
  primary key (desk_id, ticket_id, contact_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, contact_id) references contacts (desk_id, id) on delete cascade
);
create index ticket_contacts_contact on ticket_contacts (desk_id, contact_id, ticket_id);

create table participants (
  desk_id uuid not null,
  ticket_id uuid not null,
  -- always lower case
  address text not null,
  name text not null default '',
  contact_id uuid,
  role text not null check (role in ('from', 'to', 'cc')),
  created_at timestamptz not null,
  primary key (desk_id, ticket_id, address),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);

create table ticket_hints (
  desk_id uuid not null,
  ticket_id uuid not null,
  other_ticket_id uuid not null,
  reason text not null check (reason in ('stranger', 'bridge', 'reopened_late', 'subject')),
  created_at timestamptz not null,
  primary key (desk_id, ticket_id, other_ticket_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  foreign key (desk_id, other_ticket_id) references tickets (desk_id, id) on delete cascade
);

create table messages (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  kind text not null check (kind in ('message', 'comment')),
  direction text check (direction in ('incoming', 'outgoing')),
  channel_id uuid,
  author_user_id uuid,
  author_contact_id uuid,
  from_name text not null default '',
  from_address text,
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  bcc_addresses jsonb not null default '[]',
  subject text,
  text text not null,
  -- sanitised; the original stays in the mail itself
  html text,
  -- only where quoted history was folded
  visible_text text,
  visible_html text,
  sanitizer_version integer,
  blocked_images integer not null default 0,
  delivery text check (delivery in ('queued', 'sending', 'sent', 'failed', 'unknown')),
  delivery_error text,
  delivery_attempts integer not null default 0,
  send_at timestamptz,
  sent_at timestamptz,
  -- Message-ID of the mail, with angle brackets
  message_id text,
  reply_to_message_id uuid,
  automatic boolean not null default false,
  verified text check (verified in ('verified', 'unverified', 'failed')),
  truncated text,
  mentions uuid[] not null default '{}',
  mail_id uuid,
  -- of outgoing messages and comments: hash of what the client sent, and what the ticket was before (for undo)
  sent_hash bytea,
  before jsonb,
  written_at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade,
  check ((kind = 'comment') = (direction is null))
);
create index messages_ticket on messages (desk_id, ticket_id, written_at desc, id desc);
create index messages_message_id on messages (desk_id, message_id) where message_id is not null;

create table attachments (
  desk_id uuid not null,
  message_id uuid not null,
  file_id uuid not null,
  ticket_id uuid not null,
  position integer not null,
  name text not null,
  content_id text,
  inline boolean not null default false,
  primary key (desk_id, message_id, position),
  foreign key (desk_id, message_id) references messages (desk_id, id) on delete cascade,
  foreign key (desk_id, file_id) references files (desk_id, id)
);
create index attachments_file on attachments (desk_id, file_id);

create table drafts (
  desk_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  kind text not null check (kind in ('reply', 'comment')),
  html text not null,
  to_addresses jsonb not null default '[]',
  cc_addresses jsonb not null default '[]',
  bcc_addresses jsonb not null default '[]',
  from_channel_id uuid,
  reply_to_message_id uuid,
  attachment_ids uuid[] not null default '{}',
  seen_message_id uuid,
  version integer not null,
  updated_at timestamptz not null,
  primary key (desk_id, user_id, ticket_id, kind),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);
create index drafts_ticket on drafts (desk_id, ticket_id);

create table ticket_reads (
  desk_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  read_at timestamptz not null,
  primary key (desk_id, user_id, ticket_id),
  foreign key (desk_id, user_id) references users (desk_id, id) on delete cascade,
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);

-- marked unread by hand: few, and asked for by every list
create index ticket_reads_marked on ticket_reads (desk_id, user_id, ticket_id) where read_at = 'epoch';

create table activities (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  what text not null,
  by_type text not null check (by_type in ('user', 'contact', 'system')),
  by_id uuid,
  property text,
  from_value text,
  to_value text,
  message_id uuid,
  cause text not null,
  at timestamptz not null,
  primary key (desk_id, id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);
create index activities_ticket on activities (desk_id, ticket_id, at desc, id desc);

create unlogged table presence (
  desk_id uuid not null,
  ticket_id uuid not null,
  user_id uuid not null,
  tab_id text not null,
  doing text not null check (doing in ('viewing', 'replying', 'commenting')),
  seen_at timestamptz not null,
  primary key (desk_id, tab_id, user_id)
);
create index presence_ticket on presence (desk_id, ticket_id);

-- mail --------------------------------------------------------------------------------------------------------------

-- The ledger: one row a delivery, raw first.
create table mails (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  channel_id uuid,
  via text not null check (via in ('smtp', 'lmtp', 'imap', 'import', 'preview', 'upload')),
  -- the bytes: here when small, else in the file store under raw_hash
  raw bytea,
  raw_hash bytea not null,
  size integer not null,
  envelope_from text,
  envelope_to text[] not null default '{}',
  remote_address text,
  -- read at ingest
  from_address text,
  subject text,
  message_id text,
  content_hash bytea,
  fate text not null default 'received' check (fate in ('received', 'ticket_created', 'joined_ticket', 'spam',
    'rejected_by_rule', 'ignored', 'duplicate', 'own_copy', 'unreadable')),
  reason text,
  ticket_id uuid,
  duplicate_of_id uuid,
  -- mail from before the channel was connected: no automation, no reopening
  quiet boolean not null default false,
  verdict jsonb,
  received_at timestamptz not null,
  settled_at timestamptz,
  primary key (desk_id, id)
);
create index mails_newest on mails (desk_id, received_at desc, id desc);
create index mails_waiting on mails (desk_id, id) where fate = 'received';
-- One message once: by its Message-ID and content, or by its bytes where it has no id.
create unique index mails_once on mails (desk_id, message_id, content_hash)
  where fate in ('ticket_created', 'joined_ticket', 'unreadable') and message_id is not null;
create unique index mails_once_raw on mails (desk_id, raw_hash)
  where fate in ('ticket_created', 'joined_ticket', 'unreadable') and message_id is null;
alter table mails alter column raw set storage external;

-- Every Message-ID that a ticket's mails carry or mention, so that a parent that comes late finds its ticket.
create table mail_ids (
  desk_id uuid not null,
  message_id text not null,
  ticket_id uuid not null,
  -- carried by a mail of the ticket, not only mentioned
  own boolean not null,
  -- the outgoing message that carries it: what a bounce is about, how a copy of our own is known
  sent_message_id uuid,
  primary key (desk_id, message_id, ticket_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);

-- What the outgoing server said of a reply so far: who has it already must not get it twice.
create table deliveries (
  desk_id uuid not null,
  message_id uuid not null,
  attempts integer not null default 0,
  accepted text[] not null default '{}',
  refused jsonb not null default '[]',
  first_tried_at timestamptz not null,
  primary key (desk_id, message_id),
  foreign key (desk_id, message_id) references messages (desk_id, id) on delete cascade
);

-- Mail of the desk itself (invitations, resets). The body goes as soon as it has left: it holds a link.
create table notices (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  to_address text not null,
  to_name text not null default '',
  subject text not null,
  html text,
  text text,
  message_id text not null,
  state text not null default 'queued' check (state in ('queued', 'sending', 'sent', 'failed')),
  error text,
  created_at timestamptz not null,
  primary key (desk_id, id)
);

-- The outbox preview: mail that would have left, while no outgoing server is set.
create table outbox (
  desk_id uuid not null references desks (id) on delete cascade,
  id uuid not null,
  at timestamptz not null,
  from_box jsonb not null,
  to_boxes jsonb not null,
  cc_boxes jsonb not null default '[]',
  -- every receiver in lower case, for the filter
  receivers text[] not null,
  subject text not null,
  html text not null,
  text text not null,
  message_id text not null,
  raw bytea not null,
  attachments jsonb not null default '[]',
  ticket_id uuid,
  message_row_id uuid,
  primary key (desk_id, id)
);
create unique index outbox_message on outbox (desk_id, message_id, receivers);
create index outbox_newest on outbox (desk_id, at desc, id desc);

-- search ------------------------------------------------------------------------------------------------------------

create table search_entries (
  desk_id uuid not null,
  message_id uuid not null,
  ticket_id uuid not null,
  at timestamptz not null,
  words tsvector not null,
  primary key (desk_id, message_id),
  foreign key (desk_id, ticket_id) references tickets (desk_id, id) on delete cascade
);

-- events ------------------------------------------------------------------------------------------------------------

create table events (
  seq bigint generated always as identity,
  -- the writing transaction: readers stay below the oldest one still running
  xid xid8 not null default pg_current_xact_id(),
  desk_id uuid not null references desks (id) on delete cascade,
  type text not null,
  ids jsonb not null default '{}',
  by_user_id uuid,
  at timestamptz not null,
  primary key (desk_id, seq)
);
create index events_order on events (xid, seq);
create index events_desk on events (desk_id, xid, seq);
create index events_age on events (at);

-- One row. A restored database is another epoch: cursors of the event log from before are answered with `resync`.
create table installation (
  one boolean primary key default true check (one),
  epoch text not null default substr(md5(random()::text || clock_timestamp()::text), 1, 8),
  -- the newest event cleared away
  cleared_xid xid8,
  created_at timestamptz not null default now()
);
insert into installation default values;

-- Words are kept in three readings, so that one index answers in any of the desk's languages: as written without
-- accents, and stemmed in English and in Italian.
create text search configuration plain_words (copy = simple);
alter text search configuration plain_words
  alter mapping for hword, hword_part, word with unaccent, simple;

create function words_of(heavy text, light text) returns tsvector
  language sql immutable parallel safe
  set search_path = public
  return setweight(to_tsvector('plain_words'::regconfig, heavy), 'A')
    || setweight(to_tsvector('plain_words'::regconfig, light), 'B')
    || setweight(to_tsvector('pg_catalog.english'::regconfig, light), 'C')
    || setweight(to_tsvector('pg_catalog.italian'::regconfig, light), 'D');

create index search_entries_words on search_entries using gin (desk_id, words);
create index search_entries_newest on search_entries (desk_id, at desc);
create index search_entries_ticket on search_entries (desk_id, ticket_id);
