/** A new ticket from a mail: unassigned, in the first status of its pipeline. */
import type { Insertable } from "kysely";
import { nextTicketNumber } from "#modules/desks";
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { firstOpen, holdPipeline } from "#modules/pipelines";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { Tickets } from "#platform/schema.gen.ts";
import { type By, record } from "./history.ts";
import { type Kept, keepIncoming, partsOf, senderOf, type Incoming } from "./incoming.ts";
import { causeOf, newestColumns } from "./join.ts";
import { firstParticipants, keepParticipants } from "./participants.ts";

/** `pipelineId` null: the default one. */
export async function openFromMail(
  tx: Tx,
  mail: Incoming,
  pipelineId: string | null,
): Promise<{ ticket: { id: string; number: number }; message: Kept }> {
  const { deskId } = mail;
  const contact = await senderOf(tx, mail);
  const pipeline = await holdPipeline(tx, deskId, pipelineId);
  const status = mail.closed ? firstClosed(pipeline) : firstOpen(pipeline);
  const at = mail.quiet ? mail.writtenAt : mail.now;
  const people = await firstParticipants(tx, deskId, partsOf(mail));
  const coming = { id: newId(mail.now.getTime()), at, contact };
  const ticket = {
    desk_id: deskId,
    id: newId(mail.now.getTime()),
    updated_at: mail.now,
    // Everybody else who opens a ticket waits from here to our commit: nothing below may only read.
    number: await nextTicketNumber(tx, deskId),
  };
  await keepTicket(tx, mail, {
    ...ticket,
    pipeline_id: pipeline.id,
    status_id: status.id,
    open: status.kind === "open",
    closed_at: status.kind === "open" ? null : at,
    last_closed_at: status.kind === "open" ? null : at,
    contact_id: contact?.id ?? null,
    company_id: contact?.companyId ?? null,
    created_at: at,
    ...newestColumns(coming, mail),
  });
  await keepIncoming(tx, ticket, mail, coming);
  await keepParticipants(tx, ticket, people, mail.now);
  const by: By = contact ? { type: "contact", id: contact.id } : { type: "system", id: null };
  const created = { what: "created", cause: causeOf(mail), by, messageId: coming.id } as const;
  await record(tx, ticket, mail.now, [created]);
  return { ticket, message: coming };
}

function firstClosed(pipeline: Pipeline): Status {
  return pipeline.statuses.find(({ kind }) => kind === "closed") ?? firstOpen(pipeline);
}

type Row = Omit<Insertable<Tickets>, "name" | "source" | "channel_id"> & { id: string };

async function keepTicket(tx: Tx, mail: Incoming, row: Row) {
  const { source, channelId: channel_id } = mail;
  await tx
    .insertInto("tickets")
    .values({ ...row, name: nameOf(mail), source, channel_id })
    .execute();
  if (!row.contact_id) return;
  await tx
    .insertInto("ticket_contacts")
    .values({ desk_id: row.desk_id, ticket_id: row.id, contact_id: row.contact_id })
    .execute();
}

/** Subjects may be empty or pages long. */
function nameOf({ subject, from }: Incoming): string {
  const name = subject.replaceAll(/\s+/g, " ").trim().slice(0, 500).toWellFormed();
  return name || from.name.trim() || from.address || "–";
}
