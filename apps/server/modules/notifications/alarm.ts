/** Alarms about mail: told once to each of those who may change channels, as they want to hear of it. */
import { sql } from "kysely";
import { managersOf } from "#modules/people";
import type { Tx } from "#platform/db.ts";
import type { Happening } from "#platform/events.ts";
import { addJob } from "#platform/jobs.ts";
import { signal } from "#platform/nudge.ts";
import { minutesToRead, pushes } from "./tell.ts";
import { wayOf } from "./topics.ts";

const topic = "mailbox";

export async function tellAlarm(tx: Tx, { deskId, ids, at }: Happening): Promise<void> {
  const { alarmId } = ids;
  if (!alarmId) return;
  const managers = await managersOf(tx, deskId);
  const mailAt = new Date(at.getTime() + minutesToRead * 60_000);
  const [app, mail, push] = [wayOf("app", topic), wayOf("mail", topic), pushes(deskId, topic)];
  const { rows } = await sql<{ id: string; user_id: string; mails: boolean; push: boolean }>`
    insert into notifications (desk_id, id, user_id, alarm_id, topic, at, in_app, mail_at, push)
    select ${deskId}, gen_random_uuid(), a.user_id, ${alarmId}, ${topic}, ${at}, ${app},
      case when ${mail} then ${mailAt}::timestamptz end, ${push}
    from unnest(${managers}::uuid[]) as a (user_id)
    left join notification_settings s on s.desk_id = ${deskId} and s.user_id = a.user_id and s.topic = ${topic}
    where ${app} or ${mail} or ${push}
    on conflict do nothing
    returning id, user_id, mail_at is not null as mails, push`.execute(tx);
  for (const row of rows) {
    await signal(tx, { kind: "notification", deskId, userId: row.user_id });
    const job = { deskId, notificationId: row.id };
    if (row.mails) await addJob(tx, "notifications.mail", job, { runAt: mailAt });
    if (row.push) await addJob(tx, "notifications.push", job);
  }
}
