import * as z from "zod";
import {
  largest,
  Id,
  Line,
  Mailbox,
  Moment,
  OwnerType,
  Priority,
  Recipient,
  Source,
  Text,
  TicketNumber,
} from "./common.ts";
import { ShareLevel } from "./access.ts";
import { File } from "./files.ts";
import { Trust, Verdict } from "./trust.ts";
import { PropertyValue, PropertyValues } from "./properties.ts";
import { type InputOf, nothing, operation, page, paging } from "./operation.ts";

const number = TicketNumber;

export const DraftKind = z.enum(["reply", "comment", "forward"]);
export type DraftKind = z.infer<typeof DraftKind>;

const ContactOnTicket = z.object({ id: Id, name: z.string(), email: z.string().nullable() });

/** A ticket as a list shows it. */
export const TicketSummary = z.object({
  id: Id,
  number,
  name: z.string(),
  pipelineId: Id,
  statusId: Id,
  /** Whether the status is of the open kind. */
  open: z.boolean(),
  ownerType: OwnerType.nullable(),
  ownerId: Id.nullable(),
  /** The teams it was last given to, directly or through a member; they stay when the owner is removed. */
  assignedTeamIds: z.array(Id),
  priority: Priority.nullable(),
  source: Source,
  channelId: Id.nullable(),
  /** The main contact. */
  contact: ContactOnTicket.nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  /** Beginning of the newest message, one line. */
  preview: z.string(),
  newestMessageId: Id.nullable(),
  newestMessageAt: Moment.nullable(),
  newestDirection: z.enum(["incoming", "outgoing"]).nullable(),
  /** What the list sorts by: the newest message, else the creation. */
  activeAt: Moment,
  createdAt: Moment,
  closedAt: Moment.nullable(),
  /** Unread for me. */
  unread: z.boolean(),
  hasDraft: z.boolean(),
  /** The draft of mine that I wrote at last: what it will be, and how it begins. */
  draft: z.object({ kind: DraftKind, preview: z.string() }).nullable(),
});
export type TicketSummary = z.infer<typeof TicketSummary>;

/** Somebody in the conversation, known (with a contact) or not. */
export const Participant = z.object({
  address: z.string(),
  name: z.string(),
  contactId: Id.nullable(),
  role: z.enum(["from", "to", "cc"]),
});
export type Participant = z.infer<typeof Participant>;

/** How much of what happened with a record before is pulled onto a ticket's timeline. */
export const PullRange = z.enum(["last_30_days", "all"]);
export type PullRange = z.infer<typeof PullRange>;
export const Pull = z.object({ kind: z.enum(["contact", "company"]), id: Id, range: PullRange });
export type Pull = z.infer<typeof Pull>;

/** `unproven`: it could not be shown that the mail is from the participant whose address it carries. */
export const HintReason = z.enum([
  "stranger",
  "bridge",
  "reopened_late",
  "subject",
  "unproven",
  /** It was split from that one; to join it again takes that back. */
  "split",
]);
export type HintReason = z.infer<typeof HintReason>;

export const Ticket = TicketSummary.extend({
  category: z.string().nullable(),
  description: z.string().nullable(),
  resolution: z.string().nullable(),
  /** Those that the desk defined, where they have a value. */
  properties: PropertyValues,
  contacts: z.array(ContactOnTicket),
  participants: z.array(Participant),
  updatedAt: Moment,
  firstRepliedAt: Moment.nullable(),
  reopenedAt: Moment.nullable(),
  /** I hear of what happens on it. */
  following: z.boolean(),
  /** When it was closed the last time, whatever the pipeline does with the close date. */
  lastClosedAt: Moment.nullable(),
  /** Whose past activities stand on its timeline too. */
  pulled: z.array(Pull),
  /** It began with a mail of ours, written from a record. */
  outbound: z.boolean(),
  /** What I may do with it. */
  may: z.object({
    edit: z.boolean(),
    delete: z.boolean(),
    /** Not on a call before an e-mail was drafted by me or sent, unless the desk's settings say *always*. */
    comment: z.boolean(),
  }),
  /** Tickets it may belong to: a mail that quoted them came from a stranger, or bridged two. */
  hints: z.array(z.object({ number, reason: HintReason })),
  /** Tickets that were joined to this one; each can be taken out again. */
  joined: z.array(z.object({ number, name: z.string() })),
});
export type Ticket = z.infer<typeof Ticket>;

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
  ticketNumber: number,
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

const owner = {
  ownerType: OwnerType.nullable(),
  ownerId: Id.nullable(),
};

/** Properties of a ticket that people edit; null empties one. */
export const TicketProperties = z.object({
  priority: Priority.nullable(),
  category: Line(200).nullable(),
  description: Text(65_536).nullable(),
  resolution: Text(65_536).nullable(),
});
export type TicketProperties = z.infer<typeof TicketProperties>;

/**
 * Goes around what the pipeline asks for (its rules, required properties): for those with a settings right, and
 * written into the ticket's history. Says nothing where nothing stands in the way.
 */
const override = z.boolean().optional();

const ruleRefusals = [
  "status_not_in_pipeline",
  "properties_required",
  "status_not_for_new",
  "status_skipped",
  "status_behind",
  "override_forbidden",
] as const;
/** Any properties of a ticket by their names, built-in ones and those that the desk defined. */
export const GivenProperties = TicketProperties.partial().catchall(PropertyValue);
export type GivenProperties = z.infer<typeof GivenProperties>;

export const filters = {
  view: z.string().max(60).optional(),
  statusId: Id.optional(),
  open: z.boolean().optional(),
  ownerId: Id.optional(),
  contactId: Id.optional(),
  companyId: Id.optional(),
  sort: z.enum(["newest", "oldest"]).default("newest"),
};

export const listTickets = operation({
  method: "GET",
  path: "/api/v1/tickets",
  does: "Lists the tickets that I may see, by activity; `view` names one of /views.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ ...filters, ...paging }),
  output: page(TicketSummary),
  refusals: ["cursor_invalid", "view_not_found", "seat_needed"],
});
export type TicketList = InputOf<typeof listTickets>;

/** How a customer can have come to a ticket that somebody else writes down. */
export const Came = Source.extract(["email", "form", "chat", "call"]);
export type Came = z.infer<typeof Came>;

export const createTicket = operation({
  method: "POST",
  path: "/api/v1/tickets",
  does: "Makes a ticket by hand, without a conversation. The pipeline may be left out where there is only one.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z
    .object({
      id: Id.optional(),
      name: Line(500),
      pipelineId: Id.optional(),
      statusId: Id,
      contactIds: z.array(Id).max(50).default([]),
      companyId: Id.nullable().default(null),
      /** How the customer came, where a person or program writes it down; left out: by hand, or by the API. */
      source: Came.optional(),
      override,
      /** Of these contacts and this company, what happened before is pulled onto the ticket's timeline. */
      pull: z.array(Pull).max(60).optional(),
      properties: GivenProperties.optional(),
    })
    .extend(z.object(owner).partial().shape)
    .extend(TicketProperties.partial().shape),
  output: Ticket,
  refusals: [
    "id_reused",
    "ticket_not_found",
    "pipeline_unknown",
    "pipeline_unclear",
    ...ruleRefusals,
    "attachment_unknown",
    "form_incomplete",
    "contact_not_found",
    "company_not_found",
    "owner_unknown",
    "owner_without_access",
    "edit_forbidden",
  ],
});

export const readTicket = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}",
  does: "Reads a ticket.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number }),
  output: Ticket,
  refusals: ["ticket_not_found"],
});

export const updateTicket = operation({
  method: "PATCH",
  path: "/api/v1/tickets/{number}",
  does: "Changes a ticket: name, status, owner, priority, properties, contacts, company.",
  needs: "service",
  scope: "tickets.write",
  input: z
    .object({
      number,
      name: Line(500).optional(),
      pipelineId: Id.optional(),
      statusId: Id.optional(),
      /** Otherwise they follow from the owner. */
      assignedTeamIds: z.array(Id).max(20).optional(),
      contactIds: z.array(Id).max(50).optional(),
      companyId: Id.nullable().optional(),
      override,
      properties: GivenProperties.optional(),
    })
    .extend(z.object(owner).partial().shape)
    .extend(TicketProperties.partial().shape),
  output: Ticket,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "pipeline_unknown",
    ...ruleRefusals,
    "attachment_unknown",
    "contact_not_found",
    "company_not_found",
    "owner_unknown",
    "owner_without_access",
    "team_not_found",
  ],
});

export const pullActivities = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/pulls",
  does: "Pulls what happened before with a contact or the company of the ticket onto its timeline, as far as its reader may see it: nothing, the last 30 days, or all.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    number,
    kind: Pull.shape.kind,
    id: Id,
    range: z.enum(["none", ...PullRange.options]),
  }),
  output: Ticket,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "contact_not_found",
    "company_not_found",
  ],
});

export const deleteTicket = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}",
  does: "Puts a ticket into the bin: no list shows it any more. It stays there, and `restore` brings it back by its number.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number }),
  output: nothing,
  refusals: ["ticket_not_found", "delete_forbidden"],
});

export const restoreTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/restore",
  does: "Takes a ticket back from the bin.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number }),
  output: Ticket,
  refusals: ["ticket_not_found", "delete_forbidden"],
});

export const markRead = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/read",
  does: "Marks a ticket read, or unread again, for me only.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, read: z.boolean().default(true) }),
  output: nothing,
  refusals: ["ticket_not_found"],
});

export const followTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/follow",
  does: "Follows a ticket, or says no to hearing of it, for me only. An owner who says no is not told either.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, follow: z.boolean().default(true) }),
  output: z.object({ following: z.boolean() }),
  refusals: ["ticket_not_found"],
});

export const resolveMention = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/messages/{messageId}/mention",
  does: "Says that a mention of me is dealt with, or open again.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, messageId: Id, resolved: z.boolean().default(true) }),
  output: z.object({ resolved: z.boolean() }),
  refusals: ["ticket_not_found", "mention_not_found"],
});

export const whoCannotSee = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/mentions/check",
  does: "Names those among these users, and the members of these teams, whom a mention would not reach because they may not see the ticket.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number, ids: z.array(Id).max(100) }),
  output: z.object({
    userIds: z.array(Id),
    /** Of the users and teams asked about, those with whom the ticket would have to be shared to reach them, and can be. */
    shareableIds: z.array(Id),
  }),
  refusals: ["ticket_not_found"],
});

export const listMessages = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages",
  does: "Reads the conversation, newest page first; within a page the oldest is first. `nextCursor` leads to older ones.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number, ...paging }),
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
    number,
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
  input: z.object({ number, messageId: Id, index: z.int().min(0).max(10_000) }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found", "picture_not_found", "picture_unavailable"],
});

export const allowPictures = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/messages/{messageId}/pictures",
  does: "Shows me the remote pictures of this message's sender from now on, or no longer.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, messageId: Id, always: z.boolean().default(true) }),
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
  input: z.object({ number, messageId: Id }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found"],
});

const addressing = {
  to: z.array(Recipient).max(100),
  cc: z.array(Recipient).max(100),
  bcc: z.array(Recipient).max(100),
  fromChannelId: Id.nullable(),
  replyToMessageId: Id.nullable(),
  attachmentIds: z.array(Id).max(50),
};

/**
 * The version of my draft that is sent, 0 = it was never saved; a later one stays a draft. Left out = a draft of just
 * this text goes.
 */
const draftVersion = z
  .int()
  .min(0)
  .max(largest - 1)
  .optional();

export const replyToTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/replies",
  does: "Answers the customer and queues the mail; with `statusId` it sets the status in the same step.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z
    .object({
      number,
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
    number,
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
  input: z.object({ number, messageId: Id }),
  output: z.object({ ticket: Ticket }),
  refusals: ["ticket_not_found", "edit_forbidden", "message_not_found", "already_sent"],
});

export const retryMessage = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/messages/{messageId}/retry",
  does: "Queues a failed message again under the same Message-ID.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, messageId: Id }),
  output: Message,
  refusals: ["ticket_not_found", "edit_forbidden", "message_not_found", "not_failed"],
});

export const commentOnTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/comments",
  does: "Writes an internal comment. No contact ever sees it.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object({
    number,
    id: Id.optional(),
    html: Text(1_000_000),
    attachmentIds: z.array(Id).max(50).default([]),
    /** Shares the ticket in the same step with those whom the comment names and who may not see it, so that it reaches them. */
    share: ShareLevel.optional(),
    draftVersion,
  }),
  output: Message,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "share_limit",
    "id_reused",
    "comment_empty",
    "comment_before_email",
    "html_too_complex",
    "attachment_unknown",
  ],
});

export const Draft = z.object({
  ticketNumber: number,
  kind: DraftKind,
  html: z.string(),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  fromChannelId: Id.nullable(),
  replyToMessageId: Id.nullable(),
  /** null = the subject of the conversation. */
  subject: z.string().nullable(),
  attachments: z.array(File),
  /** The newest message its author had seen. */
  seenMessageId: Id.nullable(),
  /** Grows with each save; send back the one you began from. */
  version: z.int(),
  updatedAt: Moment,
});
export type Draft = z.infer<typeof Draft>;

const draftKind = DraftKind.default("reply");

export const readDraft = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/draft",
  does: "Reads my draft. Nobody else can.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number, kind: draftKind }),
  output: Draft,
  refusals: ["ticket_not_found", "draft_not_found"],
});

export const saveDraft = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/draft",
  does: "Saves my draft. With `version` it refuses to overwrite what another tab or device saved meanwhile.",
  needs: "service",
  scope: "tickets.write",
  input: z
    .object({
      number,
      kind: draftKind,
      html: Text(1_000_000),
      subject: Line(500).nullable().optional(),
      seenMessageId: Id.nullable().default(null),
      /** The version this edit began from; 0 = there was none. Left out = overwrite. */
      version: draftVersion,
    })
    .extend(z.object(addressing).partial().shape),
  output: Draft,
  refusals: ["ticket_not_found", "draft_outdated", "attachment_unknown"],
});

export const discardDraft = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/draft",
  does: "Discards my draft. With `version` it keeps what another tab or device saved meanwhile.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    number,
    kind: draftKind,
    /** Discard this version only. Left out = whatever is there. */
    version: draftVersion,
  }),
  output: nothing,
  refusals: ["ticket_not_found"],
});

/** One line of the ticket's activity history: what, who, when, and why where a machine did it. */
export const Activity = z.object({
  id: Id,
  what: z.enum([
    "created",
    "received",
    "replied",
    "commented",
    "comment_edited",
    "comment_deleted",
    "comment_restored",
    "forwarded",
    "reply_undone",
    "send_later_stopped",
    "delivery_failed",
    "name_changed",
    "status_changed",
    /** Chosen with a reply, so that the automation did not change it. */
    "status_kept",
    "pipeline_changed",
    "owner_changed",
    "priority_changed",
    "property_changed",
    "contact_added",
    "contact_removed",
    "main_contact_changed",
    "company_changed",
    "deal_added",
    "deal_removed",
    "deleted",
    "restored",
    /** `to`: the number of the ticket that it went into; `from`: of the one that came in. */
    "merged",
    "unmerged",
    "marked_spam",
    "unmarked_spam",
    /** `to`: a user or team; `property`: what they may do, `view` or `edit`. */
    "shared",
    "unshared",
    /** `property` names what stood in the way: a refusal's code. */
    "rule_overridden",
  ]),
  by: z.object({
    type: z.enum(["user", "contact", "system"]),
    id: Id.nullable(),
    name: z.string(),
  }),
  /** Ids or values, by the kind of `what`; names are looked up by the reader. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Names of the statuses or pipelines that `from` and `to` are, also of those that have been deleted. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  property: z.string().nullable(),
  messageId: Id.nullable(),
  /** What made it happen: a person's own action, or a named rule. */
  cause: z.enum([
    "by_hand",
    "mail_received",
    "delivery_tried",
    "answering_takes_ownership",
    "chosen_with_reply",
    "sent_later",
    "automation_on_reply",
    "automation_on_customer_reply",
    "customer_reopened",
    "chosen_status_won",
    "undo",
    "team_deleted",
    "status_deleted",
    "pipeline_deleted",
    "status_kind_changed",
    "import",
    "api",
  ]),
  at: Moment,
  /** Pulled from another ticket: which one, and how what was said there begins. */
  pulled: z
    .object({ ticketNumber: number, ticketName: z.string(), preview: z.string() })
    .nullable(),
});
export type Activity = z.infer<typeof Activity>;

export const listActivity = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/activity",
  does: "Reads the ticket's activity history, newest first.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number, ...paging }),
  output: page(Activity),
  refusals: ["ticket_not_found", "cursor_invalid"],
});
