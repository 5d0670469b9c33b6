/** API tokens: a user's rights cut down to scopes, for programs. Kept as hashes; shown once. */
import * as z from "zod";
import { type InputOf, type OutputOf, Scope } from "#contract/operation.ts";
import type {
  ApiToken,
  createToken as create,
  listTokens as list,
  revokeToken as revoke,
} from "#contract/tokens.ts";
import type { Call } from "#platform/call.ts";
import { cutPage, readCursor } from "#platform/cursor.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { makeToken } from "#platform/token.ts";
import { userChanged } from "./announce.ts";
import { audit } from "./audit.ts";

const columns = [
  "id",
  "name",
  "prefix",
  "scopes",
  "created_at",
  "last_used_at",
  "expires_at",
] as const;
const Place = z.tuple([z.uuid()]);

export async function listTokens(
  { db, desk, agent }: Call,
  { limit, cursor }: InputOf<typeof list>,
): Promise<OutputOf<typeof list>> {
  const after = readCursor(cursor, Place);
  const found = await db
    .selectFrom("api_tokens")
    .select(columns)
    .where("desk_id", "=", desk.id)
    .where("user_id", "=", agent.id)
    .where((eb) => (after ? eb("id", "<", after[0]) : eb.lit(true)))
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  const { rows, nextCursor } = cutPage(found, limit, (row) => [row.id]);
  return { items: rows.map(toApiToken), nextCursor };
}

export function createToken(
  call: Call,
  { name, scopes, expiresAt }: InputOf<typeof create>,
): Promise<OutputOf<typeof create>> {
  const { db, desk, agent, now } = call;
  const expires = expiresAt === null ? null : new Date(expiresAt);
  const wanted = { deskId: desk.id, userId: agent.id, name, scopes, expires, now };
  return db.transaction().execute(async (tx) => {
    const made = await createTokenDirectly(tx, wanted);
    const after = factsOf(made);
    await audit(tx, call, { kind: "token.created", subject: made, after });
    return made;
  });
}

/** The token itself is a secret. */
function factsOf({ scopes, expiresAt }: ApiToken) {
  return { scopes, expiresAt };
}

export type NewToken = {
  deskId: string;
  userId: string;
  name: string;
  scopes: readonly Scope[];
  expires?: Date | null;
  now: Date;
};

export async function createTokenDirectly(
  db: Db | Tx,
  { deskId, userId, name, scopes, expires = null, now }: NewToken,
): Promise<ApiToken & { token: string }> {
  const { token, hash } = makeToken("api");
  const row = await db
    .insertInto("api_tokens")
    .values({
      desk_id: deskId,
      id: newId(now.getTime()),
      user_id: userId,
      name,
      prefix: token.slice(0, 8),
      token_hash: hash,
      scopes: [...new Set(scopes)],
      created_at: now,
      expires_at: expires,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return { ...toApiToken(row), token };
}

/** The announcement ends the sockets that the token has opened. */
export async function revokeToken(call: Call, { id }: InputOf<typeof revoke>): Promise<null> {
  const { db, desk, agent } = call;
  await db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom("api_tokens")
      .where("desk_id", "=", desk.id)
      .where("user_id", "=", agent.id)
      .where("id", "=", id)
      .returning(columns)
      .executeTakeFirst();
    if (!gone) throw refuse("token_not_found");
    const before = factsOf(toApiToken(gone));
    await audit(tx, call, { kind: "token.revoked", subject: gone, before });
    await userChanged(tx, call, agent.id);
  });
  return null;
}

type Row = {
  id: string;
  name: string;
  prefix: string;
  scopes: string[];
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
};

function toApiToken(row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: Scope.array().parse(row.scopes),
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
  };
}
