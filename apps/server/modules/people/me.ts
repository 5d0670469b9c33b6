/** What a user changes about themselves: name and preferences. */
import { sql } from "kysely";
import { cleanReplyHtml } from "#mail/sanitize.ts";
import type { InputOf } from "#contract/operation.ts";
import type { Session } from "#contract/people.ts";
import type { updateMe as contract } from "#contract/me.ts";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { userChanged } from "./announce.ts";
import { audit } from "./audit.ts";
import { sessionAnswer } from "./session.ts";

type Given = NonNullable<InputOf<typeof contract>["preferences"]>;

export function readSession({ platform, db, desk, agent }: Call): Promise<Session> {
  return sessionAnswer(platform, db, desk, agent.id);
}

export async function updateMe(
  call: Call,
  { name, preferences }: InputOf<typeof contract>,
): Promise<Session> {
  refuseUnreadablePreferences(preferences);
  const { platform, db, desk, agent } = call;
  return db.transaction().execute(async (tx) => {
    if (preferences) await keepPreferences(tx, call, preferences);
    if (name !== undefined && name !== agent.name) await rename(tx, call, name);
    return sessionAnswer(platform, tx, desk, agent.id);
  });
}

/** Bytes of the workspace's layout memory. */
const most = 8192;

function refuseUnreadablePreferences(preferences: Given | undefined) {
  const { timeZone } = preferences ?? {};
  if (timeZone && !isTimeZone(timeZone)) throw wrong("timeZone", "is no time zone");
}

function wrong(field: string, what: string) {
  return refuse("invalid_input", { fields: { [`preferences.${field}`]: what } });
}

function isTimeZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

async function keepPreferences(tx: Tx, { desk, agent }: Call, given: Given) {
  const set = {
    ...(given.locale !== undefined && { locale: given.locale }),
    ...(given.timeZone !== undefined && { time_zone: given.timeZone }),
    ...(given.theme !== undefined && { theme: given.theme }),
    ...(given.signatureHtml !== undefined && {
      signature_html: cleanReplyHtml(given.signatureHtml),
    }),
    ...(given.workspace !== undefined && {
      workspace: sql<string>`workspace || ${JSON.stringify(given.workspace)}::jsonb`,
    }),
  };
  if (Object.keys(set).length === 0) return;
  const { size } = await tx
    .updateTable("users")
    .set(set)
    .where("desk_id", "=", desk.id)
    .where("id", "=", agent.id)
    .returning(sql<number>`octet_length(workspace::text)`.as("size"))
    .executeTakeFirstOrThrow();
  if (size > most) throw wrong("workspace", "is larger than 8 kB");
}

async function rename(tx: Tx, call: Call, name: string) {
  const { desk, agent } = call;
  await tx
    .updateTable("users")
    .set({ name })
    .where("desk_id", "=", desk.id)
    .where("id", "=", agent.id)
    .execute();
  const facts = { before: { name: agent.name }, after: { name } };
  await audit(tx, call, { kind: "user.changed", subject: { id: agent.id, name }, ...facts });
  await userChanged(tx, call, agent.id);
}
