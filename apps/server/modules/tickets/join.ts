/** What a mail does to the ticket that it joins: newest message, status, history. */
import { firstOpen, holdPipeline, statusAfterCustomer, statusOf } from "#modules/pipelines";
import type { Pipeline, Status } from "#contract/pipelines.ts";
import type { Tx } from "#platform/db.ts";
import { type By, type Cause, record, type Step } from "./history.ts";
import { isRisky, type Kept, type Incoming } from "./incoming.ts";
import { momentOn, previewOf, statusColumns, type Ticket } from "./ticket.ts";

export async function joinTicket(
  tx: Tx,
  ticket: Ticket,
  message: Kept,
  mail: Incoming,
): Promise<void> {
  const at = momentOn(ticket, mail.now);
  const by: By = { type: message.contact ? "contact" : "system", id: message.contact?.id ?? null };
  const moves = !mail.quiet && !mail.automatic && !isRisky(mail);
  const move = moves ? await movedTo(tx, ticket) : null;
  await tx
    .updateTable("tickets")
    .set({
      ...(isNewest(ticket, message, mail) ? newestColumns(message, mail) : {}),
      ...(move ? statusColumns(ticket, move, at) : {}),
      updated_at: at,
    })
    .where("desk_id", "=", ticket.desk_id)
    .where("id", "=", ticket.id)
    .execute();
  const steps: Step[] = [{ what: "received", cause: causeOf(mail), by, messageId: message.id }];
  if (move)
    steps.push({
      what: "status_changed",
      cause: move.cause,
      by,
      from: ticket.status_id,
      to: move.status.id,
      messageId: message.id,
    });
  await record(tx, ticket, at, steps);
}

export function newestColumns(message: Pick<Kept, "id" | "at">, mail: Incoming) {
  return {
    newest_message_id: message.id,
    newest_message_at: message.at,
    newest_direction: "incoming" as const,
    preview: previewOf(mail.visibleText ?? mail.text),
    active_at: message.at,
  };
}

export function causeOf({ source }: Incoming): Cause {
  return source === "import" ? "import" : "mail_received";
}

function isNewest(ticket: Ticket, { at }: Kept, { notice }: Incoming) {
  if (notice) return false;
  return !ticket.newest_message_at || ticket.newest_message_at.getTime() <= at.getTime();
}

/** Where the customer's answer takes the ticket; null when it stays. */
export async function movedTo(
  tx: Tx,
  ticket: Ticket,
): Promise<{ status: Status; pipeline: Pipeline; cause: Cause } | null> {
  const pipeline = await holdPipeline(tx, ticket.desk_id, ticket.pipeline_id);
  const wanted = pipeline.statusOnCustomerReplyId;
  const automation = wanted ? statusOf(pipeline, wanted) : null;
  const { statusId, cause } = statusAfterCustomer({
    automation: automation && { id: automation.id, open: automation.kind === "open" },
    current: { id: ticket.status_id, open: ticket.open },
    firstOpen: firstOpen(pipeline).id,
  });
  if (statusId === ticket.status_id || cause === null) return null;
  return { status: statusOf(pipeline, statusId), pipeline, cause };
}
