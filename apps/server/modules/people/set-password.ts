import type { Tx } from "#platform/db.ts";
import { endLinks } from "./links.ts";
import { hashPassword } from "./password.ts";
import { endSessions } from "./session.ts";

/** Sets a password and ends what the old one had opened: links, and sessions but `except`. */
export async function setPassword(
  tx: Tx,
  user: { desk_id: string; id: string },
  password: string,
  except: string | null,
): Promise<void> {
  await tx
    .updateTable("users")
    .set({ password_hash: await hashPassword(password) })
    .where("desk_id", "=", user.desk_id)
    .where("id", "=", user.id)
    .execute();
  await endLinks(tx, user.desk_id, user.id);
  await endSessions(tx, user.desk_id, user.id, except);
}
