import type { InputOf } from "#contract/operation.ts";
import { readNotifications } from "#contract/notifications.ts";
import { followTicket } from "#contract/tickets.ts";
import { resolveMention } from "#contract/comments.ts";
import { call } from "./api.ts";
import { ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { patchTicket } from "./lists.ts";
import { queries } from "./queries.ts";

/** Drawn as read at once; the server's count follows. */
export async function markTold(what: Partial<InputOf<typeof readNotifications>>): Promise<void> {
  const { queryKey } = queries.notifications();
  const before = cache.getQueryData(queryKey);
  const isMeant = (one: { id: string; ticketNumber: number | null }) =>
    what.all === true ||
    (one.ticketNumber !== null && what.ticketNumber === one.ticketNumber) ||
    what.ids?.includes(one.id);
  if (before)
    cache.setQueryData(queryKey, {
      ...before,
      pages: before.pages.map((page) => ({
        ...page,
        unread: Math.max(
          0,
          page.unread - page.items.filter((one) => !one.read && isMeant(one)).length,
        ),
        items: page.items.map((one) => (isMeant(one) ? { ...one, read: true } : one)),
      })),
    });
  try {
    await call(readNotifications, what);
  } finally {
    void cache.invalidateQueries({ queryKey });
  }
}

/** Follows, or no longer: drawn at once, taken back and thrown when the server refuses. */
export async function setFollowing(number: number, follow: boolean): Promise<void> {
  const back = patchTicket(number, { following: follow });
  try {
    await call(followTicket, { number, follow });
  } catch (error) {
    back();
    throw error;
  }
}

/** A mention of me is dealt with, or open again. */
export async function setResolved(
  number: number,
  messageId: string,
  resolved: boolean,
): Promise<void> {
  await call(resolveMention, { number, messageId, resolved });
  void cache.invalidateQueries({ queryKey: queries.messages(number).queryKey });
  ticketChanged(number);
}
