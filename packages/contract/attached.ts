/** What came with a message and means something: invitations, contact cards, and mails in the mail. */
import * as z from "zod";
import { Id, Mailbox, Moment, TicketNumber } from "./common.ts";
import { operation } from "./operation.ts";

/** Whether `readMessageCards` has something to say of such a file. */
export function isCardFile(file: { type: string; name: string }): boolean {
  return isCalendarFile(file) || isContactFile(file);
}

export function isCalendarFile({ type, name }: { type: string; name: string }): boolean {
  return /^(?:text\/calendar|application\/ics)$/.test(type) || /\.ics$/i.test(name);
}

export function isContactFile({ type, name }: { type: string; name: string }): boolean {
  return /^text\/(?:(?:x-)?vcard|directory)$/.test(type) || /\.vcf$/i.test(name);
}

/** Whether `readAttachedMail` opens it. */
export function isMailFile({ type, name }: { type: string; name: string }): boolean {
  return /^message\/(?:rfc822|global|news)$/.test(type) || /\.eml$/i.test(name);
}

const EventTime = z.object({
  /** Null where it is a day, or where nobody knows which time zone the mail means. */
  at: Moment.nullable(),
  /** As the mail writes it, on the clocks of `zone`: `2026-07-20`, `2026-07-20T14:30:00`. */
  local: z.string(),
  zone: z.string().nullable(),
});
export type EventTime = z.infer<typeof EventTime>;

const CalendarEvent = z.object({
  title: z.string(),
  start: EventTime.nullable(),
  end: EventTime.nullable(),
  /** Whole days; the end is the day after the last one. */
  allDay: z.boolean(),
  location: z.string(),
  description: z.string(),
  organizer: Mailbox.nullable(),
  attendees: z.array(
    Mailbox.extend({ answer: z.enum(["accepted", "declined", "tentative", "none"]) }),
  ),
  cancelled: z.boolean(),
  repeats: z
    .object({
      every: z.enum(["day", "week", "month", "year"]),
      interval: z.int(),
      count: z.int().nullable(),
      until: z.string().nullable(),
    })
    .nullable(),
});
export type CalendarEvent = z.infer<typeof CalendarEvent>;

const fileId = Id;

export const EventCard = z.object({
  kind: z.literal("event"),
  fileId,
  /** An invitation, an answer to one, its cancellation, or an event to know of. */
  method: z.enum(["request", "reply", "cancel", "publish"]),
  event: CalendarEvent,
});
export type EventCard = z.infer<typeof EventCard>;

export const PersonCard = z.object({
  kind: z.literal("contact"),
  fileId,
  name: z.string(),
  organization: z.string(),
  role: z.string(),
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  addresses: z.array(z.string()),
  links: z.array(z.string()),
});
export type PersonCard = z.infer<typeof PersonCard>;

export const MessageCard = z.discriminatedUnion("kind", [EventCard, PersonCard]);
export type MessageCard = z.infer<typeof MessageCard>;

const which = { number: TicketNumber, messageId: Id };

export const readMessageCards = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/cards",
  does: "Reads the invitations and contact cards that came with a message: what, when, where, who. One that came in two forms is told once.",
  needs: "service",
  scope: "tickets.read",
  input: z.object(which),
  output: z.object({ items: z.array(MessageCard) }),
  refusals: ["ticket_not_found", "message_not_found"],
});

/** `2`: the third file of the attached mail; `2.0`: the first one of the mail that this is. */
const part = z
  .string()
  .regex(/^\d{1,4}(\.\d{1,4}){0,4}$/)
  .optional();

export const AttachedMail = z.object({
  from: Mailbox.nullable(),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  subject: z.string(),
  date: Moment.nullable(),
  text: z.string(),
  /** Its frame shows HTML rather than this text. */
  hasHtml: z.boolean(),
  /** Not everything could be read; says why. The file is complete. */
  truncated: z.string().nullable(),
  attachments: z.array(
    z.object({
      /** Names it within the attached mail. */
      part: z.string(),
      name: z.string(),
      type: z.string(),
      size: z.int(),
      /** Shown inside of the HTML. */
      inline: z.boolean(),
    }),
  ),
});
export type AttachedMail = z.infer<typeof AttachedMail>;

const inFile = { ...which, fileId };

export const readAttachedMail = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/attached/{fileId}",
  does: "Opens a mail that is attached to a message. `part` opens one that is attached to that.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ ...inFile, part }),
  output: AttachedMail,
  refusals: ["ticket_not_found", "message_not_found", "file_not_found"],
});

export const readAttachedFrame = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/attached/{fileId}/frame",
  does: "Answers an attached mail as a page of its own, for a sandboxed frame. Pictures from elsewhere stay away.",
  needs: "service",
  scope: "tickets.read",
  carries: "download",
  input: z.object({ ...inFile, part, theme: z.enum(["light", "dark"]).default("light") }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found", "file_not_found"],
});

export const readAttachedFile = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/messages/{messageId}/attached/{fileId}/file",
  does: "Answers the bytes of a file of an attached mail.",
  needs: "service",
  scope: "tickets.read",
  carries: "download",
  input: z.object({ ...inFile, part: part.unwrap() }),
  output: z.unknown(),
  refusals: ["ticket_not_found", "message_not_found", "file_not_found"],
});
