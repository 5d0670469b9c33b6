import type { InputOf } from "#contract/operation.ts";
import type { resetPassword as contract } from "#contract/sign-in.ts";
import type { GuestCall } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { userChanged } from "./announce.ts";
import { attempt, forgive } from "./attempts.ts";
import { audit } from "./audit.ts";
import { lookAtLink, redeemLink } from "./links.ts";
import { refuseWeakPassword } from "./password.ts";
import { setPassword } from "./set-password.ts";
import { lockUser } from "./user.ts";

/** A password that is refused leaves the link good: the transaction takes everything back. */
export async function resetPassword(
  call: GuestCall,
  { token, password }: InputOf<typeof contract>,
): Promise<null> {
  const { db, desk, door, now } = call;
  await attempt(db, { deskId: desk.id, kind: "link address", who: door.ip, now });
  const email = await db.transaction().execute(async (tx) => {
    const link = { deskId: desk.id, purpose: "password_reset", token, now } as const;
    const { userId } = await lookAtLink(tx, link);
    const user = await lockUser(tx, desk.id, userId);
    if (user.state !== "active") throw refuse("link_invalid");
    await redeemLink(tx, link);
    refuseWeakPassword(password, user);
    await setPassword(tx, user, password, null);
    await audit(tx, call, { kind: "password.reset", subject: user });
    await userChanged(tx, call, userId);
    return user.email;
  });
  await forgive(db, { deskId: desk.id, kind: "sign-in account", who: email, now });
  return null;
}
