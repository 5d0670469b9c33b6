/** Making users without an invitation: the desk's owner, the sample desk, tests. */
import type { Rights } from "#contract/people.ts";
import type { Desk } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { agentRights, columnsOf, ownerRights } from "./rights.ts";

export type NewUser = {
  name: string;
  email: string;
  now: Date;
  /** From `hashPassword`; null = can only come in by an invitation or a reset. */
  passwordHash: string | null;
  rights?: Rights;
  state?: "invited" | "active";
  locale?: "en" | "it" | undefined;
  timeZone?: string | undefined;
  signatureHtml?: string;
};

/** The first user of a desk, who may do everything. */
export function foundOwner(tx: Tx, desk: Desk, owner: NewUser): Promise<{ id: string }> {
  return createUserDirectly(tx, desk.id, { ...owner, rights: ownerRights });
}

export async function createUserDirectly(
  tx: Tx,
  deskId: string,
  user: NewUser,
): Promise<{ id: string }> {
  const id = newId(user.now.getTime());
  await tx
    .insertInto("users")
    .values({
      desk_id: deskId,
      id,
      name: user.name,
      email: user.email.toLowerCase(),
      state: user.state ?? "active",
      password_hash: user.passwordHash,
      locale: user.locale ?? null,
      time_zone: user.timeZone ?? null,
      signature_html: user.signatureHtml ?? "",
      created_at: user.now,
      ...columnsOf(user.rights ?? agentRights),
    })
    .execute();
  return { id };
}

export async function createTeamDirectly(
  tx: Tx,
  deskId: string,
  team: { name: string; memberIds: readonly string[]; now: Date },
): Promise<{ id: string }> {
  const id = newId(team.now.getTime());
  await tx
    .insertInto("teams")
    .values({ desk_id: deskId, id, name: team.name, created_at: team.now })
    .execute();
  if (team.memberIds.length > 0)
    await tx
      .insertInto("team_members")
      .values(team.memberIds.map((user_id) => ({ desk_id: deskId, team_id: id, user_id })))
      .execute();
  return { id };
}
