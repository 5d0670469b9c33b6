/** A ticket that belongs to another one: following a hint, and taking that back. */
import * as z from "zod";
import { Id, TicketNumber } from "./common.ts";
import { operation } from "./operation.ts";
import { Ticket } from "./tickets.ts";

export const joinTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/join",
  does: "Joins a ticket to one of those that its hints name: its messages go there, its number leads there. Counts as the customer's answer. Answers the ticket that has them now.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber, into: TicketNumber }),
  output: Ticket,
  refusals: ["ticket_not_found", "edit_forbidden", "hint_not_found"],
});

export const splitTicket = operation({
  method: "POST",
  path: "/api/v1/tickets/{number}/messages/{messageId}/split",
  does: "Makes a ticket of its own of a mail that came in, and of everything that was said after it. Joining the new one again takes it back. Answers the new ticket.",
  needs: "service",
  scope: "tickets.write",
  status: 201,
  input: z.object({ number: TicketNumber, messageId: Id }),
  output: Ticket,
  refusals: [
    "ticket_not_found",
    "edit_forbidden",
    "ticket_merged",
    "message_not_found",
    "message_first",
  ],
});

export const unjoinTicket = operation({
  method: "DELETE",
  path: "/api/v1/tickets/{number}/join",
  does: "Takes a join back: `number` is a ticket of its own again, with its messages, and the other one what it was.",
  needs: "service",
  scope: "tickets.write",
  input: z.object({ number: TicketNumber }),
  output: Ticket,
  refusals: ["ticket_not_found", "edit_forbidden", "join_not_found"],
});
