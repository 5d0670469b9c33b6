/** The pair of keys by which push services know this desk: made when somebody first asks for it. */
import webPush from "web-push";
import type { Platform } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";

type Keys = { publicKey: string; privateKey: string };

const purpose = "push private key";

export async function pushKeys(platform: Platform, deskId: string): Promise<Keys> {
  const { db, seal, clock } = platform;
  const known = await keysOf(db, deskId);
  if (known) return opened(platform, known);
  const made = webPush.generateVAPIDKeys();
  // Two may ask at once: one pair is kept, both use it.
  await db
    .insertInto("push_keys")
    .values({
      desk_id: deskId,
      public_key: made.publicKey,
      private_key: seal.close(purpose, made.privateKey),
      created_at: clock(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await keysOf(db, deskId);
  if (!kept) throw new Error("the keys of the desk are not there");
  return opened(platform, kept);
}

function keysOf(db: Db, deskId: string) {
  return db
    .selectFrom("push_keys")
    .select(["public_key", "private_key"])
    .where("desk_id", "=", deskId)
    .executeTakeFirst();
}

function opened({ seal }: Platform, row: { public_key: string; private_key: Buffer }): Keys {
  return { publicKey: row.public_key, privateKey: seal.open(purpose, row.private_key) };
}
