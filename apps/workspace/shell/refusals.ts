import { type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { useCallback } from "react";
import { Refused } from "#contract/client.ts";
import { bytes } from "../kit/bytes.ts";
import type { Problem, RefusalCode } from "#contract/refusals.ts";

/** Says in the user's language why something was refused, or what went wrong. */
export function useSayRefusal(): (error: unknown) => string {
  const { _ } = useLingui();
  return useCallback((error: unknown) => _(sentenceFor(error)), [_]);
}

function sentenceFor(error: unknown): MessageDescriptor {
  if (error instanceof Refused)
    return (
      whose(error.problem) ??
      howLarge(error.problem) ??
      (error.problem.code === "crashed" ? crashed : (sentences[error.problem.code] ?? crashed))
    );
  if (error instanceof TypeError) return unreachable;
  return crashed;
}

/** An address or a domain that another record has, with that record's name. */
function whose(problem: Problem): MessageDescriptor | null {
  if (problem.code === "email_taken" && problem.email && problem.contactName) {
    const { email, contactName } = problem;
    return msg`${email} belongs to ${contactName}.`;
  }
  if (problem.code === "domain_taken" && problem.companyName) {
    const { domain, companyName } = problem;
    return msg`${domain} belongs to ${companyName}.`;
  }
  return null;
}

/** The limit differs by what is sent. */
function howLarge(problem: Problem): MessageDescriptor | null {
  if (problem.code !== "file_too_large" || problem.limit === undefined) return null;
  const limit = bytes(problem.limit);
  return msg`The file is too large. The limit is ${limit}.`;
}

const crashed = msg`Something went wrong on the server. Nothing you typed is lost; try again.`;
const unreachable = msg`The server cannot be reached. Nothing you typed is lost; try again when you are back online.`;

const sentences: Record<RefusalCode, MessageDescriptor> = {
  bad_request: msg`The request was not understood. Reload the page and try again.`,
  cursor_invalid: msg`The list has changed. Reload it.`,
  signed_out: msg`You are signed out. Sign in to go on.`,
  signature_missing: msg`The request is not signed.`,
  signature_expired: msg`The signature is older than five minutes.`,
  signature_wrong: msg`The signature does not match.`,
  provider_off: msg`This installation is not registered with that provider yet. The guide on mail says how.`,
  consent_unknown: msg`This took too long, or was done already. Begin again.`,
  consent_refused: msg`The provider did not give access to the mailbox. Try again, and accept what it asks.`,
  mail_too_large: msg`The mail is larger than 50 MB.`,
  mail_missing: msg`There is no mail in this request.`,
  mail_too_slow: msg`The mail came in too slowly. Send it again.`,
  busy: msg`Too much arrives at once. Try again in a minute.`,
  sign_in_failed: msg`E-mail, password or code do not match.`,
  second_factor_needed: msg`Enter the code of your authenticator app.`,
  origin_refused: msg`The request came from another site.`,
  workspace_forbidden: msg`You need Service or Sales access for the help desk. Ask an administrator.`,
  settings_forbidden: msg`Only Super Admins and users with Account Access may change this.`,
  scope_missing: msg`The API token does not cover this.`,
  seat_needed: msg`You need a Service seat for this. Ask an administrator.`,
  contact_elsewhere: msg`This contact no longer belongs to this record. Choose another one.`,
  edit_forbidden: msg`You may read this ticket but not change it.`,
  content_forbidden: msg`Only who made it, or who may change settings, may change or delete it.`,
  override_forbidden: msg`Only Super Admins and users with Account Access may override what a pipeline asks for.`,
  delete_forbidden: msg`You may read this ticket but not delete it.`,
  desk_not_found: msg`There is no desk at this address.`,
  not_found: msg`There is nothing at this address.`,
  setup_done: msg`This desk has already been set up.`,
  ticket_not_found: msg`There is no such ticket, or you have no access to it.`,
  message_not_found: msg`This message is no longer there.`,
  mention_not_found: msg`This message does not mention you.`,
  draft_not_found: msg`This draft is no longer there.`,
  contact_not_found: msg`This contact is no longer there.`,
  company_not_found: msg`This company is no longer there.`,
  snippet_not_found: msg`This snippet is no longer there.`,
  template_not_found: msg`This template is no longer there.`,
  scheduled_not_found: msg`This reply was sent or stopped meanwhile.`,
  user_not_found: msg`This user is no longer there.`,
  team_not_found: msg`This team is no longer there.`,
  session_not_found: msg`This session has already ended.`,
  token_not_found: msg`This API token is no longer there.`,
  channel_not_found: msg`This channel is no longer connected.`,
  file_not_found: msg`This file is no longer there, or you have no access to it.`,
  mail_not_found: msg`This mail is no longer there.`,
  work_not_found: msg`This work is not there any more.`,
  mailbox_missing: msg`This channel reads no mailbox: its mail is delivered here.`,
  work_over: msg`This is over already, or not yet so far.`,
  picture_not_found: msg`This picture is not in the message.`,
  picture_unavailable: msg`The picture could not be loaded.`,
  outbox_off: msg`Mail goes out by your mail server, so there is no outbox preview.`,
  view_not_found: msg`There is no such view.`,
  link_invalid: msg`This link was used, has expired or is incomplete. Ask for a new one.`,
  id_reused: msg`This was already saved with other content. Try again.`,
  reply_outdated: msg`Something newer was written. Read it, then send again.`,
  draft_outdated: msg`This draft was changed in another tab or on another device.`,
  ticket_merged: msg`This ticket was merged into another one.`,
  already_sent: msg`The message has left and cannot be taken back.`,
  deal_not_found: msg`This deal is no longer there.`,
  hint_not_found: msg`Nothing points from this ticket to the other one any more.`,
  spam_not_found: msg`Somebody has restored this already, or its time is over and it was deleted.`,
  sender_rule_not_found: msg`Somebody has lifted this rule already.`,
  sender_rule_taken: msg`There is a rule about this already.`,
  sender_rule_limit: msg`There are as many rules as a desk may have.`,
  sender_protected: msg`This sender is a colleague, an address of this desk, or allowed in the settings, and cannot be blocked from a ticket. Mark as spam without blocking.`,
  block_limit: msg`You have blocked 100 senders within a day, which is the most. Somebody with the settings right blocks more, or a whole domain.`,
  sender_rule_invalid: msg`Write an address, a domain such as example.com, or a pattern with * and at least three letters.`,
  join_not_found: msg`This ticket is not joined to another one any more.`,
  merge_not_found: msg`This merge was taken back already.`,
  merge_changed: msg`This merge cannot be taken back: the record that stayed was deleted or merged since.`,
  merge_self: msg`A record cannot be merged into itself.`,
  not_failed: msg`Only a message that failed can be sent again.`,
  email_taken: msg`This e-mail address belongs to somebody else.`,
  domain_taken: msg`This domain belongs to another company.`,
  address_taken: msg`This address is already connected.`,
  shortcut_taken: msg`Another snippet has this shortcut.`,
  name_taken: msg`This name is taken.`,
  last_super_admin: msg`The desk needs at least one Super Admin.`,
  invitation_accepted: msg`This user has already accepted the invitation.`,
  second_factor_on: msg`Two-factor sign-in is already on.`,
  second_factor_off: msg`Two-factor sign-in is not set up.`,
  file_too_large: msg`The file is too large. The limit is 25 MB.`,
  body_too_large: msg`This is too large to be saved.`,
  invalid_input: msg`Some fields are missing or not as expected.`,
  recipient_needed: msg`Name at least one recipient, or add a contact to the ticket.`,
  recipient_invalid: msg`One of the recipients is not an e-mail address.`,
  reply_empty: msg`Write something or attach a file before sending.`,
  html_too_complex: msg`This text has too many formatted pieces. Paste it without formatting, or attach it as a file.`,
  comment_before_email: msg`Comments on a call begin once an e-mail to the customer was drafted or sent.`,
  comment_empty: msg`An empty comment cannot be added.`,
  status_not_in_pipeline: msg`This status does not belong to the ticket's pipeline.`,
  time_passed: msg`This time has passed. Choose a later one.`,
  pipeline_unknown: msg`This pipeline is no longer there.`,
  pipeline_unclear: msg`Choose the pipeline of the ticket.`,
  pipeline_needed: msg`The only pipeline cannot be deleted.`,
  pipeline_is_default: msg`New tickets go to this pipeline. Make another one the default first.`,
  status_unknown: msg`The status that the tickets were to go to is no longer there.`,
  status_needed: msg`A pipeline needs at least one open and one closed status.`,
  status_not_for_new: msg`This pipeline does not let tickets begin in this status.`,
  status_skipped: msg`This pipeline does not let tickets skip a status.`,
  status_behind: msg`This pipeline does not let tickets go back to an earlier status.`,
  too_many: msg`There are as many of these as a desk can have.`,
  owner_unknown: msg`This user or team is no longer there.`,
  comment_forbidden: msg`Only the author of a comment may change it, and only they or a Super Admin may delete it.`,
  comment_outdated: msg`The comment was changed in another tab meanwhile. Copy what you wrote, then cancel and look at it again.`,
  push_device_not_found: msg`Nothing goes to this browser any more.`,
  push_endpoint_refused: msg`The push service of this browser is not one that notifications may go to.`,
  share_unknown: msg`This user or team is no longer there.`,
  share_without_access: msg`This user has no access to help desk tickets, or not to this pipeline, so sharing would show them nothing.`,
  share_limit: msg`A ticket can be shared with 100 users and teams at most.`,
  owner_without_access: msg`This user has no access to help desk tickets, or not to this pipeline.`,
  properties_required: msg`This status needs some properties to be filled in first.`,
  form_incomplete: msg`The form asks for more than was filled in.`,
  properties_missing: msg`What was chosen needs other properties to be filled in first.`,
  property_not_found: msg`This property is no longer there.`,
  property_name_taken: msg`Another property has this internal name.`,
  too_many_properties: msg`There are as many properties as a desk can have.`,
  property_unknown: msg`This property is no longer there.`,
  contact_needed: msg`Add a contact before writing to them.`,
  channel_needed: msg`Connect an e-mail channel before writing mail.`,
  attachment_unknown: msg`An attachment was not found. Attach it again.`,
  file_not_mail: msg`There is no mail in this file. Choose an .eml, mbox or zip file.`,
  archive_too_large: msg`This archive holds more than 20,000 files, or more than 2 GB when unpacked. Import it in parts.`,
  archive_suspect: msg`This archive is built like an attack, and was not unpacked. Unpack it yourself and import its files.`,
  archive_unreadable: msg`Nothing of this archive can be read: it is broken, encrypted, or holds only other archives or files over 256 MB. Unpack it yourself and import its files.`,
  password_weak: msg`Use at least ten characters that are not a common password.`,
  password_wrong: msg`The current password does not match.`,
  code_wrong: msg`The code does not match.`,
  smtp_unreachable: msg`The outgoing mail server did not accept these settings.`,
  domain_not_found: msg`No connected address writes from this domain.`,
  dkim_key_not_found: msg`This key is not there any more.`,
  dkim_key_waiting: msg`A key of this domain is waiting for its DNS record already.`,
  message_first: msg`The ticket begins with this message: it is a ticket of its own already.`,
  variable_unknown: msg`The text names something in braces that nobody fills in.`,
  mailbox_unreachable: msg`The mail server did not accept these settings.`,
  too_many_attempts: msg`Too many attempts. Wait a little, then try again.`,
  database_away: msg`The database is restarting. Try again in a moment.`,
};
