import * as z from "zod";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { UserDetails } from "#contract/people.ts";
import type { listUsers as list, readUser as read } from "#contract/users.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import { teamIds, toDetails, toUser, userRow } from "./user.ts";

const Place = z.tuple([z.string(), z.uuid()]);

export async function listUsers(
  { db, desk }: Call,
  { limit, cursor }: InputOf<typeof list>,
): Promise<OutputOf<typeof list>> {
  const after = readCursor(cursor, Place);
  const found = await db
    .selectFrom("users")
    .select(["id", "name", "email", "state", teamIds])
    .where("desk_id", "=", desk.id)
    .where((eb) => (after ? eb(eb.refTuple("name", "id"), ">", eb.tuple(...after)) : eb.lit(true)))
    .orderBy("name")
    .orderBy("id")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.name, row.id]);
  return { items: rows.map(toUser), nextCursor };
}

export async function readUser(
  { db, desk }: Call,
  { id }: InputOf<typeof read>,
): Promise<UserDetails> {
  return toDetails(await userRow(db, desk.id, id));
}
