/** What I am told of: only of tickets that I may still see. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  listNotifications as listContract,
  Notification,
  readNotifications as readContract,
} from "#contract/notifications.ts";
import { speaksOfDeleted, ticketCards, visibleTicketIds } from "#modules/tickets";
import type { Agent, Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { signal } from "#platform/nudge.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);
/** Counting stops here: the bell says "99+". */
const countLimit = 100;

export async function listNotifications(
  { db, agent }: Call,
  { unread, limit, cursor }: InputOf<typeof listContract>,
): Promise<OutputOf<typeof listContract>> {
  const after = readCursor(cursor, Place);
  let query = mine(db, agent)
    .select(["id", "topic", "ticket_id", "message_id", "by_user_id", "count", "at", "read_at"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
  if (unread) query = query.where("read_at", "is", null);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("at", "id"), "<", eb.tuple(new Date(after[0]), after[1])),
    );
  const page = cutPage(await query.execute(), limit, ({ at, id }) => [at.toISOString(), id]);
  const cards = await ticketCards(db, agent.deskId, [
    ...new Set(page.rows.map(({ ticket_id }) => ticket_id)),
  ]);
  const items = page.rows.flatMap((row): Notification[] => {
    const ticket = cards.get(row.ticket_id);
    if (!ticket) return [];
    return [
      {
        id: row.id,
        topic: row.topic,
        ticketNumber: ticket.number,
        ticketName: ticket.name,
        messageId: row.message_id,
        byUserId: row.by_user_id,
        contactName: ticket.contactName,
        count: row.count,
        at: row.at.toISOString(),
        read: row.read_at !== null,
      },
    ];
  });
  return { items, nextCursor: page.nextCursor, unread: await unreadOf(db, agent) };
}

export async function readNotifications(
  { db, agent, now }: Call,
  { ids, ticketNumber, all }: InputOf<typeof readContract>,
): Promise<OutputOf<typeof readContract>> {
  await db.transaction().execute(async (tx) => {
    let query = tx
      .updateTable("notifications")
      .set({ read_at: now })
      .where("desk_id", "=", agent.deskId)
      .where("user_id", "=", agent.id)
      .where("read_at", "is", null);
    if (!all && ids) query = query.where("id", "in", ids.length > 0 ? ids : [agent.id]);
    if (!all && ticketNumber !== undefined)
      query = query.where(
        "ticket_id",
        "in",
        visibleTicketIds(tx, agent).where("tickets.number", "=", ticketNumber),
      );
    if (!all && !ids && ticketNumber === undefined) return;
    const { numUpdatedRows } = await query.executeTakeFirst();
    if (numUpdatedRows > 0n)
      await signal(tx, { kind: "notification", deskId: agent.deskId, userId: agent.id });
  });
  return { unread: await unreadOf(db, agent) };
}

function mine(db: Db | Tx, agent: Agent) {
  return db
    .selectFrom("notifications")
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .where("in_app", "=", true)
    .where("ticket_id", "in", visibleTicketIds(db, agent))
    .where((eb) => eb.not(speaksOfDeleted));
}

async function unreadOf(db: Db, agent: Agent): Promise<number> {
  const some = mine(db, agent)
    .select(sql`1`.as("one"))
    .where("read_at", "is", null)
    .limit(sql.lit(countLimit));
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from (${some}) unread`.execute(db);
  return rows[0]?.count ?? 0;
}
