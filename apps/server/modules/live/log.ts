/** Reading the log by request: for API users, and where a proxy blocks sockets. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { listEvents as contract } from "#contract/live.ts";
import { canSeeTickets } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { isTooOld, logBegin, logEnd, readLog } from "#platform/events.ts";

export async function listEvents(
  { db, desk, agent }: Call,
  { after, limit }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const from = after ?? (await logBegin(db));
  const { events, resync } = await readLog(db, from, { deskId: desk.id, limit });
  if (resync || (after && (await isTooOld(db, desk.id, after))))
    return { items: [], nextCursor: await logEnd(db), resync: true };
  const ids = events.flatMap(({ ids: { ticketId } }) => (ticketId ? [ticketId] : []));
  const visible = await canSeeTickets(db, agent, [...new Set(ids)]);
  const items = events.filter(({ ids: { ticketId } }) => !ticketId || visible.has(ticketId));
  return { items, nextCursor: events.at(-1)?.cursor ?? from, resync: false };
}
