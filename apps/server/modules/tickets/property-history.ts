/** What the properties of a ticket were: the part of its history that speaks of them. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listPropertyHistory as contract } from "#contract/properties.ts";
import { fromText, propertyTypes } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor, rowsFor } from "#platform/cursor.ts";
import { findTicket } from "./access.ts";

const Place = z.tuple([At, Id]);

export async function listPropertyHistory(
  { db, agent }: Call,
  { number, property, limit, cursor }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const ticket = await findTicket(db, agent, number);
  const after = readCursor(cursor, Place);
  let query = db
    .selectFrom("activities")
    .select(["id", "at", "property", "from_value", "to_value", "by_type", "by_id"])
    .where("desk_id", "=", ticket.desk_id)
    .where("ticket_id", "=", ticket.id)
    .where("what", "in", ["priority_changed", "property_changed"])
    .where("property", "is not", null)
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(rowsFor(limit));
  if (property !== undefined) query = query.where("property", "=", property);
  if (after)
    query = query.where((eb) =>
      eb(eb.refTuple("at", "id"), "<", eb.tuple(new Date(after[0]), after[1])),
    );
  const page = cutPage(await query.execute(), limit, ({ at, id }) => [at.toISOString(), id]);
  const typeOf = await propertyTypes(db, ticket.desk_id, "ticket");
  const items = page.rows.map((row) => {
    const name = row.property ?? "";
    const type = typeOf.get(name) ?? "longText";
    return {
      id: row.id,
      property: name,
      from: fromText(type, row.from_value),
      to: fromText(type, row.to_value),
      byUserId: row.by_type === "user" ? row.by_id : null,
      at: row.at.toISOString(),
    };
  });
  return { items, nextCursor: page.nextCursor };
}
