import * as z from "zod";
import { Id, Moment, TicketNumber } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

const By = z.object({
  type: z.enum(["user", "contact", "system"]),
  id: Id.nullable(),
  name: z.string(),
});
const entry = { id: Id, at: Moment };
const onTicket = { ticketNumber: TicketNumber, ticketName: z.string() };

/** Something that happened with a record: on its tickets, as far as I may see them, or to itself. */
export const TimelineEntry = z.discriminatedUnion("kind", [
  /** A ticket of the record was opened. */
  z.object({ kind: z.literal("ticket"), ...entry, ...onTicket }),
  z.object({
    kind: z.literal("message"),
    ...entry,
    ...onTicket,
    messageKind: z.enum(["message", "comment"]),
    direction: z.enum(["incoming", "outgoing"]).nullable(),
    by: By,
    preview: z.string(),
  }),
  z.object({
    kind: z.literal("change"),
    ...entry,
    what: z.enum([
      "created",
      "changed",
      "deleted",
      "restored",
      "merged",
      "unmerged",
      "ticket_added",
      "ticket_removed",
    ]),
    /** Those that the desk defined are `property:NAME`. */
    property: z.string().nullable(),
    /**
     * Values as people read them, ids of a company, owner or contacts. Those of the desk's own properties: text as it
     * is, the rest as JSON. Of `merged`: the merge that can be undone.
     */
    from: z.string().nullable(),
    /** Of `merged` and `unmerged`: the name of the other one. Of a ticket: its number, null where I may not see it. */
    to: z.string().nullable(),
    by: By,
  }),
]);
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const readContactTimeline = operation({
  method: "GET",
  path: "/api/v1/contacts/{id}/timeline",
  does: "Reads what happened with a contact, newest first: its tickets that I may see, what was said on them, its changes.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ id: Id, ...paging }),
  output: page(TimelineEntry),
  refusals: ["contact_not_found", "cursor_invalid"],
});

export const readCompanyTimeline = operation({
  method: "GET",
  path: "/api/v1/companies/{id}/timeline",
  does: "Reads what happened with a company, newest first: its tickets that I may see, what was said on them, its changes.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ id: Id, ...paging }),
  output: page(TimelineEntry),
  refusals: ["company_not_found", "cursor_invalid"],
});

export const readDealTimeline = operation({
  method: "GET",
  path: "/api/v1/deals/{id}/timeline",
  does: "Reads what happened with a deal, newest first: its tickets that I may see, what was said on them, its changes.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ id: Id, ...paging }),
  output: page(TimelineEntry),
  refusals: ["deal_not_found", "cursor_invalid"],
});
