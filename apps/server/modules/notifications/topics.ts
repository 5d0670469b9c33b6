/** How people want to hear of each topic: their own word, else the standard. */
import { sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import {
  type readNotificationSettings as readContract,
  type saveNotificationSetting as saveContract,
  Topic,
} from "#contract/notifications.ts";
import type { Call } from "#platform/call.ts";
import type { Db } from "#platform/db.ts";

type Ways = { app: boolean; mail: boolean; push: boolean };

/** What waits for one goes out by mail and to its browsers too; what is only good to know stays in the workspace. */
const standard: Record<Topic, Ways> = {
  assigned: { app: true, mail: true, push: true },
  mentioned: { app: true, mail: true, push: true },
  shared: { app: true, mail: true, push: true },
  received: { app: true, mail: false, push: true },
  replied: { app: true, mail: false, push: false },
  commented: { app: true, mail: false, push: false },
  failed: { app: true, mail: false, push: true },
  mailbox: { app: true, mail: true, push: true },
};

/** A way of hearing of a topic for the settings row `s`, which may be missing. */
export function wayOf(way: keyof Ways, topic: Topic) {
  return sql<boolean>`coalesce(${sql.ref(`s.${way}`)}, ${standard[topic][way]})`;
}

export async function readNotificationSettings({
  db,
  agent,
}: Call): Promise<OutputOf<typeof readContract>> {
  const rows = await db
    .selectFrom("notification_settings")
    .select(["topic", "app", "mail", "push"])
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .execute();
  const own = new Map(rows.map((row) => [row.topic, row]));
  return {
    items: Topic.options.map((topic) => {
      const { app, mail, push } = { ...standard[topic], ...own.get(topic) };
      return { topic, app, mail, push: push ?? standard[topic].push };
    }),
  };
}

export async function saveNotificationSetting(
  call: Call,
  { topic, app, mail, push }: InputOf<typeof saveContract>,
): Promise<OutputOf<typeof saveContract>> {
  const { db, agent } = call;
  const ways = { app, mail, ...(push === undefined ? {} : { push }) };
  await saveWays(db, { deskId: agent.deskId, userId: agent.id, topic }, ways);
  return readNotificationSettings(call);
}

type Whose = { deskId: string; userId: string; topic: Topic };

/** What is left out stays as it is, or as it is for everybody. */
export async function saveWays(db: Db, { deskId, userId, topic }: Whose, ways: Partial<Ways>) {
  const { app, mail } = standard[topic];
  await db
    .insertInto("notification_settings")
    .values({ desk_id: deskId, user_id: userId, topic, app, mail, ...ways })
    .onConflict((conflict) => conflict.columns(["desk_id", "user_id", "topic"]).doUpdateSet(ways))
    .execute();
}
