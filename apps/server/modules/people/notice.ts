/** Mail of the desk itself: a row and a job in the caller's transaction. The mail module sends it. */
import type { Locale } from "#contract/common.ts";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { addJob } from "#platform/jobs.ts";
import { type NoticeKind, noticeWords } from "./notice-words.ts";

export type Notice = {
  deskId: string;
  to: { name: string; email: string };
  locale: Locale;
  kind: NoticeKind;
  /** Facts for the words. */
  desk: string;
  inviter?: string;
  link: string;
  now: Date;
};

export function sendNotice(tx: Tx, platform: Platform, notice: Notice): Promise<void> {
  const { deskId, to, now } = notice;
  return queueNotice(tx, platform, { deskId, to, now, ...noticeWords(notice) });
}

type Letter = Pick<Notice, "deskId" | "to" | "now"> & {
  subject: string;
  html: string;
  text: string;
  /** Where mails of this kind can be stopped, for those that somebody may not want. */
  unsubscribeUrl?: string;
};

/** Also for the words of other modules: whatever the desk itself writes to those who work there. */
export async function queueNotice(tx: Tx, platform: Platform, letter: Letter): Promise<void> {
  const { deskId, to, now, subject, html, text, unsubscribeUrl } = letter;
  const id = newId(now.getTime());
  await tx
    .insertInto("notices")
    .values({
      desk_id: deskId,
      id,
      to_address: to.email,
      to_name: to.name,
      subject,
      html,
      text,
      unsubscribe_url: unsubscribeUrl ?? null,
      message_id: `<${id}@${new URL(platform.config.PUBLIC_URL).hostname}>`,
      created_at: now,
    })
    .execute();
  await addJob(tx, "mail.sendNotice", { deskId, noticeId: id });
}

/** The page of the workspace that a mailed token opens. */
export function linkTo(
  platform: Platform,
  page: "invitation" | "reset-password",
  token: string,
): string {
  return `${platform.config.PUBLIC_URL}/${page}?token=${encodeURIComponent(token)}`;
}
