/** Where somebody is signed in: seen, and ended one by one or all at once. The announcement ends the sockets. */
import * as z from "zod";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  endSession as endOne,
  endSessionsOfUser as endAll,
  listSessions as list,
} from "#contract/sessions.ts";
import type { Call } from "#platform/call.ts";
import { At, cutPage, readCursor } from "#platform/cursor.ts";
import { refuse } from "#platform/refusal.ts";
import { userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { refuseAboveOwnRights } from "./rights.ts";
import { endSessions } from "./session.ts";
import { userRow } from "./user.ts";

const Place = z.tuple([At, z.uuid()]);

export async function listSessions(
  { db, desk, agent, now }: Call,
  { limit, cursor }: InputOf<typeof list>,
): Promise<OutputOf<typeof list>> {
  const after = readCursor(cursor, Place);
  const found = await db
    .selectFrom("sessions")
    .select(["id", "agent", "ip", "created_at", "seen_at"])
    .where("desk_id", "=", desk.id)
    .where("user_id", "=", agent.id)
    .where("expires_at", ">", now)
    .where((eb) =>
      after
        ? eb(eb.refTuple("seen_at", "id"), "<", eb.tuple(new Date(after[0]), after[1]))
        : eb.lit(true),
    )
    .orderBy("seen_at", "desc")
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.seen_at.toISOString(), row.id]);
  const items = rows.map((row) => ({
    id: row.id,
    agent: row.agent ?? "",
    ip: row.ip,
    startedAt: row.created_at.toISOString(),
    lastSeenAt: row.seen_at.toISOString(),
    current: row.id === agent.sessionId,
  }));
  return { items, nextCursor };
}

export async function endSession(call: Call, { id }: InputOf<typeof endOne>): Promise<null> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    const ended = await tx
      .deleteFrom("sessions")
      .where("desk_id", "=", desk.id)
      .where("user_id", "=", agent.id)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (!ended) throw refuse("session_not_found");
    await userChanged(tx, call, agent.id);
  });
  if (id === agent.sessionId) call.door.dropSession();
  return null;
}

export async function endOtherSessions(call: Call): Promise<null> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    await endSessions(tx, desk.id, agent.id, agent.sessionId);
    await userChanged(tx, call, agent.id);
  });
  return null;
}

export async function endSessionsOfUser(call: Call, { id }: InputOf<typeof endAll>): Promise<null> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    const user = await userRow(tx, desk.id, id);
    refuseAboveOwnRights(agent, user);
    await endSessions(tx, desk.id, id, id === agent.id ? agent.sessionId : null);
    await audit(tx, call, { kind: "user.signedOut", subject: user });
    await userChanged(tx, call, id);
  });
  return null;
}
