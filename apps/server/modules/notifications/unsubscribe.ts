/** The link in the head of a notification's mail: it ends the mails of that topic, whoever's program follows it. */
import { Topic } from "#contract/notifications.ts";
import { readUnsubscribeMark, unsubscribeMark } from "#mail/unsubscribe.ts";
import { replySecret } from "#modules/desks";
import type { GuestCall, Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import { saveWays } from "./topics.ts";

type Who = { deskId: string; userId: string; topic: Topic };

export async function unsubscribeUrl(tx: Tx, platform: Platform, who: Who): Promise<string> {
  const { deskId, ...subscription } = who;
  const mark = unsubscribeMark(subscription, { deskId, secret: await replySecret(tx, deskId) });
  return `${platform.config.PUBLIC_URL}/unsubscribe/${mark}`;
}

/** Again is as good as once; what else they want of the topic stays as it is. */
export async function unsubscribe({ db, desk }: GuestCall, { mark }: { mark: string }) {
  const signer = { deskId: desk.id, secret: await replySecret(db, desk.id) };
  const meant = readUnsubscribeMark(mark, signer);
  const topic = Topic.safeParse(meant?.topic);
  if (!meant || !topic.success) throw refuse("link_invalid");
  await saveWays(db, { deskId: desk.id, userId: meant.userId, topic: topic.data }, { mail: false });
  return null;
}
