/**
 * Comparing a mailbox with the ledger: every mail that has come since the connection has a row, or is fetched now. What
 * the reader has not reached yet is no gap: it is only counted.
 */
import { sql } from "kysely";
import type { reconcileMailbox as operation } from "#contract/mail-alarms.ts";
import type { MailWork, WorkReport } from "#contract/mail-works.ts";
import type { InputOf } from "#contract/operation.ts";
import { channelById, type ChannelRow, mailboxChannels } from "#modules/channels";
import { audit } from "#modules/people";
import type { Call, Platform, Work } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";
import { readId } from "#mail/message-id.ts";
import { largestMail } from "#platform/imap/connect.ts";
import { type Found, lookIntoMailbox, type OpenMailbox } from "#platform/imap/look.ts";
import { mailboxTrouble, wordsOf } from "#platform/imap/trouble.ts";
import { refuse } from "#platform/refusal.ts";
import { mailboxDelivery, whereIs, wholeSecond } from "./collect.ts";
import { keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";
import { beginWork, keepProgress, lockWork, reportOf, workAnswer, type WorkRow } from "./work.ts";

/** @throws Refusal channel_not_found, mailbox_missing */
export async function reconcileMailbox(
  call: Call,
  { id }: InputOf<typeof operation>,
): Promise<MailWork> {
  const { db, desk, agent, now } = call;
  const channel = await channelById(db, desk.id, id);
  if (!channel) throw refuse("channel_not_found");
  if (!channel.imap) throw refuse("mailbox_missing");
  return db.transaction().execute(async (tx) => {
    const begun = { deskId: desk.id, kind: "reconcile", channelId: id, now } as const;
    const row = await beginWork(tx, { ...begun, byUserId: agent.id });
    await audit(tx, call, { kind: "mail.reconciled", subject: channel });
    return workAnswer(tx, row);
  });
}

/** Comparisons of one channel that are kept. */
const mostKept = 20;

/** Of all mailboxes, some times a day: the house looks for gaps by itself. */
export async function reconcileAll({ db, clock }: Platform): Promise<void> {
  for (const { desk_id: deskId, id: channelId } of await mailboxChannels(db))
    await db.transaction().execute(async (tx) => {
      await sql`
        delete from mail_works where desk_id = ${deskId} and id in (
          select id from mail_works where desk_id = ${deskId} and channel_id = ${channelId}
            and kind = 'reconcile' order by created_at desc, id desc offset ${mostKept})`.execute(
        tx,
      );
      await beginWork(tx, { deskId, kind: "reconcile", channelId, now: clock() });
    });
}

/** The job. What went wrong with the mailbox is the answer; it is looked at again at the next time. */
export async function continueReconcile(work: Work, row: WorkRow): Promise<void> {
  const { platform, db, deskId } = work;
  const channel = row.channel_id ? await channelById(db, deskId, row.channel_id) : null;
  try {
    if (!channel?.imap) throw new Error("the channel reads no mailbox any more");
    const report = await compare(work, row, channel);
    await end(work, row, { state: "done", report });
  } catch (error) {
    const words = wordsOf(error);
    platform.log.warn({ channel: row.channel_id, trouble: mailboxTrouble(error) }, "not compared");
    await end(work, row, { state: "failed", error: words });
  }
}

async function end(
  { platform, db, deskId }: Work,
  { id }: WorkRow,
  how: { state: "done" | "failed"; report?: WorkReport; error?: string },
) {
  await db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, id);
    if (row) await keepProgress(tx, row, platform.clock(), { ...how, done: row.total });
  });
}

async function compare(work: Work, row: WorkRow, channel: ChannelRow): Promise<WorkReport> {
  const { platform, db } = work;
  const report: WorkReport = { ...reportOf(row), missing: 0, fetched: 0, doubles: [] };
  await lookIntoMailbox(await whereIs(platform, channel), async (mailbox) => {
    const ours = mailbox.mails.filter((mail) => isOurs(channel, mailbox.uidValidity, mail));
    const now = await channelById(db, channel.desk_id, channel.id);
    const same = now?.imap_uid_validity === mailbox.uidValidity;
    // After a renumbering the reader looks through the whole folder again: until then all of it is ahead.
    const reached = same ? (now.imap_uid ?? 0) : 0;
    const behind = ours.filter(({ uid }) => uid <= reached);
    const missing = await notIn(db, channel, mailbox.uidValidity, behind);
    report.inMailbox = ours.length;
    report.ahead = ours.length - behind.length;
    report.inLedger = behind.length - missing.length;
    report.missing = missing.length;
    for (const mail of missing)
      if (await fetchOne(work, row, channel, mailbox, mail))
        report.fetched = (report.fetched ?? 0) + 1;
    report.doubles = await doublesOf(db, channel, ours);
  });
  return report;
}

/** It came after the connection, by its number; or by its date, where older mail was asked for as well. */
function isOurs(channel: ChannelRow, uidValidity: number, { uid, arrivedAt }: Found): boolean {
  const { imap_start_uid: start, imap_start_uid_validity: validity } = channel;
  if (validity === uidValidity && start !== null && uid > start) return true;
  return arrivedAt >= wholeSecond(channel.imap_since ?? channel.created_at);
}

/** Neither their number nor their Message-ID is in the ledger. */
async function notIn(
  db: Db,
  { desk_id: deskId, id: channelId }: ChannelRow,
  uidValidity: number,
  mails: readonly Found[],
): Promise<Found[]> {
  const { rows } = await sql<{ uid: number }>`
    select wanted.uid from unnest(
      ${mails.map(({ uid }) => uid)}::bigint[], ${mails.map(idOf)}::text[]
    ) as wanted (uid, message_id)
    where not exists (
      select from mails where desk_id = ${deskId} and channel_id = ${channelId}
        and imap_uid_validity = ${uidValidity} and imap_uid = wanted.uid)
    and not exists (
      select from mails where desk_id = ${deskId} and message_id = wanted.message_id
        and (imap_uid is null or imap_uid_validity <> ${uidValidity}))`.execute(db);
  const missing = new Set(rows.map(({ uid }) => uid));
  return mails.filter(({ uid }) => missing.has(uid));
}

/** By the usual way, which knows doubles. False when it was deleted meanwhile, or another worker was quicker. */
async function fetchOne(
  { platform, deskId }: Work,
  work: WorkRow,
  channel: ChannelRow,
  mailbox: OpenMailbox,
  { uid, arrivedAt }: Found,
): Promise<boolean> {
  const source = await mailbox.source(uid, largestMail);
  if (!source) return false;
  const raw = await gatherRaw(platform, source, [deskId], largestMail);
  const connected = wholeSecond(channel.imap_connected_at ?? channel.created_at);
  const { uidValidity: validity } = mailbox;
  return platform.db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, work.id);
    if (!row) return false;
    const already = await tx
      .selectFrom("mails")
      .select("id")
      .where("desk_id", "=", deskId)
      .where("channel_id", "=", channel.id)
      .where("imap_uid_validity", "=", validity)
      .where("imap_uid", "=", uid)
      .executeTakeFirst();
    if (already) return false;
    const delivery = { ...mailboxDelivery(channel, arrivedAt < connected), workId: row.id };
    await keepMail(tx, raw, [{ ...delivery, uid: { validity, uid } }], platform.clock());
    return true;
  });
}

/** As the ledger writes it. */
function idOf({ messageId }: Found): string | null {
  return readId(messageId);
}

/** Doubles that are named; more than these tell nothing more. */
const mostDoubles = 50;

/** Mails of the mailbox that became more than one message. */
async function doublesOf(
  db: Db,
  { desk_id: deskId }: ChannelRow,
  mails: readonly Found[],
): Promise<NonNullable<WorkReport["doubles"]>> {
  const ids = [...new Set(mails.flatMap((mail) => idOf(mail) ?? []))];
  const { rows } = await sql<{ message_id: string; ids: string[] }>`
    select message_id, array_agg(id::text order by received_at, id) as ids from mails
    where desk_id = ${deskId} and message_id = any(${ids}::text[])
      and fate in ('ticket_created', 'joined_ticket', 'unreadable')
    group by message_id having count(*) > 1 order by message_id limit ${mostDoubles}`.execute(db);
  return rows.map((row) => ({ messageId: row.message_id, ledgerIds: row.ids }));
}
