/** How a channel is doing, as its page shows it. */
import type {
  Alarm,
  listAlarms as listOperation,
  readChannelHealth as operation,
} from "#contract/mail-alarms.ts";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import { channelById, openAlarms, troubleIn } from "#modules/channels";
import type { Call } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { lastMailAt } from "./watch.ts";
import { listWorks } from "./work.ts";

export async function listAlarms({ db, desk }: Call): Promise<OutputOf<typeof listOperation>> {
  return { items: (await openAlarms(db, desk.id)).map(toAlarm), nextCursor: null };
}

/** @throws Refusal channel_not_found */
export async function readChannelHealth(
  call: Call,
  { id }: InputOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { db, desk } = call;
  const channel = await channelById(db, desk.id, id);
  if (!channel) throw refuse("channel_not_found");
  const alarms = (await openAlarms(db, desk.id)).filter(({ channel_id }) => channel_id === id);
  const last = await lastMailAt(db, desk.id, id);
  const compared = await listWorks(call, { kind: "reconcile", channelId: id, limit: 1 });
  return {
    state: channel.health,
    troubleSince: channel.trouble_since?.toISOString() ?? null,
    trouble: troubleIn(channel.trouble),
    says: channel.health_error,
    nextTryAt: channel.next_try_at?.toISOString() ?? null,
    lastMailAt: last?.toISOString() ?? null,
    alarms: alarms.map(toAlarm),
    reconciled: compared.items[0] ?? null,
  };
}

function toAlarm({
  kind,
  channel_id: channelId,
  since,
  detail,
}: Awaited<ReturnType<typeof openAlarms>>[number]): Alarm {
  return { kind, channelId, since: since.toISOString(), detail };
}
