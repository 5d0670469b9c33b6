/** Telling the desk that a user or team is no longer what it was: caches are read anew, ended sessions lose their sockets. */
import type { EventType } from "#contract/live.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";

type By = Pick<Call, "desk" | "now"> & { agent?: { id: string } };

export function userChanged(tx: Tx, by: By, userId: string): Promise<void> {
  return tell(tx, by, "user.changed", { userId });
}

export function teamChanged(tx: Tx, by: By, teamId: string): Promise<void> {
  return tell(tx, by, "team.changed", { teamId });
}

export function teamDeleted(tx: Tx, by: By, teamId: string): Promise<void> {
  return tell(tx, by, "team.deleted", { teamId });
}

function tell(
  tx: Tx,
  { desk, now, agent }: By,
  type: EventType,
  ids: { userId?: string; teamId?: string },
) {
  return publish(tx, { type, deskId: desk.id, at: now, ids, byUserId: agent?.id ?? null });
}
