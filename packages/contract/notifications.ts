import * as z from "zod";
import { Id, Moment, TicketNumber } from "./common.ts";
import { AlarmKind } from "./mail-alarms.ts";
import { noInput, nothing, operation, page, paging } from "./operation.ts";

/**
 * What one is told of: `assigned` a ticket was given to me; `mentioned` a comment names me; `shared` a ticket was shared
 * with me; `received` a customer wrote on a ticket that I own or follow; `replied`, `commented` a colleague did;
 * `failed` a reply of mine did not leave; `mailbox` something is wrong with mail, for those who manage channels.
 */
export const Topic = z.enum([
  "assigned",
  "mentioned",
  "shared",
  "received",
  "replied",
  "commented",
  "failed",
  "mailbox",
]);
export type Topic = z.infer<typeof Topic>;

export const Notification = z.object({
  id: Id,
  topic: Topic,
  /** Null where it speaks of no ticket. */
  ticketNumber: TicketNumber.nullable(),
  /** The ticket's name, or the address of the channel. */
  ticketName: z.string(),
  /** What is wrong with mail, for the topic `mailbox`. `over`: it is no more. */
  alarm: z.object({ kind: AlarmKind, channelId: Id.nullable(), over: z.boolean() }).nullable(),
  /** The newest message it speaks of: a link leads there. */
  messageId: Id.nullable(),
  /** The colleague who did it; null = a customer, or nobody. */
  byUserId: Id.nullable(),
  /** Name of the ticket's main contact. */
  contactName: z.string().nullable(),
  /** How often it happened since it was last read. */
  count: z.int(),
  at: Moment,
  read: z.boolean(),
});
export type Notification = z.infer<typeof Notification>;

export const listNotifications = operation({
  method: "GET",
  path: "/api/v1/notifications",
  does: "Lists what I am told of, newest first, as far as I may still see the tickets.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ unread: z.boolean().optional(), ...paging }),
  output: page(Notification).extend({
    /** All that is unread, up to 100. */
    unread: z.int(),
  }),
  refusals: ["cursor_invalid"],
});

export const readNotifications = operation({
  method: "POST",
  path: "/api/v1/notifications/read",
  does: "Marks as read what I am told of a ticket, some of it by id, or everything. Without either nothing changes.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({
    ids: z.array(Id).max(200).optional(),
    ticketNumber: TicketNumber.optional(),
    all: z.boolean().default(false),
  }),
  output: z.object({ unread: z.int() }),
  refusals: [],
});

export const TopicSetting = z.object({
  topic: Topic,
  /** In the workspace. */
  app: z.boolean(),
  /** By mail, when I have not read it a few minutes later. */
  mail: z.boolean(),
  /** By the browsers that I have switched it on for. */
  push: z.boolean(),
});
export type TopicSetting = z.infer<typeof TopicSetting>;

export const readNotificationSettings = operation({
  method: "GET",
  path: "/api/v1/notifications/settings",
  does: "Reads how I want to hear of each topic.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({ items: z.array(TopicSetting) }),
  refusals: [],
});

export const saveNotificationSetting = operation({
  method: "PUT",
  path: "/api/v1/notifications/settings",
  does: "Changes how I want to hear of one topic.",
  needs: "service",
  scope: "tickets.write",
  /** What is left out stays as it is. */
  input: TopicSetting.partial({ push: true }),
  output: z.object({ items: z.array(TopicSetting) }),
  refusals: [],
});

/** Not below `/api`: a mail program that cannot do it by itself opens the same address, and is led to the settings. */
export const unsubscribe = operation({
  method: "POST",
  path: "/unsubscribe/{mark}",
  does: "Ends the mails of one topic, by the signed address in the head of each of them (RFC 8058). The body is not read.",
  needs: "nobody",
  carries: "mail",
  input: z.object({ mark: z.string().max(200) }),
  output: nothing,
  refusals: ["link_invalid"],
});
