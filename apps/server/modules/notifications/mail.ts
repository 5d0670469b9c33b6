/** By mail goes what was not read in the workspace for some minutes; who may no longer see the ticket gets nothing. */
import { deskById } from "#modules/desks";
import { agentsById, queueNotice, waysOf } from "#modules/people";
import { canSeeTickets, speaksOfDeleted, ticketCards } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { sql } from "kysely";
import { wordsFor } from "./words.ts";

/** Mails of one topic that one person gets in a day at most. */
const mostADay = 1000;

export function mailNotification(work: Work, notificationId: string): Promise<void> {
  const { platform, db, deskId, now } = work;
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable("notifications")
      .set({ mail_at: null, mailed_at: now })
      .where("desk_id", "=", deskId)
      .where("id", "=", notificationId)
      .where("read_at", "is", null)
      .where("mailed_at", "is", null)
      .where((eb) => eb.not(speaksOfDeleted))
      .returning(["user_id", "ticket_id", "topic", "message_id", "by_user_id", "count"])
      .executeTakeFirst();
    if (!row) return;
    const [agent] = await agentsById(tx, deskId, [row.user_id]);
    if (!agent || !(await canSeeTickets(tx, agent, [row.ticket_id])).has(row.ticket_id)) return;
    if (await isTooMuch(tx, { deskId, userId: agent.id, topic: row.topic, now })) return;
    const ticket = (await ticketCards(tx, deskId, [row.ticket_id])).get(row.ticket_id);
    const desk = await deskById(tx, deskId);
    if (!ticket || !desk) return;
    const by = row.by_user_id ? (await agentsById(tx, deskId, [row.by_user_id]))[0]?.name : null;
    const anchor = row.message_id ? `#m-${row.message_id}` : "";
    const words = wordsFor({
      topic: row.topic,
      locale: (await waysOf(tx, deskId, agent.id)).locale,
      to: agent.name,
      by: by ?? ticket.contactName ?? "",
      ticket: { number: ticket.number, name: ticket.name },
      count: row.count,
      desk: desk.name,
      link: `${platform.config.PUBLIC_URL}/tickets/open/${ticket.number}${anchor}`,
      settings: `${platform.config.PUBLIC_URL}/settings/notifications`,
    });
    const to = { name: agent.name, email: agent.email };
    await queueNotice(tx, platform, { deskId, to, now, ...words });
  });
}

async function isTooMuch(
  tx: Tx,
  { deskId, userId, topic, now }: { deskId: string; userId: string; topic: string; now: Date },
): Promise<boolean> {
  const { rows } = await sql<{ sent: number }>`
    select count(*)::int as sent from notifications
    where desk_id = ${deskId} and user_id = ${userId} and topic = ${topic}
      and mailed_at > ${new Date(now.getTime() - 86_400_000)}`.execute(tx);
  return (rows[0]?.sent ?? 0) > mostADay;
}
