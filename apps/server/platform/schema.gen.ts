/** Written by tools/schema/dump.ts from the migrated database; do not edit. */
import type { ColumnType } from "kysely";

/** Has a default: an insert may leave it out. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>;

/** Only the database writes it. */
export type Made<T> = ColumnType<T, never, never>;

export type Timestamp = ColumnType<Date, Date | string, Date | string>;

/** Read as what it is, written with JSON.stringify: an array would become an array of PostgreSQL otherwise. */
export type Json = ColumnType<unknown, string, string>;

export type Int8 = ColumnType<number, number | bigint | string, number | bigint | string>;

export interface Activities {
  desk_id: string;
  id: string;
  ticket_id: string;
  what: string;
  by_type: "user" | "contact" | "system";
  by_id: string | null;
  property: string | null;
  from_value: string | null;
  to_value: string | null;
  message_id: string | null;
  cause: string;
  at: Timestamp;
}

export interface ApiTokens {
  desk_id: string;
  id: string;
  user_id: string;
  name: string;
  prefix: string;
  token_hash: Buffer;
  scopes: string[];
  created_at: Timestamp;
  last_used_at: Timestamp | null;
  expires_at: Timestamp | null;
}

export interface Attachments {
  desk_id: string;
  message_id: string;
  file_id: string;
  ticket_id: string;
  position: number;
  name: string;
  content_id: string | null;
  inline: Generated<boolean>;
}

export interface Attempts {
  desk_id: string;
  what: string;
  who: string;
  window_start: Timestamp;
  count: number;
}

export interface AuditEntries {
  desk_id: string;
  id: string;
  at: Timestamp;
  kind: string;
  by_user_id: string | null;
  by_token: boolean;
  ip: string;
  agent: string;
  subject_id: string | null;
  subject_name: string | null;
  changes: Json;
}

export interface AutomaticAnswers {
  desk_id: string;
  address: string;
  answered_at: Timestamp;
}

export interface ChannelWebhooks {
  desk_id: string;
  channel_id: string;
  secret: Buffer;
  made_at: Timestamp;
  previous_secret: Buffer | null;
  previous_until: Timestamp | null;
}

export interface Channels {
  desk_id: string;
  id: string;
  kind: Generated<"email">;
  name: string;
  address: string;
  from_name: Generated<"agent_and_desk" | "desk">;
  signature_html: Generated<string>;
  plus_addressing: Generated<boolean>;
  reopen_days: Generated<number>;
  imap: Json | null;
  imap_password: Buffer | null;
  imap_since: Timestamp | null;
  imap_connected_at: Timestamp | null;
  imap_uid_validity: Int8 | null;
  imap_uid: Int8 | null;
  health: Generated<"ok" | "connecting" | "failing">;
  health_error: string | null;
  health_since: Timestamp | null;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
  imap_start_uid: Int8 | null;
  imap_start_uid_validity: Int8 | null;
  trouble_since: Timestamp | null;
  trouble: string | null;
  next_try_at: Timestamp | null;
  trusted_servers: Generated<string[]>;
  imap_consent_at: Timestamp | null;
  acknowledgement: Json | null;
  smtp: Json | null;
  smtp_password: Buffer | null;
  imap_looking: Generated<boolean>;
}

export interface CommentVersions {
  desk_id: string;
  message_id: string;
  edition: number;
  html: string;
  text: string;
  at: Timestamp;
}

export interface Companies {
  desk_id: string;
  id: string;
  name: string;
  created_at: Timestamp;
  words: Generated<string>;
  owner_user_id: string | null;
  deleted_at: Timestamp | null;
  former_domains: Generated<string[]>;
  merged_into_id: string | null;
  alike: Made<string>;
}

export interface CompanyDomains {
  desk_id: string;
  domain: string;
  company_id: string;
  position: Generated<number>;
  alike: Made<string>;
}

export interface ConsentRequests {
  desk_id: string;
  state_hash: Buffer;
  user_id: string;
  provider: "google" | "microsoft";
  verifier: Buffer;
  channel_id: string | null;
  address: string;
  since: Timestamp | null;
  expires_at: Timestamp;
}

export interface ContactEmails {
  desk_id: string;
  email: string;
  contact_id: string;
  position: Generated<number>;
  bounced_at: Timestamp | null;
}

export interface ContactPhones {
  desk_id: string;
  contact_id: string;
  position: number;
  phone: string;
  digits: string;
}

export interface Contacts {
  desk_id: string;
  id: string;
  name: string;
  job_title: string | null;
  company_id: string | null;
  words: Generated<string>;
  created_at: Timestamp;
  owner_user_id: string | null;
  deleted_at: Timestamp | null;
  former_emails: Generated<string[]>;
  merged_into_id: string | null;
}

export interface CreateForms {
  desk_id: string;
  fields: Json;
  updated_at: Timestamp;
}

export interface DealContacts {
  desk_id: string;
  deal_id: string;
  contact_id: string;
  position: Generated<number>;
}

export interface DealTickets {
  desk_id: string;
  deal_id: string;
  ticket_id: string;
}

export interface Deals {
  desk_id: string;
  id: string;
  name: string;
  words: Generated<string>;
  cents: Int8 | null;
  currency: string;
  stage: "new" | "qualified" | "proposal" | "negotiation" | "won" | "lost";
  close_on: string | null;
  company_id: string | null;
  owner_user_id: string | null;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
}

export interface Deliveries {
  desk_id: string;
  message_id: string;
  attempts: Generated<number>;
  accepted: Generated<string[]>;
  refused: Generated<Json>;
  first_tried_at: Timestamp;
  unanswered: Generated<number>;
}

export interface DeskCounters {
  desk_id: string;
  ticket_number: Generated<number>;
}

export interface DeskHosts {
  host: string;
  desk_id: string;
}

export interface Desks {
  id: string;
  name: string;
  reply_secret: Buffer;
  sample: Generated<boolean>;
  created_at: Timestamp;
  comments_on_calls: Generated<"after_email" | "always">;
  spam_days: Generated<number>;
}

export interface DistinctRecords {
  desk_id: string;
  kind: "contact" | "company";
  a_id: string;
  b_id: string;
  by_user_id: string;
  at: Timestamp;
}

export interface DkimKeys {
  desk_id: string;
  id: string;
  domain: string;
  selector: string;
  private_key: Buffer;
  public_key: string;
  state: "waiting" | "active" | "retired";
  created_at: Timestamp;
  activated_at: Timestamp | null;
  retired_at: Timestamp | null;
}

export interface Drafts {
  desk_id: string;
  user_id: string;
  ticket_id: string;
  kind: "reply" | "comment" | "forward";
  html: string;
  to_addresses: Generated<Json>;
  cc_addresses: Generated<Json>;
  bcc_addresses: Generated<Json>;
  from_channel_id: string | null;
  reply_to_message_id: string | null;
  attachment_ids: Generated<string[]>;
  seen_message_id: string | null;
  version: number;
  updated_at: Timestamp;
  subject: string | null;
}

export interface Events {
  seq: Made<number>;
  xid: Generated<string>;
  desk_id: string;
  type: string;
  ids: Generated<Json>;
  by_user_id: string | null;
  at: Timestamp;
}

export interface Files {
  desk_id: string;
  id: string;
  hash: Buffer;
  name: string;
  type: string;
  size: Int8;
  uploaded_by: string | null;
  linked_at: Timestamp | null;
  created_at: Timestamp;
}

export interface Installation {
  one: Generated<boolean>;
  epoch: Generated<string>;
  cleared_xid: string | null;
  created_at: Generated<Timestamp>;
}

export interface Links {
  desk_id: string;
  id: string;
  purpose: "invitation" | "password_reset";
  user_id: string;
  token_hash: Buffer;
  created_at: Timestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

export interface MailAlarms {
  desk_id: string;
  id: string;
  kind: "failing" | "silent" | "unaccounted" | "token_expiring";
  channel_id: string | null;
  detail: string | null;
  since: Timestamp;
  ended_at: Timestamp | null;
}

export interface MailCounts {
  desk_id: string;
  received: Int8;
}

export interface MailIds {
  desk_id: string;
  message_id: string;
  ticket_id: string;
  own: boolean;
  sent_message_id: string | null;
}

export interface MailRereadings {
  desk_id: string;
  work_id: string;
  mail_id: string;
  changes: Json;
  applied_at: Timestamp | null;
}

export interface MailTurns {
  desk_id: string;
  minute: Timestamp;
  key: string;
  taken: number;
}

export interface MailWorks {
  desk_id: string;
  id: string;
  kind: "reread" | "import" | "reconcile";
  state: "running" | "ready" | "applying" | "done" | "failed" | "stopped";
  channel_id: string | null;
  input: Generated<Json>;
  place: Generated<Json>;
  done: Generated<Int8>;
  total: Generated<Int8>;
  report: Generated<Json>;
  error: string | null;
  by_user_id: string | null;
  created_at: Timestamp;
  changed_at: Timestamp;
  finished_at: Timestamp | null;
}

export interface MailboxConsents {
  desk_id: string;
  channel_id: string;
  provider: "google" | "microsoft";
  account: string;
  refresh_token: Buffer;
  access_token: Buffer | null;
  access_until: Timestamp | null;
  ends_at: Timestamp | null;
  state: Generated<"ok" | "revoked">;
  refreshing_until: Timestamp | null;
}

export interface Mails {
  desk_id: string;
  id: string;
  channel_id: string | null;
  via: "smtp" | "lmtp" | "imap" | "import" | "preview" | "upload" | "webhook";
  raw: Buffer | null;
  raw_hash: Buffer;
  size: number;
  envelope_from: string | null;
  envelope_to: Generated<string[]>;
  remote_address: string | null;
  from_address: string | null;
  subject: string | null;
  message_id: string | null;
  content_hash: Buffer | null;
  fate: Generated<"received" | "ticket_created" | "joined_ticket" | "spam" | "rejected_by_rule" | "ignored" | "duplicate" | "own_copy" | "unreadable" | "test">;
  reason: string | null;
  ticket_id: string | null;
  duplicate_of_id: string | null;
  quiet: Generated<boolean>;
  verdict: Json | null;
  received_at: Timestamp;
  settled_at: Timestamp | null;
  closed: Generated<boolean>;
  work_id: string | null;
  imap_uid: Int8 | null;
  imap_uid_validity: Int8 | null;
  released_at: Timestamp | null;
  erased_at: Timestamp | null;
}

export interface Messages {
  desk_id: string;
  id: string;
  ticket_id: string;
  kind: "message" | "comment";
  direction: "incoming" | "outgoing" | null;
  channel_id: string | null;
  author_user_id: string | null;
  author_contact_id: string | null;
  from_name: Generated<string>;
  from_address: string | null;
  to_addresses: Generated<Json>;
  cc_addresses: Generated<Json>;
  bcc_addresses: Generated<Json>;
  subject: string | null;
  text: string;
  html: string | null;
  visible_text: string | null;
  visible_html: string | null;
  sanitizer_version: number | null;
  blocked_images: Generated<number>;
  delivery: "queued" | "sending" | "sent" | "failed" | "unknown" | null;
  delivery_error: string | null;
  delivery_attempts: Generated<number>;
  send_at: Timestamp | null;
  sent_at: Timestamp | null;
  message_id: string | null;
  reply_to_message_id: string | null;
  automatic: Generated<boolean>;
  verified: "verified" | "unverified" | "failed" | "unchecked" | null;
  truncated: string | null;
  mentions: Generated<string[]>;
  mail_id: string | null;
  sent_hash: Buffer | null;
  before: Json | null;
  written_at: Timestamp;
  forwarded_message_id: string | null;
  edition: Generated<number>;
  edited_at: Timestamp | null;
  deleted_at: Timestamp | null;
  deleted_by_user_id: string | null;
  trust: Json | null;
  forwarded_by_user_id: string | null;
}

export interface Notices {
  desk_id: string;
  id: string;
  to_address: string;
  to_name: Generated<string>;
  subject: string;
  html: string | null;
  text: string | null;
  message_id: string;
  state: Generated<"queued" | "sent" | "failed">;
  error: string | null;
  created_at: Timestamp;
  attempts: Generated<number>;
  unsubscribe_url: string | null;
}

export interface NotificationSettings {
  desk_id: string;
  user_id: string;
  topic: string;
  app: boolean;
  mail: boolean;
  push: boolean | null;
}

export interface Notifications {
  desk_id: string;
  id: string;
  user_id: string;
  ticket_id: string | null;
  topic: "assigned" | "mentioned" | "shared" | "received" | "replied" | "commented" | "failed" | "mailbox";
  message_id: string | null;
  by_user_id: string | null;
  count: Generated<number>;
  in_app: boolean;
  at: Timestamp;
  read_at: Timestamp | null;
  mail_at: Timestamp | null;
  mailed_at: Timestamp | null;
  push: Generated<boolean>;
  pushed_at: Timestamp | null;
  alarm_id: string | null;
}

export interface Outbox {
  desk_id: string;
  id: string;
  at: Timestamp;
  from_box: Json;
  to_boxes: Json;
  cc_boxes: Generated<Json>;
  receivers: string[];
  subject: string;
  html: string;
  text: string;
  message_id: string;
  raw: Buffer;
  attachments: Generated<Json>;
  ticket_id: string | null;
  message_row_id: string | null;
}

export interface Participants {
  desk_id: string;
  ticket_id: string;
  address: string;
  name: Generated<string>;
  contact_id: string | null;
  role: "from" | "to" | "cc";
  created_at: Timestamp;
}

export interface PictureSenders {
  desk_id: string;
  user_id: string;
  address: string;
  allowed_at: Timestamp;
}

export interface PipelineLimits {
  desk_id: string;
  pipeline_id: string;
  user_ids: string[];
  team_ids: string[];
}

export interface Pipelines {
  desk_id: string;
  id: string;
  name: string;
  position: number;
  is_default: Generated<boolean>;
  status_on_reply_id: string | null;
  status_on_customer_reply_id: string | null;
  limit_creation: Generated<boolean>;
  no_skipping: Generated<boolean>;
  no_moving_back: Generated<boolean>;
  reopen_days: number | null;
  close_date: Generated<"cleared_on_reopen" | "kept_on_reopen" | "first_close">;
  deleted_at: Timestamp | null;
}

export interface Presence {
  desk_id: string;
  ticket_id: string;
  user_id: string;
  tab_id: string;
  doing: "viewing" | "replying" | "commenting";
  seen_at: Timestamp;
}

export interface Properties {
  desk_id: string;
  id: string;
  record_kind: "ticket" | "contact" | "company" | "deal";
  name: string;
  label: string;
  description: Generated<string>;
  group_name: Generated<string>;
  type: string;
  options: Generated<Json>;
  condition: Json | null;
  archived_at: Timestamp | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  required: Generated<boolean>;
}

export interface PropertyValues {
  desk_id: string;
  record_kind: string;
  record_id: string;
  property_id: string;
  value: Json;
}

export interface PushKeys {
  desk_id: string;
  public_key: string;
  private_key: Buffer;
  created_at: Timestamp;
}

export interface PushSends {
  desk_id: string;
  notification_id: string;
  subscription_id: string;
  count: number;
}

export interface PushSubscriptions {
  desk_id: string;
  id: string;
  user_id: string;
  session_id: string;
  endpoint: string;
  p256dh: string;
  auth: Buffer;
  agent: string;
  private: boolean;
  created_at: Timestamp;
  sent_at: Timestamp | null;
  failures: Generated<number>;
}

export interface RecordChanges {
  desk_id: string;
  id: string;
  kind: "contact" | "company" | "deal";
  record_id: string;
  what: string;
  property: string | null;
  from_value: string | null;
  to_value: string | null;
  by_user_id: string | null;
  at: Timestamp;
}

export interface RecordMerges {
  desk_id: string;
  id: string;
  kind: "contact" | "company";
  survivor_id: string;
  merged_id: string;
  moved: Json;
  by_user_id: string | null;
  at: Timestamp;
  undone_at: Timestamp | null;
}

export interface RecoveryCodes {
  desk_id: string;
  user_id: string;
  code_hash: Buffer;
  used_at: Timestamp | null;
}

export interface ReplyDefaults {
  desk_id: string;
  team_id: string;
  channel_id: string;
}

export interface ScheduledReplies {
  desk_id: string;
  id: string;
  ticket_id: string;
  author_user_id: string;
  reply: Json;
  send_at: Timestamp;
  created_at: Timestamp;
}

export interface SchemaMigrations {
  number: number;
  name: string;
  checksum: string;
  applied_at: Generated<Timestamp>;
}

export interface SearchEntries {
  desk_id: string;
  message_id: string;
  ticket_id: string;
  at: Timestamp;
  words: string;
}

export interface SenderRules {
  desk_id: string;
  id: string;
  action: "block" | "allow";
  kind: "address" | "domain" | "pattern" | "type";
  value: string;
  fate: "spam" | "rejected_by_rule" | null;
  created_by: string | null;
  created_at: Timestamp;
  by_agent: Generated<boolean>;
}

export interface Sessions {
  desk_id: string;
  id: string;
  user_id: string;
  token_hash: Buffer;
  created_at: Timestamp;
  seen_at: Timestamp;
  expires_at: Timestamp;
  agent: string | null;
  ip: Generated<string>;
}

export interface Snippets {
  desk_id: string;
  id: string;
  name: string;
  shortcut: string;
  html: string;
  created_by: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface Statuses {
  desk_id: string;
  id: string;
  pipeline_id: string;
  name: string;
  color: string;
  kind: "open" | "closed";
  position: number;
  required_properties: Generated<string[]>;
  for_new: Generated<boolean>;
  deleted_at: Timestamp | null;
}

export interface TeamMembers {
  desk_id: string;
  team_id: string;
  user_id: string;
}

export interface Teams {
  desk_id: string;
  id: string;
  name: string;
  created_at: Timestamp;
}

export interface Templates {
  desk_id: string;
  id: string;
  name: string;
  subject: string;
  html: string;
  created_by: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TicketContacts {
  desk_id: string;
  ticket_id: string;
  contact_id: string;
  position: Generated<number>;
}

export interface TicketFollows {
  desk_id: string;
  ticket_id: string;
  user_id: string;
  following: boolean;
  at: Timestamp;
}

export interface TicketHints {
  desk_id: string;
  ticket_id: string;
  other_ticket_id: string;
  reason: "stranger" | "bridge" | "reopened_late" | "subject" | "unproven" | "split";
  created_at: Timestamp;
}

export interface TicketJoins {
  desk_id: string;
  ticket_id: string;
  into_ticket_id: string;
  by_user_id: string;
  joined_at: Timestamp;
  moved: Json;
  before: Json;
}

export interface TicketMentions {
  desk_id: string;
  message_id: string;
  user_id: string;
  ticket_id: string;
  at: Timestamp;
  resolved_at: Timestamp | null;
  gone: Generated<boolean>;
}

export interface TicketPulls {
  desk_id: string;
  ticket_id: string;
  kind: "contact" | "company";
  record_id: string;
  since: Timestamp | null;
  until: Timestamp;
}

export interface TicketReads {
  desk_id: string;
  user_id: string;
  ticket_id: string;
  read_at: Timestamp;
}

export interface TicketShares {
  desk_id: string;
  id: string;
  ticket_id: string;
  user_id: string | null;
  team_id: string | null;
  edit: boolean;
  by_user_id: string;
  at: Timestamp;
}

export interface Tickets {
  desk_id: string;
  id: string;
  number: number;
  name: string;
  pipeline_id: string;
  status_id: string;
  open: boolean;
  owner_user_id: string | null;
  owner_team_id: string | null;
  priority: "low" | "medium" | "high" | "urgent" | null;
  category: string | null;
  description: string | null;
  resolution: string | null;
  source: "email" | "form" | "chat" | "call" | "manual" | "api" | "import";
  channel_id: string | null;
  contact_id: string | null;
  company_id: string | null;
  preview: Generated<string>;
  newest_message_id: string | null;
  newest_message_at: Timestamp | null;
  newest_direction: "incoming" | "outgoing" | null;
  active_at: Timestamp;
  first_replied_at: Timestamp | null;
  closed_at: Timestamp | null;
  reopened_at: Timestamp | null;
  created_hash: Buffer | null;
  merged_into_id: string | null;
  deleted_at: Timestamp | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  last_closed_at: Timestamp | null;
  outbound: Generated<boolean>;
  assigned_team_ids: Generated<string[]>;
  spam_at: Timestamp | null;
}

export interface Users {
  desk_id: string;
  id: string;
  email: string;
  name: string;
  state: Generated<"invited" | "active" | "deactivated">;
  password_hash: string | null;
  totp_secret: Buffer | null;
  totp_confirmed_at: Timestamp | null;
  totp_last_step: Int8 | null;
  super_admin: Generated<boolean>;
  account_access: Generated<boolean>;
  service_access: Generated<boolean>;
  sales_access: Generated<boolean>;
  service_seat: Generated<boolean>;
  ticket_view: Generated<"all" | "team" | "own" | "none">;
  ticket_view_unassigned: Generated<boolean>;
  ticket_edit: Generated<"all" | "team" | "own" | "none">;
  ticket_edit_unassigned: Generated<boolean>;
  ticket_delete: Generated<"all" | "team" | "own" | "none">;
  ticket_delete_unassigned: Generated<boolean>;
  locale: string | null;
  time_zone: string | null;
  theme: Generated<string>;
  signature_html: Generated<string>;
  workspace: Generated<Json>;
  created_at: Timestamp;
  last_seen_at: Timestamp | null;
}

export interface DB {
  activities: Activities;
  api_tokens: ApiTokens;
  attachments: Attachments;
  attempts: Attempts;
  audit_entries: AuditEntries;
  automatic_answers: AutomaticAnswers;
  channel_webhooks: ChannelWebhooks;
  channels: Channels;
  comment_versions: CommentVersions;
  companies: Companies;
  company_domains: CompanyDomains;
  consent_requests: ConsentRequests;
  contact_emails: ContactEmails;
  contact_phones: ContactPhones;
  contacts: Contacts;
  create_forms: CreateForms;
  deal_contacts: DealContacts;
  deal_tickets: DealTickets;
  deals: Deals;
  deliveries: Deliveries;
  desk_counters: DeskCounters;
  desk_hosts: DeskHosts;
  desks: Desks;
  distinct_records: DistinctRecords;
  dkim_keys: DkimKeys;
  drafts: Drafts;
  events: Events;
  files: Files;
  installation: Installation;
  links: Links;
  mail_alarms: MailAlarms;
  mail_counts: MailCounts;
  mail_ids: MailIds;
  mail_rereadings: MailRereadings;
  mail_turns: MailTurns;
  mail_works: MailWorks;
  mailbox_consents: MailboxConsents;
  mails: Mails;
  messages: Messages;
  notices: Notices;
  notification_settings: NotificationSettings;
  notifications: Notifications;
  outbox: Outbox;
  participants: Participants;
  picture_senders: PictureSenders;
  pipeline_limits: PipelineLimits;
  pipelines: Pipelines;
  presence: Presence;
  properties: Properties;
  property_values: PropertyValues;
  push_keys: PushKeys;
  push_sends: PushSends;
  push_subscriptions: PushSubscriptions;
  record_changes: RecordChanges;
  record_merges: RecordMerges;
  recovery_codes: RecoveryCodes;
  reply_defaults: ReplyDefaults;
  scheduled_replies: ScheduledReplies;
  schema_migrations: SchemaMigrations;
  search_entries: SearchEntries;
  sender_rules: SenderRules;
  sessions: Sessions;
  snippets: Snippets;
  statuses: Statuses;
  team_members: TeamMembers;
  teams: Teams;
  templates: Templates;
  ticket_contacts: TicketContacts;
  ticket_follows: TicketFollows;
  ticket_hints: TicketHints;
  ticket_joins: TicketJoins;
  ticket_mentions: TicketMentions;
  ticket_pulls: TicketPulls;
  ticket_reads: TicketReads;
  ticket_shares: TicketShares;
  tickets: Tickets;
  users: Users;
}
