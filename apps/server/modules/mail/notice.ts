/** Mail of the desk itself (invitations, resets): sent like a reply, and wiped as soon as it has left. */
import { composeMail } from "#mail/compose.ts";
import { unsubscribeHeaders } from "#mail/unsubscribe.ts";
import { type ChannelRow, defaultChannel } from "#modules/channels";
import { deskById } from "#modules/desks";
import { noticeById, settleNotice } from "#modules/people";
import type { Work } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { addJob } from "#platform/jobs.ts";
import { takeTurn } from "./brake.ts";
import { fillOutbox } from "./outbox.ts";
import { serverOf } from "./server.ts";
import { signMail } from "./sign.ts";

export async function sendNotice(work: Work, noticeId: string): Promise<void> {
  const { platform, db, deskId, now } = work;
  const notice = await noticeById(db, deskId, noticeId);
  if (!notice) return;
  const channel = await defaultChannel(db, deskId);
  const from = await senderOf(work, channel);
  const written = await composeMail({
    from,
    to: [{ name: notice.toName, address: notice.toAddress }],
    subject: notice.subject,
    html: notice.html,
    text: notice.text,
    messageId: notice.messageId,
    date: now,
    autoSubmitted: "auto-generated",
    headers: notice.unsubscribeUrl ? unsubscribeHeaders(notice.unsubscribeUrl) : {},
  });
  const mail = await signMail(platform, deskId, from.address, written);
  const server = await serverOf(platform, channel);
  if (!server)
    return db.transaction().execute(async (tx) => {
      await fillOutbox(tx, { deskId, mail, messageId: notice.messageId, ticket: null, now });
      await settleNotice(tx, deskId, noticeId, { state: "sent", error: null });
    });
  const turn = await takeTurn(platform, { deskId, kind: "notice" }, mail.envelope.to, now);
  if (!turn.taken) return again(work, noticeId, turn.until);
  const posted = await server.post({ raw: mail.raw, ...mail.envelope });
  if (posted.fate === "taken" && posted.deferred.length === 0)
    return settleNotice(db, deskId, noticeId, { state: "sent", error: null });
  const reason = "reason" in posted ? posted.reason : (posted.deferred[0]?.reason ?? "");
  const tries = notice.attempts + 1;
  if (posted.fate === "refused" || tries >= mostTries)
    return settleNotice(db, deskId, noticeId, { state: "failed", error: reason });
  const runAt = new Date(now.getTime() + tries * tries * 60_000);
  await db.transaction().execute(async (tx) => {
    await settleNotice(tx, deskId, noticeId, { state: "queued", error: reason });
    await queueAgain(tx, { deskId, noticeId, runAt });
  });
}

function again({ db, deskId }: Work, noticeId: string, runAt: Date): Promise<void> {
  return db.transaction().execute((tx) => queueAgain(tx, { deskId, noticeId, runAt }));
}

type Again = { deskId: string; noticeId: string; runAt: Date };

async function queueAgain(tx: Tx, { deskId, noticeId, runAt }: Again): Promise<void> {
  await addJob(tx, "mail.sendNotice", { deskId, noticeId }, { runAt, key: `notice ${noticeId}` });
}

/** About a day in all: the links in it do not live much longer. */
const mostTries = 15;

/** From the first channel, because its address is known to reach us; a desk without one writes from its host. */
async function senderOf({ platform, db, deskId }: Work, channel: ChannelRow | null) {
  const desk = await deskById(db, deskId);
  const host = new URL(platform.config.PUBLIC_URL).hostname;
  return { name: desk?.name ?? "", address: channel?.address ?? `no-reply@${host}` };
}
