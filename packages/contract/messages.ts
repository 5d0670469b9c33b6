/** The conversation of a ticket, read. */
import * as z from "zod";
import { Id, Mailbox, Moment, TicketNumber } from "./common.ts";
import { File } from "./files.ts";
import { nothing, operation, page, paging } from "./operation.ts";
import { Trust, Verdict } from "./trust.ts";

export const Delivery = z.enum(["queued", "sending", "sent", "failed", "unknown"]);
export type Delivery = z.infer<typeof Delivery>;

/** The `deliveryError` of a message that waits because too many are leaving at once. */
export const tooMany = "too_many_at_once";

export const Attachment = File.extend({
  /** Shown inside the HTML by its Content-ID, so it need not be listed. */
  inline: z.boolean(),
});

export const Message = z.object({
  id: Id,
  ticketNumber: TicketNumber,
  kind: z.enum(["message", "comment"]),
  direction: z.enum(["incoming", "outgoing"]).nullable(),
  channelId: Id.nullable(),
  author: z.object({
    type: z.enum(["user", "contact", "system"]),
    id: Id.nullable(),
    name: z.string(),
  }),
  from: Mailbox.nullable(),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  /** Only on outgoing messages. */
  bcc: z.array(Mailbox),
  subject: z.string().nullable(),
  /** The whole message as safe HTML; null = written as plain text. */
  html: z.string().nullable(),
  /** The whole message as text. */
  text: z.string(),
  /** The new text, without quoted history and signature. Equals `text` when nothing was folded. */
  visibleText: z.string(),
  /** There is quoted history to unfold. */
  hasQuote: z.boolean(),
  /** Remote pictures that the frame holds back unless it is asked for them. */
  blockedImages: z.int(),
  /** I said that pictures of this sender are always to be shown, and nothing speaks against it being them. */
  imagesAllowed: z.boolean(),
  attachments: z.array(Attachment),
  /** null on incoming messages and comments. */
  delivery: Delivery.nullable(),
  /** Why it failed, for people. */
  deliveryError: z.string().nullable(),
  /** Until when an undo can take it back. */
  undoUntil: Moment.nullable(),
  replyToMessageId: Id.nullable(),
  /** The message that this one passes on to somebody outside. */
  forwardedMessageId: Id.nullable(),
  /** The colleague who passed this mail of somebody else on to us. */
  forwardedBy: z.object({ id: Id, name: z.string() }).nullable(),
  /** An answer that a colleague sent from their own mail program. */
  fromOutside: z.boolean(),
  /** Written by a machine (vacation notice, bounce, list). */
  automatic: z.boolean(),
  /** SPF, DKIM and DMARC of an incoming mail, where checked. */
  verified: Verdict.nullable(),
  /** What the verdict rests on, and what else was found out about the sender. */
  trust: Trust.nullable(),
  /** Not everything could be read; says why. The source is complete. */
  truncated: z.string().nullable(),
  mentions: z.array(Id),
  /** How the mention of me in this comment stands; null where it does not name me. */
  myMention: z.enum(["open", "resolved"]).nullable(),
  /** Its source can be downloaded. */
  hasSource: z.boolean(),
  writtenAt: Moment,
  /** When a comment was changed at last; null = never. */
  editedAt: Moment.nullable(),
  /** How often it was changed. */
  edition: z.int(),
});
export type Message = z.infer<typeof Message>;

export const listMessages = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages",
  does: "Reads the conversation, newest page first; within a page the oldest is first. `nextCursor` leads to older ones.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, ...paging }),
  output: page(Message),
  refusals: ["ticket_not_found", "cursor_invalid"],
});

export const readMessageFrame = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/frame",
  does: "Answers the HTML of a message as a page of its own, for a sandboxed frame.",
  needs: "service",
  scope: "tickets.read",
  carries: "download",
  input: z.object({
    number: TicketNumber,
    messageId: Id,
    /** Show the quoted history too. */
    quote: z.boolean().default(false),
    /** Load remote pictures (through the server). */
    images: z.boolean().default(false),
    theme: z.enum(["light", "dark"]).default("light"),
  }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found"],
});

export const readMessagePicture = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/pictures/{index}",
  does: "Loads a remote picture of a message through the server, so that its sender does not learn who reads where.",
  needs: "service",
  scope: "tickets.read",
  carries: "download",
  /** Which of the message's remote pictures, counted from 0. */
  input: z.object({ number: TicketNumber, messageId: Id, index: z.int().min(0).max(10_000) }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found", "picture_not_found", "picture_unavailable"],
});

export const allowPictures = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/messages/{messageId}/pictures",
  does: "Shows me the remote pictures of this message's sender from now on, or no longer.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber, messageId: Id, always: z.boolean().default(true) }),
  output: nothing,
  refusals: ["ticket_not_found", "message_not_found"],
});

export const readMessageSource = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/source",
  does: "Answers the mail as it came or left, byte by byte.",
  needs: "service",
  scope: "tickets.read",
  carries: "download",
  input: z.object({ number: TicketNumber, messageId: Id }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found"],
});

export const retryMessage = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/messages/{messageId}/retry",
  does: "Queues a failed message again under the same Message-ID.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber, messageId: Id }),
  output: Message,
  refusals: ["ticket_not_found", "edit_forbidden", "message_not_found", "not_failed"],
});
