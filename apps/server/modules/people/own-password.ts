import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { attempt, forgive } from "./attempts.ts";
import { isPassword } from "./password.ts";
import { type UserRow, userRow } from "./user.ts";

/** Asks once more for the password before something that an open laptop must not allow. @throws Refusal password_wrong */
export async function refuseWrongPassword(
  { db, desk, agent, now }: Call,
  password: string,
): Promise<UserRow> {
  const tries = { deskId: desk.id, kind: "own password", who: agent.id, now } as const;
  await attempt(db, tries);
  const user = await userRow(db, desk.id, agent.id);
  if (!(await isPassword(user.password_hash, password))) throw refuse("password_wrong");
  await forgive(db, tries);
  return user;
}
