import { setTimeout as wait } from "node:timers/promises";
import type { InputOf } from "#contract/operation.ts";
import type { askPasswordReset as contract } from "#contract/sign-in.ts";
import type { GuestCall } from "#platform/call.ts";
import { attempt } from "./attempts.ts";
import { audit } from "./audit.ts";
import { makeLink } from "./links.ts";
import { linkTo, sendNotice } from "./notice.ts";
import { localeOf } from "./ways.ts";

/** Milliseconds: longer than the writing takes, so that the time tells nobody whether there is such an account. */
const always = 150;

export async function askPasswordReset(
  call: GuestCall,
  { email }: InputOf<typeof contract>,
): Promise<null> {
  const { db, desk, door, now } = call;
  await attempt(db, { deskId: desk.id, kind: "reset address", who: door.ip, now });
  await attempt(db, { deskId: desk.id, kind: "reset account", who: email.trim(), now });
  await Promise.all([mailLink(call, email.trim()), wait(always)]);
  return null;
}

async function mailLink(call: GuestCall, email: string) {
  const { platform, db, desk, now } = call;
  const user = await db
    .selectFrom("users")
    .select(["id", "name", "email", "locale"])
    .where("desk_id", "=", desk.id)
    .where((eb) => eb(eb.fn("lower", ["email"]), "=", email.toLowerCase()))
    .where("state", "=", "active")
    .executeTakeFirst();
  if (!user) return;
  await db.transaction().execute(async (tx) => {
    const link = { deskId: desk.id, userId: user.id, purpose: "password_reset", now } as const;
    const token = await makeLink(tx, link);
    await audit(tx, call, { kind: "password.resetAsked", subject: user });
    await sendNotice(tx, platform, {
      deskId: desk.id,
      kind: "password_reset",
      to: user,
      locale: localeOf(user.locale),
      desk: desk.name,
      link: linkTo(platform, "reset-password", token),
      now,
    });
  });
}
