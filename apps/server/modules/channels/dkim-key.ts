/** DKIM keys: made here, sealed, and used to sign once their record stands in the DNS. */
import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { Selectable } from "kysely";
import { type DkimKey, overlapDays } from "#contract/domains.ts";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import type { DkimKeys } from "#platform/schema.gen.ts";

export type KeyRow = Selectable<DkimKeys>;

const generate = promisify(generateKeyPair);
const purpose = "dkim private key";

export type Signer = { domain: string; selector: string; privateKey: string };

/** What mail from this address is signed with; null = it leaves unsigned. */
export async function dkimSigner(
  platform: Platform,
  deskId: string,
  address: string,
): Promise<Signer | null> {
  const row = await platform.db
    .selectFrom("dkim_keys")
    .select(["domain", "selector", "private_key"])
    .where("desk_id", "=", deskId)
    .where("domain", "=", domainIn(address))
    .where("state", "=", "active")
    .executeTakeFirst();
  if (!row) return null;
  const { domain, selector, private_key: sealed } = row;
  return { domain, selector, privateKey: platform.seal.open(purpose, sealed) };
}

/** In the form in which domains are stored and asked for. */
export function domainIn(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

/** The newest first. */
export function keysOf(db: Db | Tx, deskId: string): Promise<KeyRow[]> {
  return db
    .selectFrom("dkim_keys")
    .selectAll()
    .where("desk_id", "=", deskId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .execute();
}

/** 2,048 bits, as receivers ask for. */
export async function makeKey({ seal }: Platform, deskId: string, domain: string, now: Date) {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const id = newId(now.getTime());
  return {
    desk_id: deskId,
    id,
    domain,
    // A selector is never used again, so that no resolver answers with the key before.
    selector: `sp${id.replaceAll("-", "").slice(-12)}`,
    private_key: seal.close(purpose, privateKey),
    public_key: publicKey.toString("base64"),
    state: "waiting" as const,
    created_at: now,
  };
}

export function recordOf({ domain, selector, public_key }: KeyRow) {
  return { name: `${selector}._domainkey.${domain}`, value: `v=DKIM1; k=rsa; p=${public_key}` };
}

export function toKey(row: KeyRow): DkimKey {
  const { id, selector, state, created_at, activated_at, retired_at } = row;
  const keepUntil = retired_at && new Date(retired_at.getTime() + overlapDays * 86_400_000);
  return {
    id,
    selector,
    state,
    record: recordOf(row),
    createdAt: created_at.toISOString(),
    activatedAt: activated_at?.toISOString() ?? null,
    keepUntil: keepUntil?.toISOString() ?? null,
  };
}
