/** The conversation, a page at a time from its end. */
import { sql } from "kysely";
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listMessages as contract } from "#contract/messages.ts";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { findTicket, visibleTicketIds } from "./access.ts";
import { mentionOf } from "./mentions.ts";
import { messageRows, toMessages } from "./message.ts";
import { withAllowed } from "./picture-senders.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);

export async function listMessages(
  { db, agent, now }: Call,
  { number, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const before = readCursor(cursor, Place);
  const id = sql<string>`(${visibleTicketIds(db, agent).where("tickets.number", "=", number)})`;
  let query = messageRows(db, { desk_id: agent.deskId, id })
    .select(mentionOf(agent).as("my_mention"))
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
  if (before)
    query = query.where((eb) =>
      eb(eb.refTuple("written_at", "id"), "<", eb.tuple(new Date(before[0]), before[1])),
    );
  const rows = await query.execute();
  // No message may mean no ticket, or none that they may see.
  if (rows.length === 0) await findTicket(db, agent, number);
  const page = cutPage(rows, limit, ({ written_at, id }) => [written_at.toISOString(), id]);
  const messages = await toMessages(
    db,
    { desk_id: agent.deskId, number },
    page.rows.toReversed(),
    now,
  );
  const items = await withAllowed({ db, agent }, messages);
  return { items, nextCursor: page.nextCursor };
}
