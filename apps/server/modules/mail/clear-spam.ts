/**
 * Deleting spam whose time is over, some at a time: what goes, with it its tickets, and the entry in the audit log are one
 * transaction. That it came, from whom and why it was kept away stays in the ledger.
 */
import { sql } from "kysely";
import { forEachDesk, deskSettings } from "#modules/desks";
import { audit } from "#modules/people";
import { eraseSpamTickets } from "#modules/tickets";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";

/** As many as take less than a second. */
const atOnce = { mails: 500, tickets: 50 };

/** The daily job. */
export function clearSpam(platform: Platform): Promise<void> {
  return forEachDesk(platform, (deskId) => clearSpamOf(platform, deskId));
}

export async function clearSpamOf(
  { db, clock }: Pick<Platform, "db" | "clock">,
  deskId: string,
  most = atOnce,
): Promise<void> {
  const { spamDays } = await deskSettings(db, deskId);
  const now = clock();
  const old = { deskId, now, before: new Date(now.getTime() - spamDays * 86_400_000) };
  while (await db.transaction().execute((tx) => clearMails(tx, old, most.mails)));
  while (await db.transaction().execute((tx) => clearTickets(tx, old, most.tickets)));
}

type Old = { deskId: string; now: Date; before: Date };

/** False when there are no more. */
async function clearMails(tx: Tx, old: Old, most: number): Promise<boolean> {
  const { deskId, before } = old;
  const rows = await tx
    .selectFrom("mails")
    .select("id")
    .where("desk_id", "=", deskId)
    // Written out: else the index of these alone is not known to serve.
    .where(sql<boolean>`fate in ('spam', 'rejected_by_rule')`)
    .where("erased_at", "is", null)
    .where("settled_at", "<", before)
    .orderBy("settled_at")
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute();
  if (rows.length === 0) return false;
  const ids = rows.map(({ id }) => id);
  await eraseBytes(tx, old, ids);
  await writeDown(tx, old, { mails: ids.length, tickets: 0 });
  return true;
}

async function clearTickets(tx: Tx, old: Old, most: number): Promise<boolean> {
  const { tickets, mailIds } = await eraseSpamTickets(tx, old.deskId, old.before, most);
  if (tickets === 0) return false;
  await eraseBytes(tx, old, mailIds);
  await writeDown(tx, old, { mails: mailIds.length, tickets });
  return true;
}

/**
 * Of the mails and of their later deliveries. Empty, not null: that would mean the file store, where a large one is swept
 * as no row names it any more.
 */
async function eraseBytes(tx: Tx, { deskId, now }: Old, ids: readonly string[]) {
  if (ids.length === 0) return;
  await sql`
    update mails set raw = ''::bytea, erased_at = ${now}
    where desk_id = ${deskId} and (id = any(${ids}::uuid[]) or id in (
      select later.id from mails first join mails later on later.desk_id = first.desk_id
        and later.message_id = first.message_id and later.fate = 'duplicate' and later.duplicate_of_id = first.id
      where first.desk_id = ${deskId} and first.id = any(${ids}::uuid[])))`.execute(tx);
}

function writeDown(tx: Tx, { deskId, now }: Old, after: { mails: number; tickets: number }) {
  const by = { desk: { id: deskId }, now, door: { ip: "", userAgent: "" } };
  return audit(tx, by, { kind: "spam.cleared", after });
}
