/** Inviting: the user is there at once, without a way in until the mailed link is accepted. */
import { Email } from "#contract/common.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { UserDetails } from "#contract/people.ts";
import type {
  inviteUsers as several,
  revokeInvitation as revoke,
  inviteAgain as again,
  inviteUser as contract,
} from "#contract/users.ts";
import { parseAddress } from "#mail/address.ts";
import type { Call } from "#platform/call.ts";
import { isDouble, type Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { teamChanged, userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { userFacts } from "./facts.ts";
import { createUserDirectly } from "./create.ts";
import { makeLink } from "./links.ts";
import { linkTo, sendNotice } from "./notice.ts";
import { agentRights, refuseAboveOwnRights } from "./rights.ts";
import { forgetInLimits } from "./pipeline-limit.ts";
import { refuseUnknownTeams, setTeamsOf } from "./membership.ts";
import { lockUser, toDetails, userRow } from "./user.ts";
import { waysOf } from "./ways.ts";

type Guest = InputOf<typeof contract>;

export async function inviteUser(call: Call, guest: Guest): Promise<UserDetails> {
  refuseGivingMore(call, guest);
  return invite(call, guest).catch(asEmailTaken);
}

/** One after the other, each with a transaction of its own: what is wrong with one is no matter of the others. */
export async function inviteUsers(
  call: Call,
  { people, ...same }: InputOf<typeof several>,
): Promise<OutputOf<typeof several>> {
  refuseGivingMore(call, same);
  await call.db.transaction().execute((tx) => refuseUnknownTeams(tx, call.desk.id, same.teamIds));
  const items: OutputOf<typeof several>["items"] = [];
  const seen = new Set<string>();
  for (const given of people) {
    const guest = guestFrom(given);
    if (!guest) items.push({ given, user: null, refused: "not_an_address" });
    else if (seen.has(guest.email)) items.push({ given, user: null, refused: "given_twice" });
    else items.push({ given, ...(await inviteOrSay(call, { ...guest, ...same })) });
    if (guest) seen.add(guest.email);
  }
  return { items };
}

async function inviteOrSay(call: Call, guest: Guest) {
  try {
    return { user: await invite(call, guest), refused: null };
  } catch (error) {
    if (!isDouble(error, "users_email")) throw error;
    return { user: null, refused: "email_taken" } as const;
  }
}

/** `Mara Rossi <mara@x>`, or an address alone: then its words are the name until its owner gives another. */
function guestFrom(given: string): { email: string; name: string } | null {
  const mailbox = parseAddress(given);
  const email = Email.safeParse(mailbox?.address ?? given);
  if (!email.success) return null;
  const words = (email.data.split("@")[0] ?? "").split("+")[0] ?? "";
  const made = words
    .split(/[._-]+/)
    .filter(Boolean)
    .map(capital)
    .join(" ");
  return { email: email.data, name: (mailbox?.name.trim() || made || email.data).slice(0, 100) };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function refuseGivingMore({ agent }: Call, { rights }: Pick<Guest, "rights">) {
  if (rights?.superAdmin && !agent.rights.superAdmin) throw refuse("settings_forbidden");
}

function invite(
  call: Call,
  { email, name, rights = agentRights, teamIds }: Guest,
): Promise<UserDetails> {
  const { db, desk, now } = call;
  return db.transaction().execute(async (tx) => {
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
  });
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

/** Nobody has come in by it, so nothing of theirs is lost; the address can be invited again. */
export async function revokeInvitation(call: Call, { id }: InputOf<typeof revoke>): Promise<null> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, desk.id, id);
    if (user.state !== "invited") throw refuse("invitation_accepted");
    refuseAboveOwnRights(agent, user);
    const before = await userFacts(tx, user);
    for (const teamId of await setTeamsOf(tx, desk.id, id, [])) await teamChanged(tx, call, teamId);
    await forgetInLimits(tx, desk.id, id);
    await tx.deleteFrom("users").where("desk_id", "=", desk.id).where("id", "=", id).execute();
    await audit(tx, call, { kind: "user.invitationRevoked", subject: user, before });
    await userChanged(tx, call, id);
  });
  return null;
}

/** In the language of the one who invites: the other's is not known yet. */
export async function mailInvitation(
  tx: Tx,
  { platform, desk, agent, now }: Call,
  to: { id: string; name: string; email: string },
) {
  const token = await makeLink(tx, { deskId: desk.id, userId: to.id, purpose: "invitation", now });
  const { locale } = await waysOf(tx, desk.id, agent.id);
  await sendNotice(tx, platform, {
    deskId: desk.id,
    kind: "invitation",
    to,
    locale,
    desk: desk.name,
    inviter: agent.name,
    link: linkTo(platform, "invitation", token),
    now,
  });
}

function asEmailTaken(error: unknown): never {
  throw isDouble(error, "users_email") ? refuse("email_taken", { contactId: null }) : error;
}
