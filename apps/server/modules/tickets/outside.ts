/**
 * An answer from outside: a colleague wrote to the customer from their own mail program, with the ticket in copy.
 *
 * It has left already. It counts like a reply from here: status, owner and the time of the first reply.
 */
import { contactOfEmail } from "#modules/contacts";
import { mayOnTicket } from "#modules/people";
import { holdPipeline, statusAfterReply, statusOf } from "#modules/pipelines";
import type { Agent } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { type Happening, publish } from "#platform/events.ts";
import { newId } from "#platform/id.ts";
import { lockTicketById } from "./access.ts";
import { byAgent, record, type Step } from "./history.ts";
import { keepIncoming, type Incoming } from "./incoming.ts";
import { newestColumns } from "./join.ts";
import { takenBy } from "./owner.ts";
import { addParticipants } from "./participants.ts";
import { whyMissing } from "./properties.ts";
import type { Received } from "./receive.ts";
import { mailParts } from "./write-mail.ts";
import { formerPlace, momentOn, statusColumns, type Ticket } from "./ticket.ts";
import { unmarkSpam } from "./unmark-spam.ts";

/** Null where the colleague may not answer here, or is the one who asks. */
export async function receiveAnswer(
  tx: Tx,
  mail: Incoming,
  agent: Agent,
): Promise<Received | null> {
  const ticket = await lockAnswered(tx, mail, agent);
  if (!ticket) return null;
  const at = momentOn(ticket, mail.now);
  const id = newId(mail.now.getTime());
  await keepIncoming(tx, ticket, { ...mail, answeredBy: agent }, { id, at, contact: null });
  const added = await addParticipants(tx, ticket, mailParts(mail), mail.now);
  const move = await movedTo(tx, ticket, at);
  const taken = ticket.owner_user_id === null && ticket.owner_team_id === null;
  await tx
    .updateTable("tickets")
    .set({
      ...move?.columns,
      ...(taken ? takenBy(agent) : {}),
      ...(ticket.first_replied_at ? {} : { first_replied_at: at }),
      ...newestColumns({ id, at }, mail),
      newest_direction: "outgoing",
      updated_at: at,
    })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
  await record(tx, ticket, at, stepsOf(ticket, agent, id, { taken, move }));
  const ids = { ticketId: ticket.id, ticketNumber: ticket.number, messageId: id };
  await announce(tx, ticket, agent, {
    at: mail.now,
    ids: { ...ids, ...(taken ? formerPlace(ticket) : {}) },
    changed: added.length > 0 ? ["participants"] : [],
  });
  return { ...ids, created: false };
}

/** A ticket that was called spam is none any more when it is answered, by who may say so. */
async function lockAnswered(tx: Tx, mail: Incoming, agent: Agent): Promise<Ticket | null> {
  const ticket = mail.ticketId ? await lockTicketById(tx, mail.deskId, mail.ticketId, true) : null;
  if (!ticket || !mayOnTicket(agent, "edit", ticket)) return null;
  const own = await contactOfEmail(tx, mail.deskId, mail.from.address);
  if (own && own.id === ticket.contact_id) return null;
  if (!ticket.spam_at) return ticket;
  if (!mayOnTicket(agent, "delete", ticket)) return null;
  return unmarkSpam(tx, ticket, { cause: "mail_received", by: byAgent(agent), now: mail.now });
}

function announce(
  tx: Tx,
  { desk_id: deskId }: Ticket,
  { id: byUserId }: Agent,
  said: Pick<Happening, "at" | "ids" | "changed">,
) {
  return publish(tx, { type: "ticket.replied", deskId, byUserId, ...said });
}

type Move = NonNullable<Awaited<ReturnType<typeof movedTo>>>;

/** By the automation of the pipeline, where nothing that it asks for is missing. */
async function movedTo(tx: Tx, ticket: Ticket, at: Date) {
  const pipeline = await holdPipeline(tx, ticket.desk_id, ticket.pipeline_id);
  const { statusId, cause } = statusAfterReply({
    chosen: null,
    automation: pipeline.statusOnReplyId,
    current: ticket.status_id,
  });
  if (cause === null || statusId === ticket.status_id) return null;
  const status = statusOf(pipeline, statusId);
  if (whyMissing(status, ticket, {})) return null;
  return { columns: statusColumns(ticket, { status, pipeline }, at), cause, to: statusId };
}

function stepsOf(
  ticket: Ticket,
  agent: Agent,
  messageId: string,
  { taken, move }: { taken: boolean; move: Move | null },
): Step[] {
  const who = { by: byAgent(agent), messageId };
  const steps: Step[] = [{ what: "replied", cause: "mail_received", ...who }];
  if (taken)
    steps.push({
      ...{ what: "owner_changed", cause: "answering_takes_ownership", from: null, to: agent.id },
      ...who,
    });
  if (move)
    steps.push({
      ...{ what: "status_changed", cause: move.cause, from: ticket.status_id, to: move.to },
      ...who,
    });
  return steps;
}
