/** Turning two-factor sign-in on (a secret, then a code that proves it arrived) and off. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type {
  confirmSecondFactor as confirm,
  startSecondFactor as start,
  stopSecondFactor as stop,
} from "#contract/me.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { userChanged } from "./announce.ts";
import { attempt, forgive } from "./attempts.ts";
import { audit } from "./audit.ts";
import { refuseWrongPassword } from "./own-password.ts";
import {
  enrolmentUri,
  forgetRecoveryCodes,
  newSecret,
  replaceRecoveryCodes,
  useCode,
} from "./second-factor.ts";
import { endSessions } from "./session.ts";
import { lockUser } from "./user.ts";

export async function startSecondFactor(
  call: Call,
  { password }: InputOf<typeof start>,
): Promise<OutputOf<typeof start>> {
  const { platform, db, desk, agent } = call;
  const user = await refuseWrongPassword(call, password);
  const { secret, sealed } = newSecret(platform);
  const { numUpdatedRows } = await db
    .updateTable("users")
    .set({ totp_secret: sealed, totp_last_step: null })
    .where("desk_id", "=", desk.id)
    .where("id", "=", user.id)
    .where("totp_confirmed_at", "is", null)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw refuse("second_factor_on");
  return { secret, uri: enrolmentUri(secret, { desk: desk.name, email: agent.email }) };
}

export async function confirmSecondFactor(
  call: Call,
  { code }: InputOf<typeof confirm>,
): Promise<OutputOf<typeof confirm>> {
  const { platform, db, desk, agent, now } = call;
  const tries = { deskId: desk.id, kind: "own code", who: agent.id, now } as const;
  await attempt(db, tries);
  const recoveryCodes = await db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, desk.id, agent.id);
    if (user.totp_confirmed_at !== null) throw refuse("second_factor_on");
    if (user.totp_secret === null) throw refuse("second_factor_off");
    if (!(await useCode(platform, tx, user, code, now))) throw refuse("code_wrong");
    await turn(tx, call, { totp_confirmed_at: now });
    return replaceRecoveryCodes(tx, user);
  });
  await forgive(db, tries);
  return { recoveryCodes };
}

export async function stopSecondFactor(
  call: Call,
  { password }: InputOf<typeof stop>,
): Promise<null> {
  const { db, desk, agent } = call;
  await refuseWrongPassword(call, password);
  await db.transaction().execute(async (tx) => {
    const user = await lockUser(tx, desk.id, agent.id);
    if (user.totp_confirmed_at === null) throw refuse("second_factor_off");
    await turn(tx, call, { totp_confirmed_at: null, totp_secret: null, totp_last_step: null });
    await forgetRecoveryCodes(tx, user);
  });
  return null;
}

async function turn(
  tx: Tx,
  call: Call,
  set: { totp_confirmed_at: Date | null; totp_secret?: null; totp_last_step?: null },
) {
  const { desk, agent } = call;
  const kind = set.totp_confirmed_at ? "secondFactor.on" : "secondFactor.off";
  await audit(tx, call, { kind, subject: agent });
  await tx
    .updateTable("users")
    .set(set)
    .where("desk_id", "=", desk.id)
    .where("id", "=", agent.id)
    .execute();
  await endSessions(tx, desk.id, agent.id, agent.sessionId);
  await userChanged(tx, call, agent.id);
}
