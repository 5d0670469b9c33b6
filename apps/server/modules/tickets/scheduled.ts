/** Replies that are still to leave, as they are kept and shown. The statements of the table are all here. */
import type { Selectable } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listScheduled as listContract, ScheduledReply } from "#contract/scheduled.ts";
import { type Reply, replyToTicket } from "#contract/replies.ts";
import { filesByIds } from "#modules/files";
import { userName } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { ScheduledReplies } from "#platform/schema.gen.ts";
import { findTicket } from "./access.ts";
import { letterOf } from "./letter.ts";
import type { Ticket } from "./ticket.ts";

export type Scheduled = Omit<Selectable<ScheduledReplies>, "reply"> & { reply: Reply };

export async function listScheduled(
  { db, agent }: Call,
  { number }: InputOf<typeof listContract>,
): Promise<OutputOf<typeof listContract>> {
  const ticket = await findTicket(db, agent, number);
  const rows = await rowsOf(db, ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .orderBy("send_at")
    .orderBy("id")
    .limit(100)
    .execute();
  return { items: await Promise.all(rows.map((row) => answer(db, ticket, row))), nextCursor: null };
}

export async function keepScheduled(
  tx: Tx,
  ticket: Ticket,
  given: { reply: Reply; authorId: string; sendAt: Date; now: Date },
): Promise<void> {
  const { reply, authorId, sendAt, now } = given;
  await tx
    .insertInto("scheduled_replies")
    .values({
      desk_id: ticket.desk_id,
      id: reply.id,
      ticket_id: ticket.id,
      author_user_id: authorId,
      reply: JSON.stringify(reply),
      send_at: sendAt,
      created_at: now,
    })
    .execute();
}

/** Null when it was sent or stopped meanwhile. Held until the commit. */
export async function takeScheduled(tx: Tx, deskId: string, id: string): Promise<Scheduled | null> {
  const row = await tx
    .deleteFrom("scheduled_replies")
    .where("desk_id", "=", deskId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  return row ? { ...row, reply: replyToTicket.input.parse(row.reply) } : null;
}

export async function findScheduled(
  db: Db | Tx,
  deskId: string,
  id: string,
): Promise<Scheduled | null> {
  const row = await rowsOf(db, deskId).where("id", "=", id).executeTakeFirst();
  return row ? { ...row, reply: replyToTicket.input.parse(row.reply) } : null;
}

export async function scheduledAnswer(tx: Tx, ticket: Ticket, id: string): Promise<ScheduledReply> {
  const row = await rowsOf(tx, ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw refuse("id_reused");
  return answer(tx, ticket, row);
}

function rowsOf(db: Db | Tx, deskId: string) {
  return db
    .selectFrom("scheduled_replies")
    .selectAll()
    .select(({ ref }) => userName(ref("desk_id"), ref("author_user_id")).as("author_name"))
    .where("desk_id", "=", deskId);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>["execute"]>>[number];

async function answer(
  db: Db | Tx,
  ticket: Pick<Ticket, "desk_id" | "number">,
  row: Row,
): Promise<ScheduledReply> {
  const reply = replyToTicket.input.parse(row.reply);
  const files = await filesByIds(db, ticket.desk_id, reply.attachmentIds ?? []);
  return {
    id: row.id,
    ticketNumber: ticket.number,
    author: { id: row.author_user_id, name: row.author_name ?? "" },
    ...{ to: reply.to ?? [], cc: reply.cc ?? [], bcc: reply.bcc ?? [] },
    fromChannelId: reply.fromChannelId ?? null,
    subject: reply.subject ?? null,
    ...letterOf(reply),
    attachments: files.map(({ id, name, size, type }) => ({ id, name, size, type })),
    statusId: reply.statusId ?? null,
    sendAt: row.send_at.toISOString(),
  };
}
