-- What the migrations add up to, for reading. Written by tools/schema/dump.ts; do not edit.

create extension btree_gin;

create extension pg_trgm;

create extension unaccent;

CREATE OR REPLACE FUNCTION public.keep_audit()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'the audit log is never changed';
end $function$;

CREATE OR REPLACE FUNCTION public.words_of(heavy text, light text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
 SET search_path TO 'public'
RETURN (((setweight(to_tsvector('plain_words'::regconfig, heavy), 'A'::"char") || setweight(to_tsvector('plain_words'::regconfig, light), 'B'::"char")) || setweight(to_tsvector('english'::regconfig, light), 'C'::"char")) || setweight(to_tsvector('italian'::regconfig, light), 'D'::"char"));

create table activities (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  what text not null,
  by_type text not null,
  by_id uuid,
  property text,
  from_value text,
  to_value text,
  message_id uuid,
  cause text not null,
  at timestamp with time zone not null,
  constraint activities_pkey PRIMARY KEY (desk_id, id),
  constraint activities_by_type_check CHECK ((by_type = ANY (ARRAY['user'::text, 'contact'::text, 'system'::text]))),
  constraint activities_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX activities_property ON activities USING btree (desk_id, ticket_id, property, at DESC, id DESC) WHERE (property IS NOT NULL);
CREATE INDEX activities_ticket ON activities USING btree (desk_id, ticket_id, at DESC, id DESC);

create table api_tokens (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  prefix text not null,
  token_hash bytea not null,
  scopes text[] not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  constraint api_tokens_pkey PRIMARY KEY (desk_id, id),
  constraint api_tokens_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX api_tokens_token ON api_tokens USING btree (desk_id, token_hash);
CREATE INDEX api_tokens_user ON api_tokens USING btree (desk_id, user_id, id);

create table attachments (
  desk_id uuid not null,
  message_id uuid not null,
  file_id uuid not null,
  ticket_id uuid not null,
  position integer not null,
  name text not null,
  content_id text,
  inline boolean default false not null,
  constraint attachments_pkey PRIMARY KEY (desk_id, message_id, "position"),
  constraint attachments_desk_id_file_id_fkey FOREIGN KEY (desk_id, file_id) REFERENCES files(desk_id, id),
  constraint attachments_desk_id_message_id_fkey FOREIGN KEY (desk_id, message_id) REFERENCES messages(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX attachments_file ON attachments USING btree (desk_id, file_id);

create unlogged table attempts (
  desk_id uuid not null,
  what text not null,
  who text not null,
  window_start timestamp with time zone not null,
  count integer not null,
  constraint attempts_pkey PRIMARY KEY (desk_id, what, who)
);

create table audit_entries (
  desk_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  kind text not null,
  by_user_id uuid,
  by_token boolean not null,
  ip text not null,
  agent text not null,
  subject_id uuid,
  subject_name text,
  changes jsonb not null,
  constraint audit_entries_pkey PRIMARY KEY (desk_id, id),
  constraint audit_entries_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX audit_entries_by ON audit_entries USING btree (desk_id, by_user_id, at DESC, id DESC);
CREATE INDEX audit_entries_kind ON audit_entries USING btree (desk_id, kind, at DESC, id DESC);
CREATE INDEX audit_entries_newest ON audit_entries USING btree (desk_id, at DESC, id DESC);
CREATE TRIGGER audit_entries_stay BEFORE DELETE OR UPDATE ON audit_entries FOR EACH ROW WHEN ((pg_trigger_depth() = 0)) EXECUTE FUNCTION keep_audit();

create table automatic_answers (
  desk_id uuid not null,
  address text not null,
  answered_at timestamp with time zone not null,
  constraint automatic_answers_pkey PRIMARY KEY (desk_id, address),
  constraint automatic_answers_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table channel_webhooks (
  desk_id uuid not null,
  channel_id uuid not null,
  secret bytea not null,
  made_at timestamp with time zone not null,
  previous_secret bytea,
  previous_until timestamp with time zone,
  constraint channel_webhooks_pkey PRIMARY KEY (desk_id, channel_id),
  constraint channel_webhooks_desk_id_channel_id_fkey FOREIGN KEY (desk_id, channel_id) REFERENCES channels(desk_id, id) ON DELETE CASCADE
);

create table channels (
  desk_id uuid not null,
  id uuid not null,
  kind text default 'email'::text not null,
  name text not null,
  address text not null,
  from_name text default 'agent_and_desk'::text not null,
  signature_html text default ''::text not null,
  plus_addressing boolean default true not null,
  reopen_days integer default 14 not null,
  imap jsonb,
  imap_password bytea,
  imap_since timestamp with time zone,
  imap_connected_at timestamp with time zone,
  imap_uid_validity bigint,
  imap_uid bigint,
  health text default 'ok'::text not null,
  health_error text,
  health_since timestamp with time zone,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  imap_start_uid bigint,
  imap_start_uid_validity bigint,
  trouble_since timestamp with time zone,
  trouble text,
  next_try_at timestamp with time zone,
  trusted_servers text[] default '{}'::text[] not null,
  imap_consent_at timestamp with time zone,
  acknowledgement jsonb,
  smtp jsonb,
  smtp_password bytea,
  imap_looking boolean default false not null,
  constraint channels_pkey PRIMARY KEY (desk_id, id),
  constraint channels_from_name_check CHECK ((from_name = ANY (ARRAY['agent_and_desk'::text, 'desk'::text]))),
  constraint channels_health_check CHECK ((health = ANY (ARRAY['ok'::text, 'connecting'::text, 'failing'::text]))),
  constraint channels_kind_check CHECK ((kind = 'email'::text)),
  constraint channels_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX channels_address ON channels USING btree (desk_id, lower(address)) WHERE (deleted_at IS NULL);
CREATE INDEX channels_served ON channels USING btree (lower(address)) WHERE (deleted_at IS NULL);

create table comment_versions (
  desk_id uuid not null,
  message_id uuid not null,
  edition integer not null,
  html text not null,
  text text not null,
  at timestamp with time zone not null,
  constraint comment_versions_pkey PRIMARY KEY (desk_id, message_id, edition),
  constraint comment_versions_desk_id_message_id_fkey FOREIGN KEY (desk_id, message_id) REFERENCES messages(desk_id, id) ON DELETE CASCADE
);

create table companies (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  words text default ''::text not null,
  owner_user_id uuid,
  deleted_at timestamp with time zone,
  former_domains text[] default '{}'::text[] not null,
  merged_into_id uuid,
  alike text generated always as (COALESCE(NULLIF(
CASE
    WHEN (name ~ '^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$'::text) THEN replace(regexp_replace(regexp_replace(name, '(\.(ac|co|com|edu|gob|gouv|gov|net|or|org))?\.[^.]+$'::text, ''::text), '^.*\.'::text, ''::text), '-'::text, ''::text)
    ELSE regexp_replace(regexp_replace(translate(lower(name), 'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜàáâãäåçèéêëìíîïñòóôõöùúûü'::text, 'aaaaaaceeeeiiiinooooouuuuaaaaaaceeeeiiiinooooouuuu'::text), '([[:space:],.&+/()-]+(s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s|s\.?a\.?r\.?l|s\.?a|s\.?l|gmbh|mbh|ag|kg|ohg|ug|e\.?v|e\.?k|ltd|ltda|limited|inc|incorporated|llc|llp|plc|corp|corporation|co|company|b\.?v|n\.?v|a\.?b|a\.?s|oy|aps|pty))+[[:space:].,)]*$'::text, ''::text), '[[:space:][:punct:]“”‘’–—]+'::text, ''::text, 'g'::text)
END, ''::text), lower(name))) stored not null,
  constraint companies_pkey PRIMARY KEY (desk_id, id),
  constraint companies_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE,
  constraint companies_desk_id_merged_into_id_fkey FOREIGN KEY (desk_id, merged_into_id) REFERENCES companies(desk_id, id),
  constraint companies_desk_id_owner_user_id_fkey FOREIGN KEY (desk_id, owner_user_id) REFERENCES users(desk_id, id)
);
CREATE INDEX companies_alike ON companies USING btree (desk_id, alike, id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_name ON companies USING btree (desk_id, lower(name), id) WHERE (deleted_at IS NULL);
CREATE INDEX companies_words ON companies USING gin (words gin_trgm_ops);

create table company_domains (
  desk_id uuid not null,
  domain text not null,
  company_id uuid not null,
  position integer default 0 not null,
  alike text generated always as (replace(regexp_replace(regexp_replace(domain, '(\.(ac|co|com|edu|gob|gouv|gov|net|or|org))?\.[^.]+$'::text, ''::text), '^.*\.'::text, ''::text), '-'::text, ''::text)) stored not null,
  constraint company_domains_pkey PRIMARY KEY (desk_id, domain),
  constraint company_domains_desk_id_company_id_fkey FOREIGN KEY (desk_id, company_id) REFERENCES companies(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX company_domains_alike ON company_domains USING btree (desk_id, alike, company_id);
CREATE INDEX company_domains_company ON company_domains USING btree (desk_id, company_id, "position");

create table consent_requests (
  desk_id uuid not null,
  state_hash bytea not null,
  user_id uuid not null,
  provider text not null,
  verifier bytea not null,
  channel_id uuid,
  address text not null,
  since timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint consent_requests_pkey PRIMARY KEY (desk_id, state_hash),
  constraint consent_requests_provider_check CHECK ((provider = ANY (ARRAY['google'::text, 'microsoft'::text]))),
  constraint consent_requests_desk_id_channel_id_fkey FOREIGN KEY (desk_id, channel_id) REFERENCES channels(desk_id, id) ON DELETE CASCADE,
  constraint consent_requests_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);

create table contact_emails (
  desk_id uuid not null,
  email text not null,
  contact_id uuid not null,
  position integer default 0 not null,
  bounced_at timestamp with time zone,
  constraint contact_emails_pkey PRIMARY KEY (desk_id, email),
  constraint contact_emails_desk_id_contact_id_fkey FOREIGN KEY (desk_id, contact_id) REFERENCES contacts(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_emails_alike ON contact_emails USING btree (desk_id, replace(split_part(split_part(email, '@'::text, 1), '+'::text, 1), '.'::text, ''::text));
CREATE INDEX contact_emails_contact ON contact_emails USING btree (desk_id, contact_id, "position");
CREATE INDEX contact_emails_spelling ON contact_emails USING btree (desk_id, (((replace(split_part(split_part(email, '@'::text, 1), '+'::text, 1), '.'::text, ''::text) || '@'::text) || split_part(email, '@'::text, 2))));

create table contact_phones (
  desk_id uuid not null,
  contact_id uuid not null,
  position integer not null,
  phone text not null,
  digits text not null,
  constraint contact_phones_pkey PRIMARY KEY (desk_id, contact_id, "position"),
  constraint contact_phones_desk_id_contact_id_fkey FOREIGN KEY (desk_id, contact_id) REFERENCES contacts(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX contact_phones_digits ON contact_phones USING btree (desk_id, digits, contact_id);

create table contacts (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  job_title text,
  company_id uuid,
  words text default ''::text not null,
  created_at timestamp with time zone not null,
  owner_user_id uuid,
  deleted_at timestamp with time zone,
  former_emails text[] default '{}'::text[] not null,
  merged_into_id uuid,
  constraint contacts_pkey PRIMARY KEY (desk_id, id),
  constraint contacts_desk_id_company_id_fkey FOREIGN KEY (desk_id, company_id) REFERENCES companies(desk_id, id) ON DELETE SET NULL (company_id),
  constraint contacts_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE,
  constraint contacts_desk_id_merged_into_id_fkey FOREIGN KEY (desk_id, merged_into_id) REFERENCES contacts(desk_id, id),
  constraint contacts_desk_id_owner_user_id_fkey FOREIGN KEY (desk_id, owner_user_id) REFERENCES users(desk_id, id)
);
CREATE INDEX contacts_company ON contacts USING btree (desk_id, company_id);
CREATE INDEX contacts_name ON contacts USING btree (desk_id, lower(name), id) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_namesakes ON contacts USING btree (desk_id, (((lower(name) || ' / '::text) || COALESCE((company_id)::text, ''::text)))) WHERE (deleted_at IS NULL);
CREATE INDEX contacts_words ON contacts USING gin (words gin_trgm_ops);

create table create_forms (
  desk_id uuid not null,
  fields jsonb not null,
  updated_at timestamp with time zone not null,
  constraint create_forms_pkey PRIMARY KEY (desk_id),
  constraint create_forms_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table deal_contacts (
  desk_id uuid not null,
  deal_id uuid not null,
  contact_id uuid not null,
  position integer default 0 not null,
  constraint deal_contacts_pkey PRIMARY KEY (desk_id, deal_id, contact_id),
  constraint deal_contacts_desk_id_contact_id_fkey FOREIGN KEY (desk_id, contact_id) REFERENCES contacts(desk_id, id) ON DELETE CASCADE,
  constraint deal_contacts_desk_id_deal_id_fkey FOREIGN KEY (desk_id, deal_id) REFERENCES deals(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX deal_contacts_contact ON deal_contacts USING btree (desk_id, contact_id);

create table deal_tickets (
  desk_id uuid not null,
  deal_id uuid not null,
  ticket_id uuid not null,
  constraint deal_tickets_pkey PRIMARY KEY (desk_id, deal_id, ticket_id),
  constraint deal_tickets_desk_id_deal_id_fkey FOREIGN KEY (desk_id, deal_id) REFERENCES deals(desk_id, id) ON DELETE CASCADE,
  constraint deal_tickets_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX deal_tickets_ticket ON deal_tickets USING btree (desk_id, ticket_id);

create table deals (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  words text default ''::text not null,
  cents bigint,
  currency text not null,
  stage text not null,
  close_on date,
  company_id uuid,
  owner_user_id uuid,
  created_at timestamp with time zone not null,
  deleted_at timestamp with time zone,
  constraint deals_pkey PRIMARY KEY (desk_id, id),
  constraint deals_stage_check CHECK ((stage = ANY (ARRAY['new'::text, 'qualified'::text, 'proposal'::text, 'negotiation'::text, 'won'::text, 'lost'::text]))),
  constraint deals_desk_id_company_id_fkey FOREIGN KEY (desk_id, company_id) REFERENCES companies(desk_id, id),
  constraint deals_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE,
  constraint deals_desk_id_owner_user_id_fkey FOREIGN KEY (desk_id, owner_user_id) REFERENCES users(desk_id, id)
);
CREATE INDEX deals_company ON deals USING btree (desk_id, company_id);
CREATE INDEX deals_name ON deals USING btree (desk_id, lower(name), id) WHERE (deleted_at IS NULL);
CREATE INDEX deals_words ON deals USING gin (words gin_trgm_ops);

create table deliveries (
  desk_id uuid not null,
  message_id uuid not null,
  attempts integer default 0 not null,
  accepted text[] default '{}'::text[] not null,
  refused jsonb default '[]'::jsonb not null,
  first_tried_at timestamp with time zone not null,
  unanswered integer default 0 not null,
  constraint deliveries_pkey PRIMARY KEY (desk_id, message_id),
  constraint deliveries_desk_id_message_id_fkey FOREIGN KEY (desk_id, message_id) REFERENCES messages(desk_id, id) ON DELETE CASCADE
);

create table desk_counters (
  desk_id uuid not null,
  ticket_number integer default 1000 not null,
  constraint desk_counters_pkey PRIMARY KEY (desk_id),
  constraint desk_counters_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table desk_hosts (
  host text not null,
  desk_id uuid not null,
  constraint desk_hosts_pkey PRIMARY KEY (host),
  constraint desk_hosts_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table desks (
  id uuid not null,
  name text not null,
  reply_secret bytea not null,
  sample boolean default false not null,
  created_at timestamp with time zone not null,
  comments_on_calls text default 'after_email'::text not null,
  spam_days integer default 90 not null,
  constraint desks_pkey PRIMARY KEY (id),
  constraint desks_comments_on_calls_check CHECK ((comments_on_calls = ANY (ARRAY['after_email'::text, 'always'::text]))),
  constraint desks_spam_days_check CHECK (((spam_days >= 1) AND (spam_days <= 3650)))
);

create table distinct_records (
  desk_id uuid not null,
  kind text not null,
  a_id uuid not null,
  b_id uuid not null,
  by_user_id uuid not null,
  at timestamp with time zone not null,
  constraint distinct_records_pkey PRIMARY KEY (desk_id, kind, a_id, b_id),
  constraint distinct_records_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'company'::text]))),
  constraint distinct_records_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX distinct_records_other ON distinct_records USING btree (desk_id, kind, b_id);

create table dkim_keys (
  desk_id uuid not null,
  id uuid not null,
  domain text not null,
  selector text not null,
  private_key bytea not null,
  public_key text not null,
  state text not null,
  created_at timestamp with time zone not null,
  activated_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint dkim_keys_pkey PRIMARY KEY (desk_id, id),
  constraint dkim_keys_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'active'::text, 'retired'::text]))),
  constraint dkim_keys_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX dkim_keys_one ON dkim_keys USING btree (desk_id, domain, state) WHERE (state <> 'retired'::text);
CREATE UNIQUE INDEX dkim_keys_selector ON dkim_keys USING btree (desk_id, domain, selector);

create table drafts (
  desk_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  kind text not null,
  html text not null,
  to_addresses jsonb default '[]'::jsonb not null,
  cc_addresses jsonb default '[]'::jsonb not null,
  bcc_addresses jsonb default '[]'::jsonb not null,
  from_channel_id uuid,
  reply_to_message_id uuid,
  attachment_ids uuid[] default '{}'::uuid[] not null,
  seen_message_id uuid,
  version integer not null,
  updated_at timestamp with time zone not null,
  subject text,
  constraint drafts_pkey PRIMARY KEY (desk_id, user_id, ticket_id, kind),
  constraint drafts_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'comment'::text, 'forward'::text]))),
  constraint drafts_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint drafts_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX drafts_ticket ON drafts USING btree (desk_id, ticket_id);

create table events (
  seq bigint generated always as identity not null,
  xid xid8 default pg_current_xact_id() not null,
  desk_id uuid not null,
  type text not null,
  ids jsonb default '{}'::jsonb not null,
  by_user_id uuid,
  at timestamp with time zone not null,
  constraint events_pkey PRIMARY KEY (desk_id, seq),
  constraint events_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX events_age ON events USING btree (at);
CREATE INDEX events_desk ON events USING btree (desk_id, xid, seq);
CREATE INDEX events_order ON events USING btree (xid, seq);

create table files (
  desk_id uuid not null,
  id uuid not null,
  hash bytea not null,
  name text not null,
  type text not null,
  size bigint not null,
  uploaded_by uuid,
  linked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint files_pkey PRIMARY KEY (desk_id, id),
  constraint files_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX files_hash ON files USING btree (desk_id, hash);
CREATE INDEX files_unlinked ON files USING btree (created_at) WHERE (linked_at IS NULL);

create table installation (
  one boolean default true not null,
  epoch text default substr(md5(((random())::text || (clock_timestamp())::text)), 1, 8) not null,
  cleared_xid xid8,
  created_at timestamp with time zone default now() not null,
  constraint installation_pkey PRIMARY KEY (one),
  constraint installation_one_check CHECK (one)
);

create table links (
  desk_id uuid not null,
  id uuid not null,
  purpose text not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint links_pkey PRIMARY KEY (desk_id, id),
  constraint links_purpose_check CHECK ((purpose = ANY (ARRAY['invitation'::text, 'password_reset'::text]))),
  constraint links_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX links_token ON links USING btree (desk_id, token_hash);
CREATE INDEX links_user ON links USING btree (desk_id, user_id, purpose);

create table mail_alarms (
  desk_id uuid not null,
  id uuid not null,
  kind text not null,
  channel_id uuid,
  detail text,
  since timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint mail_alarms_pkey PRIMARY KEY (desk_id, id),
  constraint mail_alarms_kind_check CHECK ((kind = ANY (ARRAY['failing'::text, 'silent'::text, 'unaccounted'::text, 'token_expiring'::text]))),
  constraint mail_alarms_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX mail_alarms_open ON mail_alarms USING btree (desk_id, kind, COALESCE(channel_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (ended_at IS NULL);

create table mail_counts (
  desk_id uuid not null,
  received bigint not null,
  constraint mail_counts_pkey PRIMARY KEY (desk_id),
  constraint mail_counts_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table mail_ids (
  desk_id uuid not null,
  message_id text not null,
  ticket_id uuid not null,
  own boolean not null,
  sent_message_id uuid,
  constraint mail_ids_pkey PRIMARY KEY (desk_id, message_id, ticket_id),
  constraint mail_ids_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_ids_ticket ON mail_ids USING btree (desk_id, ticket_id);

create table mail_rereadings (
  desk_id uuid not null,
  work_id uuid not null,
  mail_id uuid not null,
  changes jsonb not null,
  applied_at timestamp with time zone,
  constraint mail_rereadings_pkey PRIMARY KEY (desk_id, work_id, mail_id),
  constraint mail_rereadings_desk_id_work_id_fkey FOREIGN KEY (desk_id, work_id) REFERENCES mail_works(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX mail_rereadings_waiting ON mail_rereadings USING btree (desk_id, work_id, mail_id) WHERE (applied_at IS NULL);

create table mail_turns (
  desk_id uuid not null,
  minute timestamp with time zone not null,
  key text not null,
  taken integer not null,
  constraint mail_turns_pkey PRIMARY KEY (desk_id, minute, key),
  constraint mail_turns_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table mail_works (
  desk_id uuid not null,
  id uuid not null,
  kind text not null,
  state text not null,
  channel_id uuid,
  input jsonb default '{}'::jsonb not null,
  place jsonb default '{}'::jsonb not null,
  done bigint default 0 not null,
  total bigint default 0 not null,
  report jsonb default '{}'::jsonb not null,
  error text,
  by_user_id uuid,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint mail_works_pkey PRIMARY KEY (desk_id, id),
  constraint mail_works_kind_check CHECK ((kind = ANY (ARRAY['reread'::text, 'import'::text, 'reconcile'::text]))),
  constraint mail_works_state_check CHECK ((state = ANY (ARRAY['running'::text, 'ready'::text, 'applying'::text, 'done'::text, 'failed'::text, 'stopped'::text]))),
  constraint mail_works_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX mail_works_channel ON mail_works USING btree (desk_id, channel_id, kind, created_at DESC, id DESC);
CREATE INDEX mail_works_newest ON mail_works USING btree (desk_id, created_at DESC, id DESC);

create table mailbox_consents (
  desk_id uuid not null,
  channel_id uuid not null,
  provider text not null,
  account text not null,
  refresh_token bytea not null,
  access_token bytea,
  access_until timestamp with time zone,
  ends_at timestamp with time zone,
  state text default 'ok'::text not null,
  refreshing_until timestamp with time zone,
  constraint mailbox_consents_pkey PRIMARY KEY (desk_id, channel_id),
  constraint mailbox_consents_provider_check CHECK ((provider = ANY (ARRAY['google'::text, 'microsoft'::text]))),
  constraint mailbox_consents_state_check CHECK ((state = ANY (ARRAY['ok'::text, 'revoked'::text]))),
  constraint mailbox_consents_desk_id_channel_id_fkey FOREIGN KEY (desk_id, channel_id) REFERENCES channels(desk_id, id) ON DELETE CASCADE
);

create table mails (
  desk_id uuid not null,
  id uuid not null,
  channel_id uuid,
  via text not null,
  raw bytea storage external,
  raw_hash bytea not null,
  size integer not null,
  envelope_from text,
  envelope_to text[] default '{}'::text[] not null,
  remote_address text,
  from_address text,
  subject text,
  message_id text,
  content_hash bytea,
  fate text default 'received'::text not null,
  reason text,
  ticket_id uuid,
  duplicate_of_id uuid,
  quiet boolean default false not null,
  verdict jsonb,
  received_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  closed boolean default false not null,
  work_id uuid,
  imap_uid bigint,
  imap_uid_validity bigint,
  released_at timestamp with time zone,
  erased_at timestamp with time zone,
  constraint mails_pkey PRIMARY KEY (desk_id, id),
  constraint mails_fate_check CHECK ((fate = ANY (ARRAY['received'::text, 'ticket_created'::text, 'joined_ticket'::text, 'spam'::text, 'rejected_by_rule'::text, 'ignored'::text, 'duplicate'::text, 'own_copy'::text, 'unreadable'::text, 'test'::text]))),
  constraint mails_via_check CHECK ((via = ANY (ARRAY['smtp'::text, 'lmtp'::text, 'imap'::text, 'import'::text, 'preview'::text, 'upload'::text, 'webhook'::text]))),
  constraint mails_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX mails_bytes ON mails USING btree (desk_id, raw_hash) WHERE (raw IS NULL);
CREATE INDEX mails_channel ON mails USING btree (desk_id, channel_id, received_at DESC, id DESC);
CREATE INDEX mails_fate ON mails USING btree (desk_id, fate, received_at DESC, id DESC);
CREATE INDEX mails_message_id ON mails USING btree (desk_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX mails_newest ON mails USING btree (desk_id, received_at DESC, id DESC);
CREATE UNIQUE INDEX mails_once ON mails USING btree (desk_id, message_id, content_hash) WHERE ((fate = ANY (ARRAY['ticket_created'::text, 'joined_ticket'::text, 'unreadable'::text])) AND (message_id IS NOT NULL));
CREATE UNIQUE INDEX mails_once_raw ON mails USING btree (desk_id, raw_hash) WHERE ((fate = ANY (ARRAY['ticket_created'::text, 'joined_ticket'::text, 'unreadable'::text])) AND (message_id IS NULL));
CREATE INDEX mails_spam ON mails USING btree (desk_id, received_at DESC, id DESC) WHERE ((fate = ANY (ARRAY['spam'::text, 'rejected_by_rule'::text])) AND (erased_at IS NULL));
CREATE INDEX mails_spam_age ON mails USING btree (desk_id, settled_at) WHERE ((fate = ANY (ARRAY['spam'::text, 'rejected_by_rule'::text])) AND (erased_at IS NULL));
CREATE INDEX mails_spam_once ON mails USING btree (desk_id, message_id) WHERE (fate = ANY (ARRAY['spam'::text, 'rejected_by_rule'::text]));
CREATE INDEX mails_uid ON mails USING btree (desk_id, channel_id, imap_uid_validity, imap_uid) WHERE (imap_uid IS NOT NULL);
CREATE INDEX mails_waiting ON mails USING btree (desk_id, id) WHERE (fate = 'received'::text);
CREATE INDEX mails_words ON mails USING gin (lower(((COALESCE(from_address, ''::text) || ' '::text) || COALESCE(subject, ''::text))) gin_trgm_ops);
CREATE INDEX mails_work ON mails USING btree (desk_id, work_id, fate) WHERE (work_id IS NOT NULL);

create table messages (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  kind text not null,
  direction text,
  channel_id uuid,
  author_user_id uuid,
  author_contact_id uuid,
  from_name text default ''::text not null,
  from_address text,
  to_addresses jsonb default '[]'::jsonb not null,
  cc_addresses jsonb default '[]'::jsonb not null,
  bcc_addresses jsonb default '[]'::jsonb not null,
  subject text,
  text text not null,
  html text,
  visible_text text,
  visible_html text,
  sanitizer_version integer,
  blocked_images integer default 0 not null,
  delivery text,
  delivery_error text,
  delivery_attempts integer default 0 not null,
  send_at timestamp with time zone,
  sent_at timestamp with time zone,
  message_id text,
  reply_to_message_id uuid,
  automatic boolean default false not null,
  verified text,
  truncated text,
  mentions uuid[] default '{}'::uuid[] not null,
  mail_id uuid,
  sent_hash bytea,
  before jsonb,
  written_at timestamp with time zone not null,
  forwarded_message_id uuid,
  edition integer default 0 not null,
  edited_at timestamp with time zone,
  deleted_at timestamp with time zone,
  deleted_by_user_id uuid,
  trust jsonb,
  forwarded_by_user_id uuid,
  constraint messages_pkey PRIMARY KEY (desk_id, id),
  constraint messages_changed_check CHECK (((kind = 'comment'::text) OR ((edition = 0) AND (deleted_at IS NULL)))),
  constraint messages_check CHECK (((kind = 'comment'::text) = (direction IS NULL))),
  constraint messages_delivery_check CHECK ((delivery = ANY (ARRAY['queued'::text, 'sending'::text, 'sent'::text, 'failed'::text, 'unknown'::text]))),
  constraint messages_direction_check CHECK ((direction = ANY (ARRAY['incoming'::text, 'outgoing'::text]))),
  constraint messages_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'comment'::text]))),
  constraint messages_verified_check CHECK ((verified = ANY (ARRAY['verified'::text, 'unverified'::text, 'failed'::text, 'unchecked'::text]))),
  constraint messages_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX messages_mail ON messages USING btree (desk_id, mail_id) WHERE (mail_id IS NOT NULL);
CREATE INDEX messages_message_id ON messages USING btree (desk_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX messages_ticket ON messages USING btree (desk_id, ticket_id, written_at DESC, id DESC);

create table notices (
  desk_id uuid not null,
  id uuid not null,
  to_address text not null,
  to_name text default ''::text not null,
  subject text not null,
  html text,
  text text,
  message_id text not null,
  state text default 'queued'::text not null,
  error text,
  created_at timestamp with time zone not null,
  attempts integer default 0 not null,
  unsubscribe_url text,
  constraint notices_pkey PRIMARY KEY (desk_id, id),
  constraint notices_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text]))),
  constraint notices_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table notification_settings (
  desk_id uuid not null,
  user_id uuid not null,
  topic text not null,
  app boolean not null,
  mail boolean not null,
  push boolean,
  constraint notification_settings_pkey PRIMARY KEY (desk_id, user_id, topic),
  constraint notification_settings_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);

create table notifications (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  ticket_id uuid,
  topic text not null,
  message_id uuid,
  by_user_id uuid,
  count integer default 1 not null,
  in_app boolean not null,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  mail_at timestamp with time zone,
  mailed_at timestamp with time zone,
  push boolean default false not null,
  pushed_at timestamp with time zone,
  alarm_id uuid,
  constraint notifications_pkey PRIMARY KEY (desk_id, id),
  constraint notifications_about_check CHECK (((ticket_id IS NULL) = (alarm_id IS NOT NULL))),
  constraint notifications_topic_check CHECK ((topic = ANY (ARRAY['assigned'::text, 'mentioned'::text, 'shared'::text, 'received'::text, 'replied'::text, 'commented'::text, 'failed'::text, 'mailbox'::text]))),
  constraint notifications_desk_id_alarm_id_fkey FOREIGN KEY (desk_id, alarm_id) REFERENCES mail_alarms(desk_id, id) ON DELETE CASCADE,
  constraint notifications_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint notifications_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX notifications_alarm ON notifications USING btree (desk_id, alarm_id, user_id) WHERE (alarm_id IS NOT NULL);
CREATE INDEX notifications_mail ON notifications USING btree (mail_at) WHERE ((mail_at IS NOT NULL) AND (read_at IS NULL));
CREATE INDEX notifications_newest ON notifications USING btree (desk_id, user_id, at DESC, id DESC);
CREATE UNIQUE INDEX notifications_open ON notifications USING btree (desk_id, user_id, ticket_id, topic) WHERE (read_at IS NULL);
CREATE INDEX notifications_ticket ON notifications USING btree (desk_id, ticket_id);

create table outbox (
  desk_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  from_box jsonb not null,
  to_boxes jsonb not null,
  cc_boxes jsonb default '[]'::jsonb not null,
  receivers text[] not null,
  subject text not null,
  html text not null,
  text text not null,
  message_id text not null,
  raw bytea not null,
  attachments jsonb default '[]'::jsonb not null,
  ticket_id uuid,
  message_row_id uuid,
  constraint outbox_pkey PRIMARY KEY (desk_id, id),
  constraint outbox_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX outbox_message ON outbox USING btree (desk_id, message_id, receivers);
CREATE INDEX outbox_newest ON outbox USING btree (desk_id, at DESC, id DESC);
CREATE INDEX outbox_receivers ON outbox USING gin (desk_id, receivers);

create table participants (
  desk_id uuid not null,
  ticket_id uuid not null,
  address text not null,
  name text default ''::text not null,
  contact_id uuid,
  role text not null,
  created_at timestamp with time zone not null,
  constraint participants_pkey PRIMARY KEY (desk_id, ticket_id, address),
  constraint participants_role_check CHECK ((role = ANY (ARRAY['from'::text, 'to'::text, 'cc'::text]))),
  constraint participants_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX participants_contact ON participants USING btree (desk_id, contact_id) WHERE (contact_id IS NOT NULL);

create table picture_senders (
  desk_id uuid not null,
  user_id uuid not null,
  address text not null,
  allowed_at timestamp with time zone not null,
  constraint picture_senders_pkey PRIMARY KEY (desk_id, user_id, address),
  constraint picture_senders_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);

create table pipeline_limits (
  desk_id uuid not null,
  pipeline_id uuid not null,
  user_ids uuid[] not null,
  team_ids uuid[] not null,
  constraint pipeline_limits_pkey PRIMARY KEY (desk_id, pipeline_id),
  constraint pipeline_limits_desk_id_pipeline_id_fkey FOREIGN KEY (desk_id, pipeline_id) REFERENCES pipelines(desk_id, id) ON DELETE CASCADE
);

create table pipelines (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  position integer not null,
  is_default boolean default false not null,
  status_on_reply_id uuid,
  status_on_customer_reply_id uuid,
  limit_creation boolean default false not null,
  no_skipping boolean default false not null,
  no_moving_back boolean default false not null,
  reopen_days integer,
  close_date text default 'cleared_on_reopen'::text not null,
  deleted_at timestamp with time zone,
  constraint pipelines_pkey PRIMARY KEY (desk_id, id),
  constraint pipelines_close_date_check CHECK ((close_date = ANY (ARRAY['cleared_on_reopen'::text, 'kept_on_reopen'::text, 'first_close'::text]))),
  constraint pipelines_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create unlogged table presence (
  desk_id uuid not null,
  ticket_id uuid not null,
  user_id uuid not null,
  tab_id text not null,
  doing text not null,
  seen_at timestamp with time zone not null,
  constraint presence_pkey PRIMARY KEY (desk_id, tab_id, user_id),
  constraint presence_doing_check CHECK ((doing = ANY (ARRAY['viewing'::text, 'replying'::text, 'commenting'::text])))
);
CREATE INDEX presence_ticket ON presence USING btree (desk_id, ticket_id);

create table properties (
  desk_id uuid not null,
  id uuid not null,
  record_kind text not null,
  name text not null,
  label text not null,
  description text default ''::text not null,
  group_name text default ''::text not null,
  type text not null,
  options jsonb default '[]'::jsonb not null,
  condition jsonb,
  archived_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  required boolean default false not null,
  constraint properties_pkey PRIMARY KEY (desk_id, id),
  constraint properties_record_kind_check CHECK ((record_kind = ANY (ARRAY['ticket'::text, 'contact'::text, 'company'::text, 'deal'::text]))),
  constraint properties_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX properties_name ON properties USING btree (desk_id, record_kind, name);

create table property_values (
  desk_id uuid not null,
  record_kind text not null,
  record_id uuid not null,
  property_id uuid not null,
  value jsonb not null,
  constraint property_values_pkey PRIMARY KEY (desk_id, record_kind, record_id, property_id),
  constraint property_values_desk_id_property_id_fkey FOREIGN KEY (desk_id, property_id) REFERENCES properties(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX property_values_value ON property_values USING btree (desk_id, property_id, "left"((value #>> '{}'::text[]), 200));

create table push_keys (
  desk_id uuid not null,
  public_key text not null,
  private_key bytea not null,
  created_at timestamp with time zone not null,
  constraint push_keys_pkey PRIMARY KEY (desk_id),
  constraint push_keys_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);

create table push_sends (
  desk_id uuid not null,
  notification_id uuid not null,
  subscription_id uuid not null,
  count integer not null,
  constraint push_sends_pkey PRIMARY KEY (desk_id, notification_id, subscription_id),
  constraint push_sends_desk_id_notification_id_fkey FOREIGN KEY (desk_id, notification_id) REFERENCES notifications(desk_id, id) ON DELETE CASCADE,
  constraint push_sends_desk_id_subscription_id_fkey FOREIGN KEY (desk_id, subscription_id) REFERENCES push_subscriptions(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX push_sends_subscription ON push_sends USING btree (desk_id, subscription_id);

create table push_subscriptions (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  session_id uuid not null,
  endpoint text not null,
  p256dh text not null,
  auth bytea not null,
  agent text not null,
  private boolean not null,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  failures integer default 0 not null,
  constraint push_subscriptions_pkey PRIMARY KEY (desk_id, id),
  constraint push_subscriptions_desk_id_session_id_fkey FOREIGN KEY (desk_id, session_id) REFERENCES sessions(desk_id, id) ON DELETE CASCADE,
  constraint push_subscriptions_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX push_subscriptions_endpoint ON push_subscriptions USING btree (desk_id, endpoint);
CREATE INDEX push_subscriptions_session ON push_subscriptions USING btree (desk_id, session_id);
CREATE INDEX push_subscriptions_user ON push_subscriptions USING btree (desk_id, user_id, created_at);

create table record_changes (
  desk_id uuid not null,
  id uuid not null,
  kind text not null,
  record_id uuid not null,
  what text not null,
  property text,
  from_value text,
  to_value text,
  by_user_id uuid,
  at timestamp with time zone not null,
  constraint record_changes_pkey PRIMARY KEY (desk_id, id),
  constraint record_changes_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'company'::text, 'deal'::text]))),
  constraint record_changes_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX record_changes_record ON record_changes USING btree (desk_id, record_id, at DESC, id DESC);

create table record_merges (
  desk_id uuid not null,
  id uuid not null,
  kind text not null,
  survivor_id uuid not null,
  merged_id uuid not null,
  moved jsonb not null,
  by_user_id uuid,
  at timestamp with time zone not null,
  undone_at timestamp with time zone,
  constraint record_merges_pkey PRIMARY KEY (desk_id, id),
  constraint record_merges_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'company'::text]))),
  constraint record_merges_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX record_merges_survivor ON record_merges USING btree (desk_id, survivor_id);

create table recovery_codes (
  desk_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  constraint recovery_codes_pkey PRIMARY KEY (desk_id, user_id, code_hash),
  constraint recovery_codes_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);

create table reply_defaults (
  desk_id uuid not null,
  team_id uuid not null,
  channel_id uuid not null,
  constraint reply_defaults_pkey PRIMARY KEY (desk_id, team_id),
  constraint reply_defaults_desk_id_channel_id_fkey FOREIGN KEY (desk_id, channel_id) REFERENCES channels(desk_id, id) ON DELETE CASCADE,
  constraint reply_defaults_desk_id_team_id_fkey FOREIGN KEY (desk_id, team_id) REFERENCES teams(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX reply_defaults_channel ON reply_defaults USING btree (desk_id, channel_id);

create table scheduled_replies (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  author_user_id uuid not null,
  reply jsonb not null,
  send_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint scheduled_replies_pkey PRIMARY KEY (desk_id, id),
  constraint scheduled_replies_desk_id_author_user_id_fkey FOREIGN KEY (desk_id, author_user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE,
  constraint scheduled_replies_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX scheduled_replies_ticket ON scheduled_replies USING btree (desk_id, ticket_id, send_at, id);

create table schema_migrations (
  number integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (number)
);

create table search_entries (
  desk_id uuid not null,
  message_id uuid not null,
  ticket_id uuid not null,
  at timestamp with time zone not null,
  words tsvector not null,
  constraint search_entries_pkey PRIMARY KEY (desk_id, message_id),
  constraint search_entries_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX search_entries_newest ON search_entries USING btree (desk_id, at DESC);
CREATE INDEX search_entries_ticket ON search_entries USING btree (desk_id, ticket_id);
CREATE INDEX search_entries_words ON search_entries USING gin (desk_id, words);

create table sender_rules (
  desk_id uuid not null,
  id uuid not null,
  action text not null,
  kind text not null,
  value text not null,
  fate text,
  created_by uuid,
  created_at timestamp with time zone not null,
  by_agent boolean default false not null,
  constraint sender_rules_pkey PRIMARY KEY (desk_id, id),
  constraint sender_rules_action_check CHECK ((action = ANY (ARRAY['block'::text, 'allow'::text]))),
  constraint sender_rules_check CHECK (((action = 'block'::text) = (fate IS NOT NULL))),
  constraint sender_rules_fate_check CHECK ((fate = ANY (ARRAY['spam'::text, 'rejected_by_rule'::text]))),
  constraint sender_rules_kind_check CHECK ((kind = ANY (ARRAY['address'::text, 'domain'::text, 'pattern'::text, 'type'::text]))),
  constraint sender_rules_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX sender_rules_newest ON sender_rules USING btree (desk_id, created_at DESC, id DESC);
CREATE INDEX sender_rules_of ON sender_rules USING btree (desk_id, created_by, created_at) WHERE by_agent;
CREATE UNIQUE INDEX sender_rules_once ON sender_rules USING btree (desk_id, kind, value);

create table sessions (
  desk_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  token_hash bytea not null,
  created_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  agent text,
  ip text default ''::text not null,
  constraint sessions_pkey PRIMARY KEY (desk_id, id),
  constraint sessions_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX sessions_token ON sessions USING btree (desk_id, token_hash);
CREATE INDEX sessions_user ON sessions USING btree (desk_id, user_id);

create table snippets (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  shortcut text not null,
  html text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint snippets_pkey PRIMARY KEY (desk_id, id),
  constraint snippets_desk_id_created_by_fkey FOREIGN KEY (desk_id, created_by) REFERENCES users(desk_id, id) ON DELETE SET NULL (created_by),
  constraint snippets_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE INDEX snippets_name ON snippets USING btree (desk_id, lower(name), id);
CREATE UNIQUE INDEX snippets_shortcut ON snippets USING btree (desk_id, shortcut);

create table statuses (
  desk_id uuid not null,
  id uuid not null,
  pipeline_id uuid not null,
  name text not null,
  color text not null,
  kind text not null,
  position integer not null,
  required_properties text[] default '{}'::text[] not null,
  for_new boolean default true not null,
  deleted_at timestamp with time zone,
  constraint statuses_pkey PRIMARY KEY (desk_id, id),
  constraint statuses_kind_check CHECK ((kind = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint statuses_desk_id_pipeline_id_fkey FOREIGN KEY (desk_id, pipeline_id) REFERENCES pipelines(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX statuses_pipeline ON statuses USING btree (desk_id, pipeline_id, "position");

create table team_members (
  desk_id uuid not null,
  team_id uuid not null,
  user_id uuid not null,
  constraint team_members_pkey PRIMARY KEY (desk_id, team_id, user_id),
  constraint team_members_desk_id_team_id_fkey FOREIGN KEY (desk_id, team_id) REFERENCES teams(desk_id, id) ON DELETE CASCADE,
  constraint team_members_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX team_members_user ON team_members USING btree (desk_id, user_id);

create table teams (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamp with time zone not null,
  constraint teams_pkey PRIMARY KEY (desk_id, id),
  constraint teams_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX teams_name ON teams USING btree (desk_id, lower(name));

create table templates (
  desk_id uuid not null,
  id uuid not null,
  name text not null,
  subject text not null,
  html text not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint templates_pkey PRIMARY KEY (desk_id, id),
  constraint templates_desk_id_created_by_fkey FOREIGN KEY (desk_id, created_by) REFERENCES users(desk_id, id) ON DELETE SET NULL (created_by),
  constraint templates_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX templates_name ON templates USING btree (desk_id, lower(name));

create table ticket_contacts (
  desk_id uuid not null,
  ticket_id uuid not null,
  contact_id uuid not null,
  position integer default 0 not null,
  constraint ticket_contacts_pkey PRIMARY KEY (desk_id, ticket_id, contact_id),
  constraint ticket_contacts_desk_id_contact_id_fkey FOREIGN KEY (desk_id, contact_id) REFERENCES contacts(desk_id, id) ON DELETE CASCADE,
  constraint ticket_contacts_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_contacts_contact ON ticket_contacts USING btree (desk_id, contact_id, ticket_id);

create table ticket_follows (
  desk_id uuid not null,
  ticket_id uuid not null,
  user_id uuid not null,
  following boolean not null,
  at timestamp with time zone not null,
  constraint ticket_follows_pkey PRIMARY KEY (desk_id, ticket_id, user_id),
  constraint ticket_follows_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint ticket_follows_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_follows_user ON ticket_follows USING btree (desk_id, user_id, ticket_id) WHERE following;

create table ticket_hints (
  desk_id uuid not null,
  ticket_id uuid not null,
  other_ticket_id uuid not null,
  reason text not null,
  created_at timestamp with time zone not null,
  constraint ticket_hints_pkey PRIMARY KEY (desk_id, ticket_id, other_ticket_id),
  constraint ticket_hints_reason_check CHECK ((reason = ANY (ARRAY['stranger'::text, 'bridge'::text, 'reopened_late'::text, 'subject'::text, 'unproven'::text, 'split'::text]))),
  constraint ticket_hints_desk_id_other_ticket_id_fkey FOREIGN KEY (desk_id, other_ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint ticket_hints_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_hints_other ON ticket_hints USING btree (desk_id, other_ticket_id);

create table ticket_joins (
  desk_id uuid not null,
  ticket_id uuid not null,
  into_ticket_id uuid not null,
  by_user_id uuid not null,
  joined_at timestamp with time zone not null,
  moved jsonb not null,
  before jsonb not null,
  constraint ticket_joins_pkey PRIMARY KEY (desk_id, ticket_id),
  constraint ticket_joins_desk_id_into_ticket_id_fkey FOREIGN KEY (desk_id, into_ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint ticket_joins_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_joins_into ON ticket_joins USING btree (desk_id, into_ticket_id, joined_at);

create table ticket_mentions (
  desk_id uuid not null,
  message_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  at timestamp with time zone not null,
  resolved_at timestamp with time zone,
  gone boolean default false not null,
  constraint ticket_mentions_pkey PRIMARY KEY (desk_id, message_id, user_id),
  constraint ticket_mentions_desk_id_message_id_fkey FOREIGN KEY (desk_id, message_id) REFERENCES messages(desk_id, id) ON DELETE CASCADE,
  constraint ticket_mentions_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_mentions_ticket ON ticket_mentions USING btree (desk_id, ticket_id);
CREATE INDEX ticket_mentions_user ON ticket_mentions USING btree (desk_id, user_id, ticket_id) WHERE ((resolved_at IS NULL) AND (NOT gone));

create table ticket_pulls (
  desk_id uuid not null,
  ticket_id uuid not null,
  kind text not null,
  record_id uuid not null,
  since timestamp with time zone,
  until timestamp with time zone not null,
  constraint ticket_pulls_pkey PRIMARY KEY (desk_id, ticket_id, kind, record_id),
  constraint ticket_pulls_kind_check CHECK ((kind = ANY (ARRAY['contact'::text, 'company'::text]))),
  constraint ticket_pulls_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_pulls_record ON ticket_pulls USING btree (desk_id, kind, record_id);

create table ticket_reads (
  desk_id uuid not null,
  user_id uuid not null,
  ticket_id uuid not null,
  read_at timestamp with time zone not null,
  constraint ticket_reads_pkey PRIMARY KEY (desk_id, user_id, ticket_id),
  constraint ticket_reads_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint ticket_reads_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE INDEX ticket_reads_marked ON ticket_reads USING btree (desk_id, user_id, ticket_id) WHERE (read_at = '1970-01-01 00:00:00+00'::timestamp with time zone);

create table ticket_shares (
  desk_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  user_id uuid,
  team_id uuid,
  edit boolean not null,
  by_user_id uuid not null,
  at timestamp with time zone not null,
  constraint ticket_shares_pkey PRIMARY KEY (desk_id, id),
  constraint ticket_shares_check CHECK (((user_id IS NULL) <> (team_id IS NULL))),
  constraint ticket_shares_desk_id_team_id_fkey FOREIGN KEY (desk_id, team_id) REFERENCES teams(desk_id, id) ON DELETE CASCADE,
  constraint ticket_shares_desk_id_ticket_id_fkey FOREIGN KEY (desk_id, ticket_id) REFERENCES tickets(desk_id, id) ON DELETE CASCADE,
  constraint ticket_shares_desk_id_user_id_fkey FOREIGN KEY (desk_id, user_id) REFERENCES users(desk_id, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX ticket_shares_team ON ticket_shares USING btree (desk_id, team_id, ticket_id) WHERE (team_id IS NOT NULL);
CREATE INDEX ticket_shares_ticket ON ticket_shares USING btree (desk_id, ticket_id);
CREATE UNIQUE INDEX ticket_shares_user ON ticket_shares USING btree (desk_id, user_id, ticket_id) WHERE (user_id IS NOT NULL);

create table tickets (
  desk_id uuid not null,
  id uuid not null,
  number integer not null,
  name text not null,
  pipeline_id uuid not null,
  status_id uuid not null,
  open boolean not null,
  owner_user_id uuid,
  owner_team_id uuid,
  priority text,
  category text,
  description text,
  resolution text,
  source text not null,
  channel_id uuid,
  contact_id uuid,
  company_id uuid,
  preview text default ''::text not null,
  newest_message_id uuid,
  newest_message_at timestamp with time zone,
  newest_direction text,
  active_at timestamp with time zone not null,
  first_replied_at timestamp with time zone,
  closed_at timestamp with time zone,
  reopened_at timestamp with time zone,
  created_hash bytea,
  merged_into_id uuid,
  deleted_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  last_closed_at timestamp with time zone,
  outbound boolean default false not null,
  assigned_team_ids uuid[] default '{}'::uuid[] not null,
  spam_at timestamp with time zone,
  constraint tickets_pkey PRIMARY KEY (desk_id, id),
  constraint tickets_check CHECK (((owner_user_id IS NULL) OR (owner_team_id IS NULL))),
  constraint tickets_newest_direction_check CHECK ((newest_direction = ANY (ARRAY['incoming'::text, 'outgoing'::text]))),
  constraint tickets_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  constraint tickets_source_check CHECK ((source = ANY (ARRAY['email'::text, 'form'::text, 'chat'::text, 'call'::text, 'manual'::text, 'api'::text, 'import'::text]))),
  constraint tickets_desk_id_company_id_fkey FOREIGN KEY (desk_id, company_id) REFERENCES companies(desk_id, id),
  constraint tickets_desk_id_contact_id_fkey FOREIGN KEY (desk_id, contact_id) REFERENCES contacts(desk_id, id),
  constraint tickets_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE,
  constraint tickets_desk_id_owner_user_id_fkey FOREIGN KEY (desk_id, owner_user_id) REFERENCES users(desk_id, id),
  constraint tickets_desk_id_pipeline_id_fkey FOREIGN KEY (desk_id, pipeline_id) REFERENCES pipelines(desk_id, id),
  constraint tickets_desk_id_status_id_fkey FOREIGN KEY (desk_id, status_id) REFERENCES statuses(desk_id, id)
);
CREATE INDEX tickets_all ON tickets USING btree (desk_id, active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_closed ON tickets USING btree (desk_id, active_at DESC, id DESC) INCLUDE (owner_user_id, owner_team_id) WHERE ((NOT open) AND (deleted_at IS NULL));
CREATE INDEX tickets_company ON tickets USING btree (desk_id, company_id, active_at DESC, id DESC);
CREATE INDEX tickets_contact ON tickets USING btree (desk_id, contact_id, active_at DESC, id DESC);
CREATE UNIQUE INDEX tickets_number ON tickets USING btree (desk_id, number);
CREATE INDEX tickets_open ON tickets USING btree (desk_id, active_at DESC, id DESC) WHERE (open AND (deleted_at IS NULL));
CREATE INDEX tickets_owner_team ON tickets USING btree (desk_id, owner_team_id, open, active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_owner_user ON tickets USING btree (desk_id, owner_user_id, open, active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_spam ON tickets USING btree (desk_id, spam_at DESC, id DESC) WHERE (spam_at IS NOT NULL);
CREATE INDEX tickets_status ON tickets USING btree (desk_id, status_id, active_at DESC, id DESC) WHERE (deleted_at IS NULL);
CREATE INDEX tickets_unassigned ON tickets USING btree (desk_id, active_at DESC, id DESC) WHERE (open AND (deleted_at IS NULL) AND (owner_user_id IS NULL) AND (owner_team_id IS NULL));
CREATE INDEX tickets_waiting_for_teams ON tickets USING btree (desk_id, active_at DESC, id DESC) WHERE (open AND (deleted_at IS NULL) AND (owner_user_id IS NULL) AND (assigned_team_ids <> '{}'::uuid[]));

create table users (
  desk_id uuid not null,
  id uuid not null,
  email text not null,
  name text not null,
  state text default 'invited'::text not null,
  password_hash text,
  totp_secret bytea,
  totp_confirmed_at timestamp with time zone,
  totp_last_step bigint,
  super_admin boolean default false not null,
  account_access boolean default false not null,
  service_access boolean default true not null,
  sales_access boolean default false not null,
  service_seat boolean default true not null,
  ticket_view text default 'all'::text not null,
  ticket_view_unassigned boolean default true not null,
  ticket_edit text default 'all'::text not null,
  ticket_edit_unassigned boolean default true not null,
  ticket_delete text default 'all'::text not null,
  ticket_delete_unassigned boolean default true not null,
  locale text,
  time_zone text,
  theme text default 'system'::text not null,
  signature_html text default ''::text not null,
  workspace jsonb default '{}'::jsonb not null,
  created_at timestamp with time zone not null,
  last_seen_at timestamp with time zone,
  constraint users_pkey PRIMARY KEY (desk_id, id),
  constraint users_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'deactivated'::text]))),
  constraint users_ticket_delete_check CHECK ((ticket_delete = ANY (ARRAY['all'::text, 'team'::text, 'own'::text, 'none'::text]))),
  constraint users_ticket_edit_check CHECK ((ticket_edit = ANY (ARRAY['all'::text, 'team'::text, 'own'::text, 'none'::text]))),
  constraint users_ticket_view_check CHECK ((ticket_view = ANY (ARRAY['all'::text, 'team'::text, 'own'::text, 'none'::text]))),
  constraint users_desk_id_fkey FOREIGN KEY (desk_id) REFERENCES desks(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX users_email ON users USING btree (desk_id, lower(email));
CREATE INDEX users_name ON users USING btree (desk_id, name, id);
