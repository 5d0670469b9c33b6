/** What the DNS says about a domain, and what follows: a key whose record is there begins to sign. */
import type {
  CheckedDomain,
  checkSendingDomain as operation,
  RecordState,
  SendingDomain,
} from "#contract/domains.ts";
import type { InputOf } from "#contract/operation.ts";
import { attempt, audit } from "#modules/people";
import type { Call } from "#platform/call.ts";
import type { ResolveTxt } from "#platform/mail-hosts.ts";
import type { Tx } from "#platform/db.ts";
import { findDomain, tellKeys } from "./domains.ts";

type Found = { state: RecordState; found: string[] };

export async function checkSendingDomain(
  call: Call,
  input: InputOf<typeof operation>,
): Promise<CheckedDomain> {
  const { db, desk, agent, now, platform } = call;
  const name = input.domain.toLowerCase();
  const domain = await findDomain(call, db, name);
  await attempt(db, { deskId: desk.id, kind: "channel test", who: agent.id, now });
  const ask = platform.resolveTxt;
  const [spf, dmarc, ...keys] = await Promise.all([
    spfOf(ask, domain),
    dmarcOf(ask, name),
    ...domain.keys.map(async ({ id, record }) => ({ id, ...(await keyOf(ask, record)) })),
  ]);
  const right = keys.filter(({ state }) => state === "right").map(({ id }) => id);
  const after = await db.transaction().execute(async (tx) => {
    await audit(tx, call, { kind: "domain.checked", subject: { name } });
    await activate(tx, call, domain, right);
    return findDomain(call, tx, name);
  });
  return { domain: after, spf, dmarc, keys };
}

/** The waiting key signs from now on; the one before it retires, and its record stays for a while. */
async function activate(tx: Tx, call: Call, { keys }: SendingDomain, right: readonly string[]) {
  const { desk, now } = call;
  const next = keys.find(({ id, state }) => state === "waiting" && right.includes(id));
  if (!next) return;
  const before = keys.find(({ state }) => state === "active");
  if (before)
    await tx
      .updateTable("dkim_keys")
      .set({ state: "retired", retired_at: now })
      .where("desk_id", "=", desk.id)
      .where("id", "=", before.id)
      .where("state", "=", "active")
      .execute();
  const begun = await tx
    .updateTable("dkim_keys")
    .set({ state: "active", activated_at: now })
    .where("desk_id", "=", desk.id)
    .where("id", "=", next.id)
    .where("state", "=", "waiting")
    .returning("id")
    .executeTakeFirst();
  if (!begun) return;
  const subject = { id: next.id, name: next.record.name };
  await audit(tx, call, { kind: "dkimKey.activated", subject });
  await tellKeys(tx, call);
}

async function keyOf(ask: ResolveTxt, { name, value }: { name: string; value: string }) {
  const wanted = tagOf(value, "p");
  return judge(await texts(ask, name), (found) =>
    found.some((text) => tagOf(text, "p") === wanted),
  );
}

/** One record that begins with v=spf1; which servers it must name is theirs to say. */
async function spfOf(ask: ResolveTxt, { domain }: SendingDomain): Promise<Found> {
  const all = await texts(ask, domain);
  const found = all && all.filter((text) => /^v=spf1(?:\s|$)/i.test(text));
  return judge(found, ({ length }) => length === 1);
}

/** Of the domain, or of one above it. */
async function dmarcOf(ask: ResolveTxt, domain: string): Promise<Found> {
  const labels = domain.split(".");
  for (let at = 0; at <= labels.length - 2; at++) {
    const all = await texts(ask, `_dmarc.${labels.slice(at).join(".")}`);
    if (all === null) return { state: "unknown", found: [] };
    const found = all.filter((text) => /^v=DMARC1(?:\s*;|$)/i.test(text));
    if (found.length > 0) return judge(found, (those) => those.length === 1);
  }
  return { state: "missing", found: [] };
}

function judge(found: string[] | null, isRight: (found: string[]) => boolean): Found {
  if (found === null) return { state: "unknown", found: [] };
  if (found.length === 0) return { state: "missing", found };
  const shown = found.slice(0, 5).map((text) => text.slice(0, 1000));
  return { state: isRight(found) ? "right" : "different", found: shown };
}

function tagOf(record: string, tag: string): string {
  const found = new RegExp(`(?:^|;)\\s*${tag}\\s*=([^;]*)`).exec(record)?.[1] ?? "";
  return found.replaceAll(/\s+/g, "");
}

/** Null where no name server answers. */
async function texts(ask: ResolveTxt, name: string): Promise<string[] | null> {
  try {
    return (await ask(name)).map((parts) => parts.join(""));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOTFOUND" || code === "ENODATA" ? [] : null;
  }
}
