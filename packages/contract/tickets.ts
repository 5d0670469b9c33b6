import * as z from "zod";
import { Id, Line, Moment, OwnerType, Priority, Source, Text, TicketNumber } from "./common.ts";
import { DraftKind } from "./drafts.ts";
import { type InputOf, nothing, operation, page, paging } from "./operation.ts";
import { PropertyValue, PropertyValues } from "./properties.ts";

const number = TicketNumber;

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
export const override = z.boolean().optional();

export const ruleRefusals = [
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
