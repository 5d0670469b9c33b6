import * as z from "zod";
import { Id, Moment, OwnerType, TicketNumber } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

/** What somebody may do with a ticket that is shared with them: see it, or change it too. Deleting is never shared. */
export const ShareLevel = z.enum(["view", "edit"]);
export type ShareLevel = z.infer<typeof ShareLevel>;

/** A user or team with whom the ticket is shared beside its owner. */
export const Share = z.object({
  type: OwnerType,
  id: Id,
  name: z.string(),
  level: ShareLevel,
  byUserId: Id,
  at: Moment,
});
export type Share = z.infer<typeof Share>;

/**
 * Why somebody sees a ticket, the strongest reason first: a Super Admin sees all, `owner` it is theirs, `everything`
 * their right reaches all tickets, `team` it is of somebody in their teams, `unassigned` it is nobody's, `shared` it is
 * shared with them or a team of theirs.
 */
export const SightReason = z.enum([
  "super_admin",
  "owner",
  "everything",
  "team",
  "unassigned",
  "shared",
]);
export type SightReason = z.infer<typeof SightReason>;

export const Sight = z.object({
  userId: Id,
  name: z.string(),
  why: SightReason,
  /** What they may do at most. */
  level: ShareLevel,
});
export type Sight = z.infer<typeof Sight>;

/** With whom a ticket is shared, and a page of those who can see it. */
export const TicketAccess = page(Sight).extend({ shares: z.array(Share) });
export type TicketAccess = z.infer<typeof TicketAccess>;

const number = TicketNumber;
const shares = z.array(Share);

export const readTicketAccess = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/access",
  does: "Says with whom a ticket is shared, and page by page who can see it and why.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number, ...paging }),
  output: TicketAccess,
  refusals: ["ticket_not_found", "cursor_invalid"],
});

export const shareTicket = operation({
  method: "PUT",
  path: "/api/v1/tickets/{number}/shares/{id}",
  does: "Shares a ticket with a user or team beside its owner, or changes what they may do with it.",
  needs: "service",
  scope: "tickets.write",
  /** `id` is that of the user or team. */
  input: z.object({ number, id: Id, level: ShareLevel.default("view") }),
  output: z.object({ shares }),
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "share_unknown",
    "share_without_access",
    "share_limit",
  ],
});

export const unshareTicket = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/shares/{id}",
  does: "Shares a ticket with a user or team no longer. They may see it by their own rights all the same.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, id: Id }),
  output: z.object({ shares }),
  refusals: ["ticket_not_found", "edit_forbidden", "ticket_merged"],
});
