/** Giving a ticket that is held to somebody else, as part of a larger change. */
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";
import { beginFollowing } from "./follow.ts";
import { type By, type Cause, record } from "./history.ts";
import { type OwnerColumns, teamsWith } from "./owner.ts";
import { formerPlace, momentOn, ownerOf, type Ticket } from "./ticket.ts";

type Why = { by: By; cause: Cause; now: Date };

export async function giveTicket(
  tx: Tx,
  ticket: Ticket,
  owner: OwnerColumns,
  { by, cause, now }: Why,
): Promise<void> {
  const { desk_id: deskId, id: ticketId, number: ticketNumber } = ticket;
  const at = momentOn(ticket, now);
  const assigned_team_ids = await teamsWith(tx, deskId, owner, ticket.assigned_team_ids);
  await tx
    .updateTable("tickets")
    .set({ ...owner, assigned_team_ids, updated_at: at })
    .where("desk_id", "=", deskId)
    .where("id", "=", ticketId)
    .execute();
  const [from, to] = [ownerOf(ticket), ownerOf({ ...ticket, ...owner })];
  await record(tx, ticket, at, [{ what: "owner_changed", cause, by, from, to }]);
  if (owner.owner_user_id) await beginFollowing(tx, ticket, [owner.owner_user_id], now);
  const ids = { ticketId, ticketNumber, ...formerPlace(ticket) };
  const changed = ["owner_user_id", "owner_team_id", "assigned_team_ids"];
  await publish(tx, { type: "ticket.updated", deskId, at: now, ids, byUserId: by.id, changed });
}
