import * as z from "zod";
import { Email, Id, Line, Mailbox, Moment, Text } from "./common.ts";
import { bytes, operation, page, paging } from "./operation.ts";

export const Fate = z.enum([
  "received",
  "ticket_created",
  "joined_ticket",
  "spam",
  "rejected_by_rule",
  "ignored",
  "duplicate",
  "own_copy",
  "unreadable",
  "test",
]);
export type Fate = z.infer<typeof Fate>;

/** The door that a mail came through. */
export const Via = z.enum(["smtp", "lmtp", "imap", "import", "preview", "upload", "webhook"]);
export type Via = z.infer<typeof Via>;

/** One delivery of a mail to us, and what became of it. */
export const LedgerEntry = z.object({
  id: Id,
  receivedAt: Moment,
  /** The channel that it came to; null where that is not known. */
  channelId: Id.nullable(),
  via: Via,
  from: z.string().nullable(),
  to: z.array(z.string()),
  subject: z.string().nullable(),
  messageId: z.string().nullable(),
  size: z.int(),
  fate: Fate,
  /** Why, for `ignored`, `rejected_by_rule`, `unreadable`; the id of a `test`. */
  reason: z.string().nullable(),
  ticketNumber: z.int().nullable(),
  duplicateOfId: Id.nullable(),
  /** From before the channel was connected, or imported: it started nothing. */
  quiet: z.boolean(),
  /** When it got its fate; null = it waits. */
  settledAt: Moment.nullable(),
  /** May be read and, byte by byte, downloaded: its ticket is visible to me. */
  readable: z.boolean(),
});
export type LedgerEntry = z.infer<typeof LedgerEntry>;

/** A mail that would have left this machine. */
export const OutboxMail = z.object({
  id: Id,
  at: Moment,
  from: Mailbox,
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  messageId: z.string(),
  /** The mail as it would have left. */
  raw: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.int() })),
  ticketNumber: z.int().nullable(),
  /** It can be answered as the person it was sent to. */
  answerable: z.boolean(),
});
export type OutboxMail = z.infer<typeof OutboxMail>;

export const listOutbox = operation({
  method: "GET",
  path: "/api/v1/outbox",
  does: "Lists the mail that the outbox preview keeps, newest first. Only without an outgoing server.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ to: z.string().max(320).optional(), ...paging }),
  output: page(OutboxMail),
  refusals: ["outbox_off", "cursor_invalid"],
});

export const readOutboxMail = operation({
  method: "GET",
  path: "/api/v1/outbox/{id}",
  does: "Reads one mail of the outbox preview.",
  needs: "settings",
  scope: "mail.read",
  input: z.object({ id: Id }),
  output: OutboxMail,
  refusals: ["outbox_off", "mail_not_found"],
});

export const readOutboxFrame = operation({
  method: "GET",
  path: "/api/v1/outbox/{id}/frame",
  does: "Answers a mail of the outbox as its receiver sees it, as a page for a sandboxed frame.",
  needs: "settings",
  scope: "mail.read",
  carries: "download",
  input: z.object({ id: Id }),
  output: bytes,
  refusals: ["outbox_off", "mail_not_found"],
});

export const answerOutbox = operation({
  method: "POST",
  path: "/api/v1/outbox/{id}/answer",
  does: "Answers a mail of the outbox as the customer would, through the same door as real mail.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ id: Id, text: Text(100_000).trim().min(1) }),
  output: z.object({ ledgerId: Id }),
  refusals: ["outbox_off", "mail_not_found"],
});

export const writeAsCustomer = operation({
  method: "POST",
  path: "/api/v1/outbox/write",
  does: "Writes to a channel as a pretend customer, through the same door as real mail.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({
    channelId: Id,
    name: Line(100),
    email: Email,
    subject: Line(500),
    text: Text(100_000).trim().min(1),
  }),
  output: z.object({ ledgerId: Id }),
  refusals: ["outbox_off", "channel_not_found"],
});
