/** Mail that agents write: answers, first mails, forwards. */
import * as z from "zod";
import { Id, Line, Text, TicketNumber } from "./common.ts";
import { addressing, draftVersion } from "./drafts.ts";
import { Message } from "./messages.ts";
import { type InputOf, operation } from "./operation.ts";
import { GivenProperties, override, ruleRefusals, Ticket } from "./tickets.ts";

export const replyToTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/replies",
  does: "Answers the customer and queues the mail; with `statusId` it sets the status in the same step.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z
    .object({
      number: TicketNumber,
      /** Chosen by the client, so that sending twice writes once. */
      id: Id,
      html: Text(1_000_000).optional(),
      text: Text(1_000_000).optional(),
      subject: Line(500).optional(),
      statusId: Id.optional(),
      properties: GivenProperties.optional(),
      override,
      /** The newest message on the agent's screen when they pressed send; null = saw none. */
      seenMessageId: Id.nullable(),
      draftVersion,
    })
    .extend(z.object(addressing).partial().shape),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "delete_forbidden",
    "ticket_merged",
    "id_reused",
    "reply_outdated",
    "reply_empty",
    "html_too_complex",
    "recipient_needed",
    "recipient_invalid",
    "contact_needed",
    "channel_needed",
    "channel_not_found",
    "message_not_found",
    "attachment_unknown",
    ...ruleRefusals,
  ],
});
export type Reply = InputOf<typeof replyToTicket>;

export const writeToContact = operation({
  method: "POST",
  path: "/api/v1/contacts/{contactId}/mails",
  does: "Writes a mail to a contact from their record: it makes a new ticket, marked as outbound, and is its first message. No automation of replies reacts to it.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z
    .object({
      contactId: Id,
      /** Of the message. Chosen by the client, so that sending twice writes once. */
      id: Id,
      subject: Line(500),
      html: Text(1_000_000).optional(),
      text: Text(1_000_000).optional(),
    })
    .extend(z.object(addressing).omit({ replyToMessageId: true }).partial().shape),
  output: z.object({ ticket: Ticket, message: Message }),
  refusals: [
    "contact_not_found",
    "edit_forbidden",
    "id_reused",
    "reply_empty",
    "html_too_complex",
    "recipient_needed",
    "recipient_invalid",
    "channel_needed",
    "channel_not_found",
    "attachment_unknown",
  ],
});

export const forwardMessage = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/messages/{messageId}/forwards",
  does: "Passes a message on to somebody outside, with a word above it. Their answer comes back to the ticket; status and owner stay.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object({
    number: TicketNumber,
    messageId: Id,
    /** Chosen by the client, so that sending twice writes once. */
    id: Id,
    html: Text(1_000_000).optional(),
    text: Text(1_000_000).optional(),
    subject: Line(500).optional(),
    to: addressing.to,
    cc: addressing.cc.optional(),
    bcc: addressing.bcc.optional(),
    fromChannelId: Id.nullable().optional(),
    /** Files of the message, and uploads of mine. Pictures that stand in its text go along by themselves. */
    attachmentIds: addressing.attachmentIds.optional(),
    draftVersion,
  }),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "id_reused",
    "message_not_found",
    "html_too_complex",
    "recipient_needed",
    "recipient_invalid",
    "channel_needed",
    "channel_not_found",
    "attachment_unknown",
  ],
});
export type Forward = InputOf<typeof forwardMessage>;

export const undoOnTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/undo",
  does: "Takes back a reply that is still queued: it becomes my draft again, status and owner are as before.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber, messageId: Id }),
  output: z.object({ ticket: Ticket }),
  refusals: ["ticket_not_found", "edit_forbidden", "message_not_found", "already_sent"],
});
