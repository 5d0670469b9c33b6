/** Inviting: the user is there at once, without a way in until the mailed link is accepted. */
import type { InputOf } from "#contract/operation.ts";
import { Locale } from "#contract/common.ts";
import type {
  inviteAgain as again,
  inviteUser as contract,
  UserDetails,
} from "#contract/people.ts";
import type { Call } from "#platform/call.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { teamChanged, userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { userFacts } from "./facts.ts";
import { createUserDirectly } from "./create.ts";
import { makeLink } from "./links.ts";
import { linkTo, sendNotice } from "./notice.ts";
import { agentRights } from "./rights.ts";
import { refuseUnknownTeams, setTeamsOf } from "./membership.ts";
import { toDetails, userRow } from "./user.ts";

export async function inviteUser(
  call: Call,
  { email, name, rights = agentRights, teamIds }: InputOf<typeof contract>,
): Promise<UserDetails> {
  if (rights.superAdmin && !call.agent.rights.superAdmin) throw refuse("settings_forbidden");
  const { db, desk, now } = call;
  return db
    .transaction()
    .execute(async (tx) => {
      await refuseUnknownTeams(tx, desk.id, teamIds);
      const user = { name, email, now, rights, passwordHash: null, state: "invited" } as const;
      const { id } = await createUserDirectly(tx, desk.id, user);
      for (const teamId of await setTeamsOf(tx, desk.id, id, teamIds))
        await teamChanged(tx, call, teamId);
      await mailInvitation(tx, call, { id, name, email });
      await userChanged(tx, call, id);
      const invited = await userRow(tx, desk.id, id);
      const after = await userFacts(tx, invited);
      await audit(tx, call, { kind: "user.invited", subject: invited, after });
      return toDetails(invited);
    })
    .catch(asEmailTaken);
}

export async function inviteAgain(call: Call, { id }: InputOf<typeof again>): Promise<null> {
  await call.db.transaction().execute(async (tx) => {
    const user = await userRow(tx, call.desk.id, id);
    if (user.state !== "invited") throw refuse("invitation_accepted");
    await mailInvitation(tx, call, user);
    await audit(tx, call, { kind: "user.invitedAgain", subject: user });
  });
  return null;
}

/** In the language of the one who invites: the other's is not known yet. */
async function mailInvitation(
  tx: Tx,
  { platform, desk, agent, now }: Call,
  to: { id: string; name: string; email: string },
) {
  const token = await makeLink(tx, { deskId: desk.id, userId: to.id, purpose: "invitation", now });
  const { locale } = await userRow(tx, desk.id, agent.id);
  await sendNotice(tx, platform, {
    deskId: desk.id,
    kind: "invitation",
    to,
    locale: Locale.catch("en").parse(locale),
    desk: desk.name,
    inviter: agent.name,
    link: linkTo(platform, "invitation", token),
    now,
  });
}

function asEmailTaken(error: unknown): never {
  throw isDouble(error, "users_email") ? refuse("email_taken", { contactId: null }) : error;
}
