import type { Call } from "#platform/call.ts";
import { userChanged } from "./announce.ts";

/** Ends this session; with the announcement its sockets end too. A token is not a session: revoke it instead. */
export async function signOut(call: Call): Promise<null> {
  const { db, desk, agent, door } = call;
  const { sessionId } = agent;
  if (sessionId !== null)
    await db.transaction().execute(async (tx) => {
      await tx
        .deleteFrom("sessions")
        .where("desk_id", "=", desk.id)
        .where("id", "=", sessionId)
        .execute();
      await userChanged(tx, call, agent.id);
    });
  door.dropSession();
  return null;
}
