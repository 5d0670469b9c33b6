/** Applying a reading again: one mail, one transaction, so that a kill repeats it or finds it done. */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import { rewriteMessage } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { nameAttachments, storeAttachments } from "./attachment.ts";
import { type ReadAgain, readAgain } from "./difference.ts";
import { type KeptMail, settleAgain, settledMail } from "./entry.ts";
import { isIndigestible } from "./indigestible.ts";
import { idsOf } from "./letter.ts";
import { rememberIds } from "./remember.ts";
import { keepProgress, lockWork, reportOf, workById, type WorkRow } from "./work.ts";

const Applied = z.object({ mailId: Id.optional() });

/** False when there is nothing more to do. */
export async function applyOne(work: Work, id: string): Promise<boolean> {
  const { db, deskId } = work;
  const begun = await workById(db, deskId, id);
  if (begun.state !== "applying") return false;
  const mailId = await nextWaiting(db, begun);
  if (!mailId) return end(work, id);
  try {
    await applyTo(work, id, mailId);
  } catch (error) {
    if (!isIndigestible(error)) throw error;
    work.platform.log.error({ err: error, mail: mailId }, "a mail cannot be taken as it reads now");
    await db.transaction().execute((tx) => passOn(tx, work, id, { mailId, applied: 0 }));
  }
  return true;
}

async function end({ platform, db, deskId }: Work, id: string): Promise<false> {
  await db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, id);
    if (row) await keepProgress(tx, row, platform.clock(), { state: "done" });
  });
  return false;
}

async function nextWaiting(db: Db, row: WorkRow): Promise<string | null> {
  const { mailId } = Applied.parse(row.place);
  const next = await db
    .selectFrom("mail_rereadings")
    .select("mail_id")
    .where("desk_id", "=", row.desk_id)
    .where("work_id", "=", row.id)
    .where("applied_at", "is", null)
    .$if(mailId !== undefined, (query) => query.where("mail_id", ">", mailId ?? ""))
    .orderBy("mail_id")
    .limit(1)
    .executeTakeFirst();
  return next?.mail_id ?? null;
}

async function applyTo(work: Work, id: string, mailId: string): Promise<void> {
  const { platform, db, deskId } = work;
  const kept = await settledMail(db, deskId, mailId);
  const read = kept ? await readAgain(platform, kept) : null;
  const files =
    read?.changes?.attachments && (await storeAttachments(platform, deskId, read.mail, read.raw));
  await db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, id);
    if (!row || !(await isWaiting(tx, row, mailId))) return;
    const changes = kept && read ? await change(tx, work, kept, read, files || null) : false;
    await passOn(tx, work, id, { mailId, applied: changes ? 1 : 0 });
  });
}

/** Of two workers one applies it. */
async function isWaiting(tx: Tx, row: WorkRow, mailId: string): Promise<boolean> {
  const found = await tx
    .selectFrom("mail_rereadings")
    .select("mail_id")
    .where("desk_id", "=", row.desk_id)
    .where("work_id", "=", row.id)
    .where("mail_id", "=", mailId)
    .where("applied_at", "is", null)
    .executeTakeFirst();
  return found !== undefined;
}

/** False where it became no message, or a change is only told. */
async function change(
  tx: Tx,
  { deskId, platform }: Work,
  kept: KeptMail,
  { mail, message, changes }: ReadAgain,
  files: Awaited<ReturnType<typeof storeAttachments>> | null,
): Promise<boolean> {
  const { text, html, attachments: listed, fate } = changes ?? {};
  if (!message || !(text || html || listed || fate?.applies)) return false;
  const now = platform.clock();
  const attachments = files && (await nameAttachments(tx, deskId, files, now));
  const truncated = mail.unreadable ?? mail.truncated;
  await rewriteMessage(tx, { ...mail, truncated, deskId, message, attachments, now });
  await settleAgain(tx, kept, readOf(kept, mail), mail.unreadable === null);
  const ids = { own: mail.messageId, mentioned: idsOf(mail) };
  await rememberIds(tx, deskId, message.ticketId, ids);
  return true;
}

function readOf(kept: KeptMail, mail: ReadAgain["mail"]) {
  return {
    fromAddress: (mail.from?.address ?? kept.envelope_from)?.slice(0, 320) ?? null,
    subject: mail.subject,
    messageId: mail.messageId,
    contentHash: Buffer.from(mail.contentHash, "hex"),
  };
}

/** The next one is due. */
async function passOn(
  tx: Tx,
  { deskId, platform }: Work,
  id: string,
  { mailId, applied }: { mailId: string; applied: number },
) {
  const row = await lockWork(tx, deskId, id);
  if (!row) return;
  const now = platform.clock();
  if (applied > 0)
    await tx
      .updateTable("mail_rereadings")
      .set({ applied_at: now })
      .where("desk_id", "=", deskId)
      .where("work_id", "=", id)
      .where("mail_id", "=", mailId)
      .execute();
  const report = reportOf(row);
  await keepProgress(tx, row, now, {
    done: row.done + 1,
    place: { mailId },
    report: { ...report, applied: (report.applied ?? 0) + applied },
  });
}
