/** What happened with a ticket. */
import * as z from "zod";
import { Id, Moment, TicketNumber } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

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
    .object({ ticketNumber: TicketNumber, ticketName: z.string(), preview: z.string() })
    .nullable(),
});
export type Activity = z.infer<typeof Activity>;

export const listActivity = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/activity",
  does: "Reads the ticket's activity history, newest first.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, ...paging }),
  output: page(Activity),
  refusals: ["ticket_not_found", "cursor_invalid"],
});
