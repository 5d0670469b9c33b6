import * as z from "zod";
import { Id, Moment, TicketNumber } from "./common.ts";
import { bytes, operation } from "./operation.ts";

/** What can happen. The same word is the event, the job's reason, the live message, the webhook and the audit line. */
export const eventTypes = [
  "ticket.created",
  "ticket.received",
  "ticket.replied",
  "ticket.forwarded",
  "ticket.commented",
  "ticket.commentEdited",
  "ticket.commentDeleted",
  "ticket.commentRestored",
  "ticket.updated",
  "ticket.replyUndone",
  "ticket.replyScheduled",
  "ticket.replyUnscheduled",
  "ticket.shared",
  "ticket.unshared",
  "ticket.deleted",
  "ticket.restored",
  /** Two became one, or two again: both are told. */
  "ticket.merged",
  "ticket.unmerged",
  "ticket.markedSpam",
  "ticket.unmarkedSpam",
  "message.delivered",
  "message.deliveryChanged",
  "message.retried",
  "contact.changed",
  /** Two became one, or two again: tickets have another contact or company. */
  "contact.merged",
  "company.changed",
  "company.merged",
  "deal.changed",
  "pipeline.changed",
  "form.changed",
  "property.changed",
  "channel.changed",
  "snippet.changed",
  "template.changed",
  "user.changed",
  "team.changed",
  "team.deleted",
  "desk.changed",
  "senderRule.changed",
  "mail.settled",
  /** A long work on mail went on. */
  "mail.workChanged",
  /** Something about mail is wrong, or is no more. */
  "mail.alarmRaised",
  "mail.alarmEnded",
  /** A mail was read again: the message reads differently. */
  "message.reread",
  "outbox.filled",
] as const;
export const EventType = z.enum(eventTypes);
export type EventType = z.infer<typeof EventType>;

/** What an event speaks of. No content: who may see the thing asks for it. */
export const EventIds = z.object({
  ticketId: Id.optional(),
  ticketNumber: z.int().optional(),
  messageId: Id.optional(),
  contactId: Id.optional(),
  companyId: Id.optional(),
  dealId: Id.optional(),
  pipelineId: Id.optional(),
  channelId: Id.optional(),
  userId: Id.optional(),
  teamId: Id.optional(),
  mailId: Id.optional(),
  outboxId: Id.optional(),
  workId: Id.optional(),
  alarmId: Id.optional(),
});
export type EventIds = z.infer<typeof EventIds>;

export const Event = z.object({
  cursor: z.string(),
  type: EventType,
  at: Moment,
  ids: EventIds,
  /** The user who did it, where one did. */
  byUserId: Id.nullable(),
});
export type Event = z.infer<typeof Event>;

/** Who owned the ticket before and where it was, so that the socket can tell those who lost sight of it. Never sent out. */
export type FormerPlace = {
  formerOwnerUserId?: string;
  formerOwnerTeamId?: string;
  /** It belonged to nobody. */
  formerlyUnassigned?: true;
  formerPipelineId?: string;
};

export const Doing = z.enum(["viewing", "replying", "commenting"]);
export type Doing = z.infer<typeof Doing>;

export const Presence = z.object({ userId: Id, doing: Doing });
export type Presence = z.infer<typeof Presence>;

/** From the server over the socket. */
export const LiveMessage = z.discriminatedUnion("kind", [
  /** First message: where the log stands. */
  z.object({ kind: z.literal("hello"), cursor: z.string() }),
  z.object({ kind: z.literal("event"), event: Event }),
  /** Every 15 s: the line stands, and whatever I may see up to here has been told. */
  z.object({ kind: z.literal("beat"), cursor: z.string() }),
  /** My draft changed in another tab or device. */
  z.object({ kind: z.literal("draft"), ticketNumber: z.int(), tabId: z.string().nullable() }),
  /** I read or un-read a ticket in another tab. */
  z.object({ kind: z.literal("read"), ticketNumber: z.int() }),
  /** There is something new that I am told of, or I read it in another tab. */
  z.object({ kind: z.literal("notification") }),
  /** Everybody else on this ticket now. */
  z.object({ kind: z.literal("presence"), ticketNumber: z.int(), people: z.array(Presence) }),
  /** I may no longer see this ticket. */
  z.object({ kind: z.literal("hidden"), ticketNumber: z.int() }),
  /** The cursor is too old: ask for everything again. */
  z.object({ kind: z.literal("resync"), cursor: z.string() }),
  /** My rights changed: read the session again. */
  z.object({ kind: z.literal("session") }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** To the server over the socket. */
export const LiveSignal = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("presence"),
    /** null = on no ticket. */
    ticketNumber: TicketNumber.nullable(),
    doing: Doing,
  }),
  /** I am still there. Every 15 s, or presence ends. */
  z.object({ kind: z.literal("ping") }),
]);
export type LiveSignal = z.infer<typeof LiveSignal>;

export const openLive = operation({
  method: "GET",
  path: "/api/v1/live",
  does: "Opens the live socket (WebSocket). `after` is the last cursor seen; `tab` names the browser tab.",
  needs: "service",
  scope: "tickets.read",
  carries: "socket",
  input: z.object({ after: z.string().max(60).optional(), tab: z.string().max(60).optional() }),
  output: bytes,
  refusals: [],
});

export const listEvents = operation({
  method: "GET",
  path: "/api/v1/events",
  does: "Reads the log of events after a cursor, oldest first: the same that the socket tells.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({
    after: z.string().max(60).optional(),
    limit: z.int().min(1).max(500).default(100),
  }),
  output: z.object({
    items: z.array(Event),
    /** Go on from here; also given on the last page. */
    nextCursor: z.string(),
    /** The cursor was too old; the list starts anew from now. */
    resync: z.boolean(),
  }),
  refusals: ["cursor_invalid"],
});
