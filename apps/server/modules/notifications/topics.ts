/** How people want to hear of each topic: their own word, else the standard. */
import { sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import {
  type readNotificationSettings as readContract,
  type saveNotificationSetting as saveContract,
  Topic,
} from "#contract/notifications.ts";
import type { Call } from "#platform/call.ts";

type Ways = { app: boolean; mail: boolean };

/** What waits for one goes out by mail too; what is only good to know stays in the workspace. */
const standard: Record<Topic, Ways> = {
  assigned: { app: true, mail: true },
  mentioned: { app: true, mail: true },
  shared: { app: true, mail: true },
  received: { app: true, mail: false },
  replied: { app: true, mail: false },
  commented: { app: true, mail: false },
  failed: { app: true, mail: false },
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
    .select(["topic", "app", "mail"])
    .where("desk_id", "=", agent.deskId)
    .where("user_id", "=", agent.id)
    .execute();
  const own = new Map(rows.map(({ topic, app, mail }) => [topic, { app, mail }]));
  return {
    items: Topic.options.map((topic) => ({ topic, ...(own.get(topic) ?? standard[topic]) })),
  };
}

export async function saveNotificationSetting(
  call: Call,
  { topic, app, mail }: InputOf<typeof saveContract>,
): Promise<OutputOf<typeof saveContract>> {
  const { db, agent } = call;
  await db
    .insertInto("notification_settings")
    .values({ desk_id: agent.deskId, user_id: agent.id, topic, app, mail })
    .onConflict((conflict) =>
      conflict.columns(["desk_id", "user_id", "topic"]).doUpdateSet({ app, mail }),
    )
    .execute();
  return readNotificationSettings(call);
}
