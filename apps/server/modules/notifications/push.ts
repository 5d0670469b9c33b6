/**
 * To the browsers of somebody goes what they have not read a few seconds later; who may no longer see the ticket gets
 * nothing. A browser is claimed before its push leaves, so that none leaves twice: docs/subsystems/push.md.
 */
import { sql } from "kysely";
import { messageWords, speaksOfDeleted } from "#modules/tickets";
import type { Work } from "#platform/call.ts";
import { factsOf } from "./facts.ts";
import { devicesOf, type Device, sendTo } from "./send.ts";
import { pushWords } from "./push-words.ts";

type Row = NonNullable<Awaited<ReturnType<typeof unread>>>;

/** @throws to be tried again, when a push service was not there or asked to come back later. */
export async function pushNotification(work: Work, notificationId: string): Promise<void> {
  const row = await unread(work, notificationId);
  if (!row) return;
  const { db, deskId, now } = work;
  const devices = await devicesOf(work, row.user_id);
  const said = devices.length > 0 ? await saying(work, row) : null;
  if (!said) return;
  await db
    .updateTable("notifications")
    .set({ pushed_at: now })
    .where("desk_id", "=", deskId)
    .where("id", "=", notificationId)
    .execute();
  const results = await Promise.all(devices.map((device) => pushTo(work, row, device, said)));
  if (results.includes("later")) throw new Error("a push service asks to come back later");
}

function unread({ db, deskId }: Work, notificationId: string) {
  return db
    .selectFrom("notifications")
    .select(["id", "user_id", "ticket_id", "alarm_id", "topic", "message_id"])
    .select(["by_user_id", "count", "at"])
    .where("desk_id", "=", deskId)
    .where("id", "=", notificationId)
    .where("read_at", "is", null)
    .where("push", "=", true)
    .where((eb) => eb.not(speaksOfDeleted))
    .executeTakeFirst();
}

type Saying = (device: Device) => string;

/** What it says, by device; null for somebody who may not know of the ticket. */
async function saying({ db, deskId }: Work, row: Row): Promise<Saying | null> {
  const facts = await factsOf(db, deskId, row);
  if (!facts) return null;
  const [message] = await messageWords(db, deskId, row.message_id ? [row.message_id] : []);
  const words = message ? (message.visible_text ?? message.text) : "";
  return (device) =>
    JSON.stringify({
      ...pushWords({ ...facts, count: row.count, words }, device.private),
      // One of each topic of a ticket is shown: the next takes its place.
      tag: `${facts.ticket?.number ?? facts.alarm?.address ?? ""} ${row.topic}`,
      url: facts.path,
      at: row.at.getTime(),
    });
}

async function pushTo(work: Work, row: Row, device: Device, said: Saying) {
  if (!(await claim(work, row, device))) return "sent";
  const result = await sendTo(work, device, { said: said(device), topic: row.id });
  if (result === "later") await giveBack(work, row, device);
  return result;
}

/** Of two that come at once one gets it; what has left up to this count never leaves again. */
async function claim({ db, deskId }: Work, { id, count }: Row, device: Device): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into push_sends (desk_id, notification_id, subscription_id, count)
    values (${deskId}, ${id}, ${device.id}, ${count})
    on conflict (desk_id, notification_id, subscription_id) do update set count = excluded.count
    where push_sends.count < excluded.count`.execute(db);
  return numAffectedRows === 1n;
}

async function giveBack({ db, deskId }: Work, { id, count }: Row, device: Device) {
  await db
    .updateTable("push_sends")
    .set({ count: count - 1 })
    .where("desk_id", "=", deskId)
    .where("notification_id", "=", id)
    .where("subscription_id", "=", device.id)
    .where("count", "=", count)
    .execute();
}
