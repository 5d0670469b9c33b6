/** Telling people: written with the thing itself, in its transaction, so that nobody is told twice or never. */
import { type RawBuilder, sql } from "kysely";
import type { Topic } from "#contract/notifications.ts";
import { membersOf } from "#modules/people";
import { audience, failedAuthor, namedBy, namedSince, newOwner } from "#modules/tickets";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { signal } from "#platform/nudge.ts";
import { wayOf } from "./topics.ts";

/** Seconds that somebody who is looking at the ticket has to see it there: then nothing is pushed. */
const secondsToLook = 4;
/** Seconds between two of one ticket and topic. */
const secondsBetween = 60;
/** Minutes that somebody has to read it in the workspace before it goes out by mail. */
export const minutesToRead = 3;

/** Old mail that an import or a first look into a mailbox takes in is history: nobody is told of it. */
export async function tellReceived(tx: Tx, happening: Happening) {
  if (!happening.quiet) await onTicket(tx, happening, "received", audience);
}

export function tellReplied(tx: Tx, happening: Happening) {
  return onTicket(tx, happening, "replied", audience);
}

export async function tellCommented(tx: Tx, happening: Happening) {
  const { deskId, ids } = happening;
  const named = namedBy({ deskId, messageId: ids.messageId ?? "" });
  await onTicket(tx, happening, "mentioned", () => named);
  await onTicket(tx, happening, "commented", (place) => sql`(${audience(place)}) except ${named}`);
}

/** Only whom a change of the comment names for the first time. */
export function tellEdited(tx: Tx, happening: Happening) {
  const { deskId, ids, at } = happening;
  const named = namedSince({ deskId, messageId: ids.messageId ?? "", at });
  return onTicket(tx, happening, "mentioned", () => named);
}

/** A deleted comment is not told of, one that is back is: their bells look again. */
export async function lookAgain(tx: Tx, { deskId, ids }: Happening) {
  const rows = await tx
    .selectFrom("notifications")
    .select("user_id")
    .distinct()
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", ids.ticketId ?? null)
    .where("message_id", "=", ids.messageId ?? null)
    .execute();
  for (const { user_id: userId } of rows)
    await signal(tx, { kind: "notification", deskId, userId });
}

/** What goes along with a comment is told by its mention. */
export async function tellShared(tx: Tx, happening: Happening) {
  const { deskId, ids } = happening;
  if (ids.messageId) return;
  const members = ids.teamId ? await membersOf(tx, deskId, [ids.teamId]) : [];
  const users = [...members, ...(ids.userId ? [ids.userId] : [])];
  const named = sql`select unnest(${users}::uuid[]) as user_id`;
  await onTicket(tx, happening, "shared", () => named);
}

export async function tellAssigned(tx: Tx, happening: Happening) {
  if (happening.changed?.includes("owner_user_id"))
    await onTicket(tx, happening, "assigned", newOwner);
}

export function tellFailed(tx: Tx, happening: Happening) {
  const messageId = happening.ids.messageId ?? "";
  return onTicket(tx, happening, "failed", ({ deskId }) => failedAuthor({ deskId, messageId }));
}

/** A reply that was taken back was never there; whoever has read of it keeps that they did. */
export async function takeBack(tx: Tx, { deskId, ids }: Happening) {
  const { rows } = await sql<{ user_id: string }>`
    delete from notifications
    where desk_id = ${deskId} and ticket_id = ${ids.ticketId ?? null}::uuid and message_id = ${ids.messageId ?? null}::uuid
      and topic = 'replied' and read_at is null and count = 1 returning user_id`.execute(tx);
  for (const { user_id: userId } of rows)
    await signal(tx, { kind: "notification", deskId, userId });
}

type Place = { deskId: string; ticketId: string };

async function onTicket(
  tx: Tx,
  { deskId, ids, byUserId, at }: Happening,
  topic: Topic,
  whom: (place: Place) => RawBuilder<unknown>,
): Promise<void> {
  const { ticketId, messageId = null } = ids;
  if (!ticketId) return;
  const mailAt = new Date(at.getTime() + minutesToRead * 60_000);
  const ways = sql.join(
    [wayOf("app", topic), wayOf("mail", topic), pushes(deskId, topic)],
    sql` or `,
  );
  const { rows } = await sql<Told>`
    insert into notifications
      (desk_id, id, user_id, ticket_id, topic, message_id, by_user_id, at, in_app, mail_at, push)
    select ${deskId}, gen_random_uuid(), a.user_id, ${ticketId}, ${topic}, ${messageId}, ${byUserId}, ${at},
      ${wayOf("app", topic)}, case when ${wayOf("mail", topic)} then ${mailAt}::timestamptz end, ${pushes(deskId, topic)}
    from (${whom({ deskId, ticketId })}) a
    left join notification_settings s on s.desk_id = ${deskId} and s.user_id = a.user_id and s.topic = ${topic}
    where a.user_id is distinct from ${byUserId} and (${ways})
    on conflict (desk_id, user_id, ticket_id, topic) where read_at is null do update
      set count = notifications.count + 1, at = excluded.at, message_id = excluded.message_id,
        by_user_id = excluded.by_user_id, push = excluded.push
    returning id, user_id, (mail_at is not null and count = 1) as mails, push, pushed_at`.execute(
    tx,
  );
  for (const row of rows) {
    await signal(tx, { kind: "notification", deskId, userId: row.user_id });
    const job = { deskId, notificationId: row.id };
    if (row.mails) await addJob(tx, "notifications.mail", job, { runAt: mailAt });
    if (row.push) await addJob(tx, "notifications.push", job, pushTime(row, at));
  }
}

type Told = { id: string; user_id: string; mails: boolean; push: boolean; pushed_at: Date | null };

/** Only where there is a browser to go to. */
export function pushes(deskId: string, topic: Topic) {
  return sql<boolean>`(${wayOf("push", topic)} and exists (
    select from push_subscriptions p where p.desk_id = ${deskId} and p.user_id = a.user_id))`;
}

/** One that waits takes in what comes meanwhile, and after one has left the next takes its time. */
function pushTime({ id, pushed_at }: Told, at: Date) {
  const soon = at.getTime() + secondsToLook * 1000;
  const next = (pushed_at?.getTime() ?? 0) + secondsBetween * 1000;
  return { runAt: new Date(Math.max(soon, next)), key: `push ${id}`, keepsTime: true };
}
