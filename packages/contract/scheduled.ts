import * as z from "zod";
import { Id, Mailbox, Moment, TicketNumber } from "./common.ts";
import { File } from "./files.ts";
import { nothing, operation } from "./operation.ts";
import { Message } from "./messages.ts";
import { replyToTicket } from "./replies.ts";

/** A reply that leaves at a chosen time. Until then it is no message: status and owner wait too. */
export const ScheduledReply = z.object({
  /** The id that the message will have. */
  id: Id,
  ticketNumber: TicketNumber,
  author: z.object({ id: Id, name: z.string() }),
  /** Empty = whom the answered message names. */
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  fromChannelId: Id.nullable(),
  subject: z.string().nullable(),
  html: z.string(),
  text: z.string(),
  attachments: z.array(File),
  statusId: Id.nullable(),
  sendAt: Moment,
});
export type ScheduledReply = z.infer<typeof ScheduledReply>;

const number = TicketNumber;

export const scheduleReply = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/scheduled",
  does: "Writes a reply that leaves at a chosen time. When something newer was written by then, it is a draft again instead.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: replyToTicket.input.extend({ sendAt: Moment }),
  output: ScheduledReply,
  refusals: [...replyToTicket.refusals, "time_passed"],
});

export const listScheduled = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/scheduled",
  does: "Lists the replies that are still to leave, the next one first.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number }),
  output: z.object({ items: z.array(ScheduledReply), nextCursor: z.null() }),
  refusals: ["ticket_not_found"],
});

export const unscheduleReply = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/scheduled/{id}",
  does: "Stops a reply that is still to leave: it becomes a draft of its author again.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number, id: Id }),
  output: nothing,
  refusals: ["ticket_not_found", "edit_forbidden", "scheduled_not_found"],
});

export const sendScheduledNow = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/scheduled/{id}/send",
  does: "Sends a reply of mine at once that was to leave later.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object({ number, id: Id }),
  output: Message,
  refusals: [...replyToTicket.refusals, "scheduled_not_found"],
});
