/** What a deleted team owned belongs to nobody again. */
import type { Tx } from "#platform/db.ts";
import { type Happening, publish } from "#platform/events.ts";
import { record } from "./history.ts";
import { momentOn } from "./ticket.ts";

export async function giveUpTeam(tx: Tx, { deskId, ids, at, byUserId }: Happening): Promise<void> {
  const { teamId } = ids;
  if (!teamId) return;
  const given = await tx
    .updateTable("tickets")
    .set({ owner_team_id: null, updated_at: at })
    .where("desk_id", "=", deskId)
    .where("owner_team_id", "=", teamId)
    .returning(["desk_id", "id", "number", "updated_at"])
    .execute();
  const by = byUserId
    ? ({ type: "user", id: byUserId } as const)
    : ({ type: "system", id: null } as const);
  const step = {
    what: "owner_changed",
    cause: "team_deleted",
    by,
    from: teamId,
    to: null,
  } as const;
  for (const ticket of given) {
    await record(tx, ticket, momentOn(ticket, at), [step]);
    const where = { ticketId: ticket.id, ticketNumber: ticket.number, formerOwnerTeamId: teamId };
    await publish(tx, { type: "ticket.updated", deskId, at, ids: where, byUserId });
  }
}
