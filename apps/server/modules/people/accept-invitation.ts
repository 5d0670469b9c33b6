import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { Session } from "#contract/people.ts";
import type { acceptInvitation as contract, lookAtInvitation as look } from "#contract/sign-in.ts";
import type { GuestCall } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { userChanged } from "./announce.ts";
import { attempt } from "./attempts.ts";
import { audit } from "./audit.ts";
import { lookAtLink, redeemLink } from "./links.ts";
import { refuseWeakPassword } from "./password.ts";
import { setPassword } from "./set-password.ts";
import { welcome } from "./sign-in.ts";
import { lockUser, userRow } from "./user.ts";

export async function lookAtInvitation(
  call: GuestCall,
  { token }: InputOf<typeof look>,
): Promise<OutputOf<typeof look>> {
  const { db, desk, door, now } = call;
  await attempt(db, { deskId: desk.id, kind: "link address", who: door.ip, now });
  const { userId } = await lookAtLink(db, { deskId: desk.id, purpose: "invitation", token, now });
  const { email, name, state } = await userRow(db, desk.id, userId);
  if (state !== "invited") throw refuse("link_invalid");
  return { email, name, deskName: desk.name };
}

export async function acceptInvitation(
  call: GuestCall,
  { token, name, password, locale }: InputOf<typeof contract>,
): Promise<Session> {
  const { db, desk, door, now } = call;
  await attempt(db, { deskId: desk.id, kind: "link address", who: door.ip, now });
  return db.transaction().execute(async (tx) => {
    const link = { deskId: desk.id, purpose: "invitation", token, now } as const;
    const { userId } = await lookAtLink(tx, link);
    const user = await lockUser(tx, desk.id, userId);
    if (user.state !== "invited") throw refuse("link_invalid");
    await redeemLink(tx, link);
    refuseWeakPassword(password, { email: user.email, name });
    await tx
      .updateTable("users")
      .set({ name, state: "active", locale: locale ?? user.locale })
      .where("desk_id", "=", desk.id)
      .where("id", "=", userId)
      .execute();
    await setPassword(tx, user, password, null);
    await audit(tx, call, { kind: "user.joined", subject: { id: userId, name } });
    await userChanged(tx, call, userId);
    return welcome({ ...call, db: tx }, userId);
  });
}
