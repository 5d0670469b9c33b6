/** The people of a desk as other modules ask for them: names for messages, owners, who may see a ticket. */
import type { RefusalCode } from "#contract/refusals.ts";
import { mayWork } from "#contract/rights.ts";
import type { Db, Tx } from "#platform/db.ts";
import { agentsById } from "./agent.ts";
import { isHidden } from "./pipeline-limit.ts";

export type Person = { id: string; name: string; email: string; signatureHtml: string };

/** By id, also those who are deactivated: their names stand on what they wrote. */
export async function usersById(
  db: Db | Tx,
  deskId: string,
  userIds: readonly string[],
): Promise<Map<string, Person>> {
  if (userIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("users")
    .select(["id", "name", "email", "signature_html as signatureHtml"])
    .where("desk_id", "=", deskId)
    .where("id", "in", [...userIds])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Why this user or team cannot own a record, or a ticket of that pipeline; null when it can. */
export async function whyNotOwner(
  db: Db | Tx,
  deskId: string,
  owner: { type: "user" | "team"; id: string },
  pipelineId: string | null = null,
): Promise<Extract<RefusalCode, "owner_unknown" | "owner_without_access"> | null> {
  if (owner.type === "team")
    return (await teamExists(db, deskId, owner.id)) ? null : "owner_unknown";
  const [agent] = await agentsById(db, deskId, [owner.id]);
  if (!agent) return "owner_unknown";
  const hidden = pipelineId !== null && isHidden(agent, pipelineId);
  return mayWork(agent.rights) && !hidden ? null : "owner_without_access";
}

/**
 * Until the commit nobody deactivates them: they would keep the ticket that they are just given. Not for whom it has
 * already: deactivating holds the user first and their tickets then.
 */
export async function holdNewOwner(tx: Tx, deskId: string, userId: string): Promise<void> {
  await tx
    .selectFrom("users")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "=", userId)
    .forShare()
    .execute();
}

async function teamExists(db: Db | Tx, deskId: string, teamId: string) {
  const team = await db
    .selectFrom("teams")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "=", teamId)
    // Held until the commit: a team deleted meanwhile would own the ticket for ever.
    .forKeyShare()
    .executeTakeFirst();
  return team !== undefined;
}

/** The active user with this address, in any case; for mail that a colleague sent. */
export async function userByEmail(
  db: Db | Tx,
  deskId: string,
  email: string,
): Promise<Person | null> {
  const row = await db
    .selectFrom("users")
    .select(["id", "name", "email", "signature_html as signatureHtml"])
    .where("desk_id", "=", deskId)
    .where((eb) => eb(eb.fn("lower", ["email"]), "=", email.toLowerCase()))
    .where("state", "=", "active")
    .executeTakeFirst();
  return row ?? null;
}

/** Whether somebody who works here, or is invited to, has this address. */
export async function isColleague(db: Db | Tx, deskId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom("users")
    .select("id")
    .where("desk_id", "=", deskId)
    .where((eb) => eb(eb.fn("lower", ["email"]), "=", email.toLowerCase()))
    .where("state", "!=", "deactivated")
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether all of these are teams of the desk. */
export async function teamsKnown(
  db: Db | Tx,
  deskId: string,
  teamIds: readonly string[],
): Promise<boolean> {
  if (teamIds.length === 0) return true;
  const rows = await db
    .selectFrom("teams")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("id", "in", [...teamIds])
    .execute();
  return rows.length === new Set(teamIds).size;
}
