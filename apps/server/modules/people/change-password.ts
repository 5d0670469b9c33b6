import type { InputOf } from "#contract/operation.ts";
import type { changePassword as contract } from "#contract/me.ts";
import type { Call } from "#platform/call.ts";
import { userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { refuseWrongPassword } from "./own-password.ts";
import { refuseWeakPassword } from "./password.ts";
import { setPassword } from "./set-password.ts";

export async function changePassword(
  call: Call,
  { current, password }: InputOf<typeof contract>,
): Promise<null> {
  const { db, agent } = call;
  const user = await refuseWrongPassword(call, current);
  refuseWeakPassword(password, agent);
  await db.transaction().execute(async (tx) => {
    await setPassword(tx, user, password, agent.sessionId);
    await audit(tx, call, { kind: "password.changed", subject: user });
    await userChanged(tx, call, agent.id);
  });
  return null;
}
