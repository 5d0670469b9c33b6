/** Links in mails of the desk: one purpose, one person, an end, and used once. */
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { makeToken, tokenHash } from "#platform/token.ts";

export type Purpose = "invitation" | "password_reset";

/** Hours that a link works. */
const hours = { invitation: 7 * 24, password_reset: 2 } as const;

/** Makes the token of a new link; earlier ones of this purpose end. */
export async function makeLink(
  tx: Tx,
  { deskId, userId, purpose, now }: { deskId: string; userId: string; purpose: Purpose; now: Date },
): Promise<string> {
  const { token, hash } = makeToken(purpose);
  await endLinks(tx, deskId, userId, purpose);
  await tx
    .insertInto("links")
    .values({
      desk_id: deskId,
      id: newId(now.getTime()),
      purpose,
      user_id: userId,
      token_hash: hash,
      created_at: now,
      expires_at: new Date(now.getTime() + hours[purpose] * 3_600_000),
    })
    .execute();
  return token;
}

/** Whom a link is for, without using it. @throws Refusal link_invalid */
export async function lookAtLink(
  db: Db | Tx,
  link: { deskId: string; purpose: Purpose; token: string; now: Date },
): Promise<{ userId: string }> {
  const hash = tokenHash(link.purpose, link.token);
  if (!hash) throw refuse("link_invalid");
  const found = await db
    .selectFrom("links")
    .select("user_id as userId")
    .where("desk_id", "=", link.deskId)
    .where("token_hash", "=", hash)
    .where("purpose", "=", link.purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", link.now)
    .executeTakeFirst();
  if (!found) throw refuse("link_invalid");
  return found;
}

/** Uses a link up. Of two at once, one gets through. @throws Refusal link_invalid */
export async function redeemLink(
  tx: Tx,
  link: { deskId: string; purpose: Purpose; token: string; now: Date },
): Promise<{ userId: string }> {
  const hash = tokenHash(link.purpose, link.token);
  if (!hash) throw refuse("link_invalid");
  const used = await tx
    .updateTable("links")
    .set({ used_at: link.now })
    .where("desk_id", "=", link.deskId)
    .where("token_hash", "=", hash)
    .where("purpose", "=", link.purpose)
    .where("used_at", "is", null)
    .where("expires_at", ">", link.now)
    .returning("user_id as userId")
    .executeTakeFirst();
  if (!used) throw refuse("link_invalid");
  return used;
}

export async function endLinks(
  tx: Tx,
  deskId: string,
  userId: string,
  purpose?: Purpose,
): Promise<void> {
  await tx
    .deleteFrom("links")
    .where("desk_id", "=", deskId)
    .where("user_id", "=", userId)
    .where((eb) => (purpose ? eb("purpose", "=", purpose) : eb.lit(true)))
    .execute();
}
