/** One of many tickets that change their place because a setting did: no rule and no required property holds it back. */
import type { Pipeline, Status } from "#contract/pipelines.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { type By, type Cause, record, type Step } from "./history.ts";
import { formerPlace, momentOn, statusColumns, type Ticket } from "./ticket.ts";

/** How many in one transaction: nobody waits for all of them. */
export const atOnce = 100;

type To = { status: Status; pipeline: Pipeline };

export async function carry(
  tx: Tx,
  ticket: Ticket,
  to: To,
  { by, cause, now }: { by: By; cause: Cause; now: Date },
): Promise<void> {
  const { desk_id: deskId, id: ticketId, number: ticketNumber } = ticket;
  const at = momentOn(ticket, now);
  const columns = { pipeline_id: to.pipeline.id, ...statusColumns(ticket, to, at) };
  await tx
    .updateTable("tickets")
    .set({ ...columns, updated_at: at })
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .execute();
  await record(
    tx,
    ticket,
    at,
    stepsTo(ticket, to).map((step) => ({ ...step, by, cause })),
  );
  const ids = { ticketId, ticketNumber, ...formerPlace(ticket) };
  const event = { deskId, at: now, ids, byUserId: by.id, changed: Object.keys(columns) };
  await publish(tx, { type: "ticket.updated", ...event });
}

/** How a move is written in the history; a status that only changed its kind names itself twice. */
export function stepsTo(
  ticket: Pick<Ticket, "pipeline_id" | "status_id">,
  { pipeline, status }: To,
): Omit<Step, "by" | "cause">[] {
  const status_changed = { what: "status_changed", from: ticket.status_id, to: status.id } as const;
  if (pipeline.id === ticket.pipeline_id) return [status_changed];
  const from = ticket.pipeline_id;
  return [{ what: "pipeline_changed", from, to: pipeline.id }, status_changed];
}
