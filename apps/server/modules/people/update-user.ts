/** Changing a user: name, rights, teams, whether they may come in at all. */
import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import type { InputOf } from "#contract/operation.ts";
import type { UserDetails } from "#contract/people.ts";
import type { updateUser as contract } from "#contract/users.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { teamChanged, userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { userFacts } from "./facts.ts";
import { mailInvitation } from "./invite.ts";
import { endLinks } from "./links.ts";
import { refuseUnknownTeams, setTeamsOf } from "./membership.ts";
import { columnsOf, refuseAboveOwnRights, rightsOf } from "./rights.ts";
import { endSessions } from "./session.ts";
import { lockUser, toDetails, type UserRow, userRow } from "./user.ts";

type Change = InputOf<typeof contract>;

export function updateUser(call: Call, change: Change): Promise<UserDetails> {
  return call.db
    .transaction()
    .execute(async (tx) => tellOfUser(tx, call, await changeUser(tx, call, change)));
}

/** As they were, and what the audit log compares. */
type Changed = { user: UserRow; before: object };

/** In the caller's transaction, which tells of it by `tellOfUser` when all is done. */
export async function changeUser(tx: Tx, call: Call, change: Change): Promise<Changed> {
  const { desk } = call;
  await lockAdmins(tx, desk.id);
  const user = await lockUser(tx, desk.id, change.id);
  refuseAboveOwnRights(call.agent, user, change.rights);
  await refuseLastSuperAdmin(tx, user, change);
  await refuseUnknownTeams(tx, desk.id, change.teamIds ?? []);
  const before = await userFacts(tx, user);

  await write(tx, user, change);
  if (change.teamIds)
    for (const teamId of await setTeamsOf(tx, desk.id, user.id, change.teamIds))
      await teamChanged(tx, call, teamId);
  await endWhatIsOver(tx, call, user, change);
  return { user, before };
}

/** `more` are facts for the audit log of what was done along with it. */
export async function tellOfUser(
  tx: Tx,
  call: Call,
  { user, before }: Changed,
  more: object = {},
): Promise<UserDetails> {
  await userChanged(tx, call, user.id);
  const changed = await userRow(tx, user.desk_id, user.id);
  if (user.state === "deactivated" && changed.state === "invited")
    await mailInvitation(tx, call, changed);
  const after = { ...(await userFacts(tx, changed)), ...more };
  await audit(tx, call, { kind: "user.changed", subject: changed, before, after });
  return toDetails(changed);
}

/** Two administrators may take away each other's rights at once: one after the other, or nobody is left. */
async function lockAdmins(tx: Tx, deskId: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.admins ${deskId}`}, 7))`.execute(
    tx,
  );
}

async function refuseLastSuperAdmin(tx: Tx, user: UserRow, change: Change) {
  const stays = (change.rights?.superAdmin ?? true) && change.state !== "deactivated";
  if (!user.super_admin || user.state !== "active" || stays) return;
  const other = await tx
    .selectFrom("users")
    .select("id")
    .where("desk_id", "=", user.desk_id)
    .where("id", "!=", user.id)
    .where("super_admin", "=", true)
    .where("state", "=", "active")
    .limit(1)
    .executeTakeFirst();
  if (!other) throw refuse("last_super_admin");
}

async function write(tx: Tx, user: UserRow, { name, rights, state }: Change) {
  const columns = {
    ...(name === undefined ? {} : { name }),
    ...(state === undefined ? {} : { state: nextState(user, state) }),
    ...(rights ? columnsOf(rights) : {}),
  };
  if (Object.keys(columns).length === 0) return;
  await tx
    .updateTable("users")
    .set(columns)
    .where("desk_id", "=", user.desk_id)
    .where("id", "=", user.id)
    .execute();
}

/** Whoever never chose a password is invited again, not let in. */
function nextState(user: UserRow, wanted: NonNullable<Change["state"]>): UserRow["state"] {
  if (wanted === "active" && user.password_hash === null)
    return user.state === "active" ? "active" : "invited";
  return wanted;
}

async function endWhatIsOver(tx: Tx, { agent }: Call, user: UserRow, change: Change) {
  const own = agent.id === user.id ? agent.sessionId : null;
  if (change.state === "deactivated") {
    await endSessions(tx, user.desk_id, user.id, null);
    await endLinks(tx, user.desk_id, user.id);
    await tx
      .deleteFrom("api_tokens")
      .where("desk_id", "=", user.desk_id)
      .where("user_id", "=", user.id)
      .execute();
  } else if (change.rights && !isDeepStrictEqual(change.rights, rightsOf(user))) {
    await endSessions(tx, user.desk_id, user.id, own);
  }
}
