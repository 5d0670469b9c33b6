/** What I am told of: only of tickets that I may still see, and of mail while I may change channels. */
import { type Selectable, sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  listNotifications as listContract,
  Notification,
  readNotifications as readContract,
} from "#contract/notifications.ts";
import { mayManage } from "#contract/rights.ts";
import { alarmById, channelById } from "#modules/channels";
import { speaksOfDeleted, ticketCards, visibleTicketIds } from "#modules/tickets";
import type { Agent, Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { signal } from "#platform/nudge.ts";
import type { Notifications } from "#platform/schema.gen.ts";

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
    .select(["id", "topic", "ticket_id", "alarm_id", "message_id"])
    .select(["by_user_id", "count", "at", "read_at"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
  if (unread) query = query.where("read_at", "is", null);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("at", "id"), "<", eb.tuple(new Date(after[0]), after[1])),
    );
  const page = cutPage(await query.execute(), limit, ({ at, id }) => [at.toISOString(), id]);
  const items = await toItems(db, agent, page.rows);
  return { items, nextCursor: page.nextCursor, unread: await unreadOf(db, agent) };
}

type Row = Pick<
  Selectable<Notifications>,
  | "id"
  | "topic"
  | "ticket_id"
  | "alarm_id"
  | "message_id"
  | "by_user_id"
  | "count"
  | "at"
  | "read_at"
>;

async function toItems(db: Db, agent: Agent, rows: readonly Row[]): Promise<Notification[]> {
  const tickets = new Set(rows.flatMap(({ ticket_id }) => ticket_id ?? []));
  const cards = await ticketCards(db, agent.deskId, [...tickets]);
  const items: Notification[] = [];
  for (const row of rows) {
    const about = row.alarm_id
      ? await aboutAlarm(db, agent.deskId, row.alarm_id)
      : aboutTicket(cards.get(row.ticket_id ?? ""));
    if (about)
      items.push({
        ...{ id: row.id, topic: row.topic, messageId: row.message_id, byUserId: row.by_user_id },
        ...{ count: row.count, at: row.at.toISOString(), read: row.read_at !== null },
        ...about,
      });
  }
  return items;
}

function aboutTicket(
  ticket: { number: number; name: string; contactName: string | null } | undefined,
) {
  if (!ticket) return null;
  const { number: ticketNumber, name: ticketName, contactName } = ticket;
  return { ticketNumber, ticketName, contactName, alarm: null };
}

/** There are few of them. */
async function aboutAlarm(db: Db, deskId: string, id: string) {
  const found = await alarmById(db, deskId, id);
  if (!found) return null;
  const { kind, channel_id: channelId } = found;
  const channel = channelId ? await channelById(db, deskId, channelId) : null;
  const alarm = { kind, channelId: channel?.id ?? null, over: found.ended_at !== null };
  return { ticketNumber: null, ticketName: channel?.address ?? "", contactName: null, alarm };
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
    .where((eb) =>
      eb.or([
        eb.and([eb("ticket_id", "in", visibleTicketIds(db, agent)), eb.not(speaksOfDeleted)]),
        ...(mayManage(agent.rights) ? [eb("alarm_id", "is not", null)] : []),
      ]),
    );
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
