import type { Problem } from "#contract/refusals.ts";
import {
  type ScheduledReply,
  scheduleReply,
  sendScheduledNow,
  unscheduleReply,
} from "#contract/scheduled.ts";
import { call } from "./api.ts";
import { ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { clear, deskAt, flush, quiet } from "./drafts.ts";
import { patchTicket } from "./lists.ts";
import { queries } from "./queries.ts";
import { bodyOf, type Sending, showMessage, takeBack } from "./reply.ts";

/** Plans the reply on this desk for a time; when the server refuses, everything is back in the editor as it was. */
export async function sendLater(
  sending: Sending,
  sendAt: string,
): Promise<{ scheduled: ScheduledReply } | { problem: Problem | null }> {
  const { key, number } = sending;
  await quiet(key);
  const desk = deskAt(key);
  if (!desk) return { problem: null };
  clear(key);
  try {
    const body = { ...bodyOf(sending, desk), draftVersion: desk.version, sendAt };
    const scheduled = await call(scheduleReply, body);
    patchTicket(number, { hasDraft: false, draft: null });
    await followed(number);
    return { scheduled };
  } catch (error) {
    return takeBack(desk, error);
  }
}

/** Stops a planned reply; what it said is in the editor of its author again. */
export async function stopSending({ ticketNumber: number, id }: ScheduledReply): Promise<void> {
  await flush(number, "reply");
  await call(unscheduleReply, { number, id });
  await Promise.all([
    followed(number),
    cache.invalidateQueries({ queryKey: queries.draft(number, "reply").queryKey }),
  ]);
}

export async function sendNow({ ticketNumber: number, id }: ScheduledReply): Promise<void> {
  showMessage(number, await call(sendScheduledNow, { number, id }));
  await followed(number);
}

function followed(number: number) {
  ticketChanged(number);
  return cache.invalidateQueries({ queryKey: queries.scheduled(number).queryKey });
}
