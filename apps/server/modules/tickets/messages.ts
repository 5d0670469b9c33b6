/** The conversation, a page at a time from its end. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listMessages as contract } from "#contract/tickets.ts";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { findTicket } from "./access.ts";
import { messageRows, toMessages } from "./message.ts";
import { withAllowed } from "./picture-senders.ts";

/** Where a page ends: the moment and the id that it is sorted by. */
const Place = z.tuple([At, Id]);

export async function listMessages(
  { db, agent, now }: Call,
  { number, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const ticket = await findTicket(db, agent, number);
  const before = readCursor(cursor, Place);
  let query = messageRows(db, ticket)
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
  if (before)
    query = query.where((eb) =>
      eb(eb.refTuple("written_at", "id"), "<", eb.tuple(new Date(before[0]), before[1])),
    );
  const rows = await query.execute();
  const page = cutPage(rows, limit, ({ written_at, id }) => [written_at.toISOString(), id]);
  const messages = await toMessages(db, ticket, page.rows.toReversed(), now);
  const items = await withAllowed({ db, agent }, messages);
  return { items, nextCursor: page.nextCursor };
}
