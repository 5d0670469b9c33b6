/** Signing in: one answer and one duration for accounts that exist and for those that do not. */
import type { InputOf } from "#contract/operation.ts";
import type { Session } from "#contract/people.ts";
import type { signIn as contract } from "#contract/sign-in.ts";
import type { GuestCall } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { attempt, type AttemptKind, forgive, giveBack } from "./attempts.ts";
import { isPassword } from "./password.ts";
import { useCode, useRecoveryCode } from "./second-factor.ts";
import { keepInBrowser, openSession, sessionAnswer } from "./session.ts";
import { teamIds, type UserRow } from "./user.ts";

type SignIn = InputOf<typeof contract>;

export async function signIn(call: GuestCall, { email, password, code }: SignIn): Promise<Session> {
  const byAccount = tryOf(call, "sign-in account", email);
  const byAddress = tryOf(call, "sign-in address", call.door.ip);
  await attempt(call.db, byAccount);
  await attempt(call.db, byAddress);

  const user = await findByEmail(call, email);
  const matches = await isPassword(user?.password_hash, password);
  if (!user || !matches || user.state !== "active") throw refuse("sign_in_failed");
  await refuseWithoutSecondFactor(call, user, code);

  await forgive(call.db, byAccount);
  await giveBack(call.db, byAddress);
  return welcome(call, user.id);
}

/** Opens a session in this browser and says who it is for. */
export async function welcome(call: GuestCall, userId: string): Promise<Session> {
  const { db, desk, now, door } = call;
  const { ip, userAgent: agent } = door;
  const token = await openSession(db, { deskId: desk.id, userId, now, agent, ip });
  const answer = await sessionAnswer(call.platform, db, desk, userId);
  keepInBrowser(door, token, now);
  return answer;
}

function tryOf({ desk, now, door }: GuestCall, kind: AttemptKind, who: string) {
  return { deskId: desk.id, kind, who: who.trim(), now, door };
}

async function findByEmail({ db, desk }: GuestCall, email: string): Promise<UserRow | undefined> {
  return db
    .selectFrom("users")
    .selectAll()
    .select(teamIds)
    .where("desk_id", "=", desk.id)
    .where((eb) => eb(eb.fn("lower", ["email"]), "=", email.trim().toLowerCase()))
    .executeTakeFirst();
}

async function refuseWithoutSecondFactor(
  { platform, db, now }: GuestCall,
  user: UserRow,
  code: string | undefined,
) {
  if (user.totp_confirmed_at === null) return;
  if (code === undefined || code === "") throw refuse("second_factor_needed");
  const fits =
    (await useCode(platform, db, user, code, now)) || (await useRecoveryCode(db, user, code, now));
  if (!fits) throw refuse("sign_in_failed");
}
