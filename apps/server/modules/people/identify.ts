/** Who holds a credential: one statement for each request. */
import { CompiledQuery } from "kysely";
import { Scope } from "#contract/operation.ts";
import type { Agent, Desk, Platform } from "#platform/call.ts";
import type { Credential } from "#platform/http/entry.ts";
import { tokenHash } from "#platform/token.ts";
import { Turns } from "#platform/turns.ts";
import { agentColumns, type AgentRow, toAgent } from "./agent.ts";

/** Null when the credential is none of this desk's, has ended, or its user is not active. */
export async function identify(
  platform: Platform,
  desk: Desk,
  credential: Credential,
): Promise<Agent | null> {
  const hash = tokenHash(credential.kind, credential.token);
  if (!hash) return null;
  const key = [desk.id, credential.kind, hash.toString("base64")].join(" ");
  return turns.of(platform).once(key, () => {
    const now = platform.clock();
    return credential.kind === "session"
      ? bySession(platform, desk, hash, now)
      : byToken(platform, desk, hash, now);
  });
}

/** A browser that opens a ticket asks several things at once: who it is, is read once for all of them. */
const turns = new Turns<Agent | null>();

/** Written out as text: every request asks one of these, and building it anew costs as much as the question. */
const sessionStatement = `
  select ${agentColumns}, s.id as session_id, s.seen_at
  from sessions s join users u on u.desk_id = s.desk_id and u.id = s.user_id
  where s.desk_id = $1 and s.token_hash = $2 and s.expires_at > $3 and u.state = 'active'`;

const tokenStatement = `
  select ${agentColumns}, t.id as token_id, t.scopes, t.last_used_at
  from api_tokens t join users u on u.desk_id = t.desk_id and u.id = t.user_id
  where t.desk_id = $1 and t.token_hash = $2 and u.state = 'active'
    and (t.expires_at is null or t.expires_at > $3)`;

type SessionRow = AgentRow & { session_id: string; seen_at: Date };
type TokenRow = AgentRow & { token_id: string; scopes: string[]; last_used_at: Date | null };

async function bySession(
  platform: Platform,
  desk: Desk,
  hash: Buffer,
  now: Date,
): Promise<Agent | null> {
  const asked = CompiledQuery.raw(sessionStatement, [desk.id, hash, now]);
  const { rows } = await platform.db.executeQuery<SessionRow>(asked);
  const [row] = rows;
  if (!row) return null;
  if (isStale(row.seen_at, now)) later(platform, noteSession(platform, row, now));
  return toAgent(row, { sessionId: row.session_id, scopes: null });
}

async function byToken(
  platform: Platform,
  desk: Desk,
  hash: Buffer,
  now: Date,
): Promise<Agent | null> {
  const asked = CompiledQuery.raw(tokenStatement, [desk.id, hash, now]);
  const { rows } = await platform.db.executeQuery<TokenRow>(asked);
  const [row] = rows;
  if (!row) return null;
  if (isStale(row.last_used_at, now)) later(platform, noteToken(platform, row, now));
  return toAgent(row, { sessionId: null, scopes: Scope.array().parse(row.scopes) });
}

/** Days that a session lives on after its last use. */
export const sessionDays = 30;
const minute = 60_000;

function isStale(seen: Date | null, now: Date) {
  return seen === null || now.getTime() - seen.getTime() > minute;
}

/** The answer does not wait for these; when one is lost, the next request a minute later writes it. */
function later(platform: Platform, note: Promise<unknown>) {
  note.catch((error: unknown) => platform.log.debug({ err: error }, "last use was not noted"));
}

/** Two statements: whoever ends sessions holds the user first, so nobody may hold a session and wait for the user. */
async function noteSession(
  { db }: Platform,
  row: { desk_id: string; id: string; session_id: string },
  now: Date,
) {
  const expires = new Date(now.getTime() + sessionDays * 86_400_000);
  const seen = await db
    .updateTable("sessions")
    .set({ seen_at: now, expires_at: expires })
    .where("desk_id", "=", row.desk_id)
    .where("id", "=", row.session_id)
    .where("seen_at", "<", now)
    .returning("user_id")
    .executeTakeFirst();
  if (!seen) return;
  await db
    .updateTable("users")
    .set({ last_seen_at: now })
    .where("desk_id", "=", row.desk_id)
    .where("id", "=", seen.user_id)
    .execute();
}

async function noteToken({ db }: Platform, row: { desk_id: string; token_id: string }, now: Date) {
  await db
    .updateTable("api_tokens")
    .set({ last_used_at: now })
    .where("desk_id", "=", row.desk_id)
    .where("id", "=", row.token_id)
    .where((eb) => eb.or([eb("last_used_at", "is", null), eb("last_used_at", "<", now)]))
    .execute();
}
