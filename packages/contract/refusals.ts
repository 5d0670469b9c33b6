/**
 * Every no has a name. The code is stable and part of the API; the sentence is for people reading a log or an API
 * answer, the workspace says it in the user's language.
 */
export const refusals = {
  bad_request: { status: 400, says: "The request does not have the expected form." },
  cursor_invalid: { status: 400, says: "This cursor was not given by this list." },
  signed_out: { status: 401, says: "Sign in or send an API token." },
  signature_missing: {
    status: 401,
    says: "Sign the request: X-Sportello-Timestamp with the time in seconds, X-Sportello-Signature with sha256=….",
  },
  signature_expired: {
    status: 401,
    says: "The timestamp is more than five minutes away from now. Sign anew.",
  },
  signature_wrong: {
    status: 401,
    says: "The signature does not match the channel, its secret, the timestamp and the body.",
  },
  sign_in_failed: { status: 401, says: "E-mail, password or code do not match." },
  second_factor_needed: { status: 401, says: "Send the code of your authenticator app as well." },
  origin_refused: { status: 403, says: "The request came from another site." },
  workspace_forbidden: {
    status: 403,
    says: "You need Service access or Sales access for the help desk.",
  },
  settings_forbidden: { status: 403, says: "You need Super Admin or Account Access for settings." },
  scope_missing: { status: 403, says: "The API token does not have the scope for this operation." },
  seat_needed: { status: 403, says: "You need a Service seat for this." },
  edit_forbidden: { status: 403, says: "You may see this ticket but not change it." },
  content_forbidden: {
    status: 403,
    says: "Only who made it, or who may change settings, may change or delete it.",
  },
  comment_forbidden: {
    status: 403,
    says: "Only the author of a comment may change it, and only they or a Super Admin may delete it.",
  },
  override_forbidden: {
    status: 403,
    says: "Only those with a settings right may override what a pipeline asks for.",
  },
  delete_forbidden: { status: 403, says: "You may see this ticket but not delete it." },
  desk_not_found: { status: 404, says: "There is no desk at this address." },
  not_found: { status: 404, says: "There is nothing at this address." },
  setup_done: { status: 404, says: "There is nothing at this address." },
  ticket_not_found: { status: 404, says: "There is no such ticket, or you may not see it." },
  message_not_found: { status: 404, says: "There is no such message on this ticket." },
  mention_not_found: { status: 404, says: "This message does not mention you." },
  draft_not_found: { status: 404, says: "You have no draft of this kind on this ticket." },
  contact_not_found: { status: 404, says: "There is no such contact." },
  company_not_found: { status: 404, says: "There is no such company." },
  snippet_not_found: { status: 404, says: "There is no such snippet." },
  template_not_found: { status: 404, says: "There is no such template." },
  deal_not_found: { status: 404, says: "There is no such deal." },
  hint_not_found: { status: 404, says: "Nothing points from this ticket to the other one." },
  spam_not_found: { status: 404, says: "There is no such spam, or it was restored." },
  sender_rule_not_found: { status: 404, says: "There is no such rule." },
  join_not_found: { status: 404, says: "This ticket is not joined to another one." },
  merge_not_found: { status: 404, says: "There is no such merge, or it was taken back." },
  scheduled_not_found: {
    status: 404,
    says: "There is no such reply that is still to leave: it was sent or stopped.",
  },
  push_device_not_found: {
    status: 404,
    says: "You have no such browser that notifications go to.",
  },
  user_not_found: { status: 404, says: "There is no such user." },
  team_not_found: { status: 404, says: "There is no such team." },
  session_not_found: { status: 404, says: "There is no such session, or it has ended." },
  token_not_found: { status: 404, says: "There is no such API token." },
  channel_not_found: { status: 404, says: "There is no such channel." },
  file_not_found: { status: 404, says: "There is no such file, or you may not see it." },
  mail_not_found: { status: 404, says: "There is no such mail." },
  work_not_found: { status: 404, says: "There is no such work on mail." },
  picture_not_found: { status: 404, says: "There is no such remote picture in this message." },
  picture_unavailable: { status: 502, says: "The picture could not be loaded from its server." },
  outbox_off: { status: 404, says: "Mail goes out by a server, so there is no outbox preview." },
  view_not_found: { status: 404, says: "There is no such view." },
  link_invalid: {
    status: 410,
    says: "This link was used, has expired or is not complete. Ask for a new one.",
  },
  comment_outdated: { status: 409, says: "The comment was changed meanwhile. Read it again." },
  id_reused: { status: 409, says: "This id was used for something else. Choose a new one." },
  reply_outdated: { status: 409, says: "Something newer was written. Read it and send again." },
  draft_outdated: { status: 409, says: "This draft was changed in another tab or device." },
  sender_rule_taken: { status: 409, says: "There is a rule about this already." },
  sender_rule_limit: { status: 422, says: "There are as many rules as a desk may have." },
  sender_protected: {
    status: 422,
    says: "A colleague, an address of the desk, or who the settings allow cannot be blocked from a ticket.",
  },
  block_limit: { status: 429, says: "Nobody blocks more senders from tickets within a day." },
  sender_rule_invalid: {
    status: 422,
    says: "Write an address, a domain such as example.com, or a pattern with * and at least three letters.",
  },
  ticket_merged: { status: 409, says: "This ticket was merged into another one." },
  already_sent: { status: 409, says: "The message has left and cannot be taken back." },
  work_over: { status: 409, says: "This work is over, or not yet so far." },
  mailbox_missing: {
    status: 409,
    says: "This channel reads no mailbox: its mail is delivered here.",
  },
  merge_changed: {
    status: 409,
    says: "This merge cannot be taken back: the record that stayed was deleted or merged since.",
  },
  not_failed: { status: 409, says: "Only a message that failed can be sent again." },
  email_taken: { status: 409, says: "This e-mail address belongs to somebody else." },
  domain_taken: { status: 409, says: "This domain belongs to another company." },
  address_taken: { status: 409, says: "This address is already connected." },
  shortcut_taken: { status: 409, says: "Another snippet has this shortcut." },
  name_taken: { status: 409, says: "This name is taken." },
  last_super_admin: { status: 409, says: "The desk needs at least one Super Admin." },
  invitation_accepted: { status: 409, says: "This user has already accepted the invitation." },
  second_factor_on: { status: 409, says: "Two-factor sign-in is already on." },
  second_factor_off: { status: 409, says: "Two-factor sign-in is not set up." },
  file_too_large: { status: 413, says: "The file is larger than the limit." },
  body_too_large: { status: 413, says: "The request is larger than the limit." },
  provider_off: {
    status: 409,
    says: "This installation is not registered with that provider: see the guide on mail.",
  },
  consent_unknown: {
    status: 409,
    says: "This consent was used, has expired or was begun by somebody else. Begin again.",
  },
  consent_refused: { status: 422, says: "The provider did not give access to the mailbox." },
  mail_too_large: { status: 413, says: "The mail is larger than 50 MB." },
  mail_missing: { status: 422, says: "There is no mail in this request." },
  mail_too_slow: { status: 408, says: "The mail came in too slowly. Send it again." },
  busy: { status: 503, says: "Too many large mails arrive at once. Send it again in a minute." },
  invalid_input: { status: 422, says: "Some fields are missing or not as expected." },
  merge_self: { status: 422, says: "A record cannot be merged into itself." },
  recipient_needed: {
    status: 422,
    says: "Name at least one recipient, or add a contact to the ticket.",
  },
  recipient_invalid: { status: 422, says: "One of the recipients is not an e-mail address." },
  reply_empty: { status: 422, says: "Write something or attach a file before sending." },
  html_too_complex: {
    status: 422,
    says: "This text has too many formatted pieces. Paste it without formatting, or attach it as a file.",
  },
  comment_before_email: {
    status: 409,
    says: "A call is commented on once an e-mail was drafted or sent on it; the desk's settings can allow it always.",
  },
  comment_empty: { status: 422, says: "An empty comment cannot be added." },
  status_not_in_pipeline: {
    status: 422,
    says: "This status does not belong to the ticket's pipeline.",
  },
  time_passed: { status: 422, says: "This time has passed. Choose a later one." },
  pipeline_unknown: { status: 422, says: "There is no such pipeline." },
  pipeline_unclear: { status: 422, says: "There are several pipelines: name the ticket's." },
  pipeline_needed: { status: 409, says: "A desk needs at least one pipeline." },
  pipeline_is_default: {
    status: 409,
    says: "New tickets go to this pipeline. Make another one the default first.",
  },
  status_unknown: { status: 422, says: "There is no such status in another pipeline." },
  status_needed: {
    status: 409,
    says: "A pipeline needs at least one open and one closed status.",
  },
  status_not_for_new: {
    status: 422,
    says: "This pipeline does not let tickets begin in this status.",
  },
  status_skipped: { status: 422, says: "This pipeline does not let tickets skip a status." },
  status_behind: {
    status: 422,
    says: "This pipeline does not let tickets go back to an earlier status.",
  },
  too_many: { status: 409, says: "There are as many of these as a desk can have." },
  owner_unknown: { status: 422, says: "There is no such user or team to own the ticket." },
  owner_without_access: {
    status: 422,
    says: "This user has no access to help desk tickets, or not to this pipeline.",
  },
  push_endpoint_refused: {
    status: 422,
    says: "Notifications go to push services out in the world, over https.",
  },
  share_unknown: {
    status: 422,
    says: "There is no such active user or team to share the ticket with.",
  },
  share_without_access: {
    status: 422,
    says: "This user has no access to help desk tickets, or not to this pipeline, so sharing would show them nothing.",
  },
  share_limit: { status: 422, says: "A ticket can be shared with 100 users and teams at most." },
  properties_required: { status: 422, says: "This status asks for properties that are empty." },
  form_incomplete: {
    status: 422,
    says: "The form for new tickets asks for more than was filled in.",
  },
  property_unknown: { status: 422, says: "There is no such property." },
  properties_missing: { status: 422, says: "Other values ask for properties that are empty." },
  property_not_found: { status: 404, says: "There is no such property." },
  property_name_taken: { status: 409, says: "Another property has this internal name." },
  too_many_properties: { status: 409, says: "There are as many properties as a desk can have." },
  contact_elsewhere: { status: 422, says: "This contact does not belong to this record." },
  contact_needed: { status: 422, says: "Add a contact before writing to them." },
  channel_needed: { status: 422, says: "Connect an e-mail channel before writing mail." },
  attachment_unknown: { status: 422, says: "An attachment was not found. Upload it again." },
  archive_too_large: {
    status: 413,
    says: "The archive holds more files, or more bytes when unpacked, than the limit. Import it in parts.",
  },
  archive_suspect: {
    status: 422,
    says: "The archive is built like an attack: a file swells beyond measure, files share bytes, or a name leads out of it. Unpack it and import its files.",
  },
  archive_unreadable: {
    status: 422,
    says: "Nothing of this archive can be read: it is broken, encrypted, ZIP64, or holds only other archives or files over 256 MB. Unpack it and import its files.",
  },
  file_not_mail: {
    status: 422,
    says: "There is no mail in this file. Choose an .eml, mbox or zip file.",
  },
  password_weak: {
    status: 422,
    says: "Use at least ten characters that are not among the most used passwords.",
  },
  password_wrong: { status: 422, says: "The current password does not match." },
  code_wrong: { status: 422, says: "The code does not match." },
  mailbox_unreachable: { status: 422, says: "The mail server did not accept the settings." },
  smtp_unreachable: { status: 422, says: "The outgoing mail server did not accept the settings." },
  domain_not_found: { status: 404, says: "No connected address writes from this domain." },
  dkim_key_not_found: { status: 404, says: "There is no such DKIM key." },
  dkim_key_waiting: { status: 409, says: "A key of this domain is waiting for its DNS record." },
  message_first: { status: 409, says: "The ticket begins with this message." },
  variable_unknown: { status: 422, says: "The text names something that nobody fills in." },
  too_many_attempts: { status: 429, says: "Too many attempts. Wait a little and try again." },
  database_away: { status: 503, says: "The database is restarting. Try again in a moment." },
} as const satisfies Record<string, { status: number; says: string }>;

export type RefusalCode = keyof typeof refusals;

/** What a refusal says beside its sentence, so that a program can act on it. Codes without a line say nothing more. */
export type Facts = {
  scope_missing: { scope: string | null };
  /** Whose it is, where that is a contact. */
  email_taken: { email?: string; contactId: string | null; contactName?: string };
  /** Whose it is. */
  domain_taken: { domain: string; companyId: string | null; companyName: string };
  reply_outdated: { newest: string[] };
  draft_outdated: { version: number };
  ticket_merged: { into: string };
  consent_refused: { reason: string };
  file_too_large: { limit: number };
  archive_too_large: { files: number; limit: number };
  archive_suspect: { reason: "swells" | "overlaps" | "leads_out" };
  block_limit: { limit: number };
  sender_protected: { address: string };
  /** What is wrong, by field. */
  invalid_input: { fields: Record<string, string> };
  recipient_invalid: { address: string };
  /** Names of the properties that are empty. */
  properties_required: { missing: string[]; statusId: string };
  status_not_for_new: { statusId: string; allowed: string[] };
  /** The status that would be next. */
  status_skipped: { statusId: string; nextStatusId: string };
  status_behind: { statusId: string };
  properties_missing: { missing: string[] };
  /** Names of the form's fields that are empty. */
  form_incomplete: { missing: string[] };
  property_unknown: { unknown: string[] };
  attachment_unknown: { fileId: string };
  mailbox_unreachable: { reason: string };
  smtp_unreachable: { reason: string };
  variable_unknown: { unknown: string[] };
  /** Seconds. */
  too_many_attempts: { retryAfter?: number };
};
export type FactsOf<Code> = Code extends keyof Facts ? Facts[Code] : unknown;

/** Codes that any operation may give: they come from the door, not from the use case. */
export const doorRefusals = [
  "bad_request",
  "invalid_input",
  "signed_out",
  "origin_refused",
  "workspace_forbidden",
  "settings_forbidden",
  "scope_missing",
  "desk_not_found",
  "not_found",
  "body_too_large",
  "too_many_attempts",
  "database_away",
] as const satisfies readonly RefusalCode[];

/** The body of every error: RFC 9457 problem details with our stable `code`. */
export type Problem = {
  [Code in RefusalCode | "crashed"]: {
    type: string;
    title: string;
    status: number;
    code: Code;
    detail?: string;
  } & FactsOf<Code>;
}[RefusalCode | "crashed"];
