/** A ticket is no spam any more: because somebody says so, or because there was a real answer. */
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { type By, type Cause, record } from "./history.ts";
import { momentOn, type Ticket } from "./ticket.ts";

type Because = { cause: Cause; by: By; now: Date };

/** The ticket as it is then. */
export async function unmarkSpam(
  tx: Tx,
  ticket: Ticket,
  { cause, by, now }: Because,
): Promise<Ticket> {
  const at = momentOn(ticket, now);
  const columns = { deleted_at: null, spam_at: null, updated_at: at };
  await tx
    .updateTable("tickets")
    .set(columns)
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
  await record(tx, ticket, at, [{ what: "unmarked_spam", cause, by }]);
  await publish(tx, {
    type: "ticket.unmarkedSpam",
    deskId: ticket.desk_id,
    at: now,
    ids: { ticketId: ticket.id, ticketNumber: ticket.number },
    byUserId: by.type === "user" ? by.id : null,
  });
  return { ...ticket, ...columns };
}
