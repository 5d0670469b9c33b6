import {
  type Share,
  type ShareLevel,
  shareTicket,
  type TicketAccess,
  unshareTicket,
} from "#contract/access.ts";
import { call } from "./api.ts";
import { cache } from "./cache.ts";
import { queries } from "./queries.ts";
import { store } from "./store.ts";

/** What those may do whom a comment names and who cannot see its ticket yet: it is shared when the comment is added. */
export const sharing = store<ReadonlyMap<string, ShareLevel>>(new Map());

/** Of the draft with this key; null = it is not shared. */
export function shareWithNamed(key: string, level: ShareLevel | null): void {
  const all = new Map(sharing.get());
  if (level) all.set(key, level);
  else all.delete(key);
  sharing.set(all);
}

/** Also what changes the level of somebody it is shared with. */
export async function shareWith(number: number, id: string, level: ShareLevel): Promise<void> {
  settle(number, (await call(shareTicket, { number, id, level })).shares);
}

export async function shareNoLonger(number: number, id: string): Promise<void> {
  settle(number, (await call(unshareTicket, { number, id })).shares);
}

/** The list of shares at once, who sees it when the server has said so. */
function settle(number: number, shares: Share[]): void {
  const { queryKey } = queries.access(number);
  cache.setQueryData(queryKey, (before) =>
    before
      ? { ...before, pages: before.pages.map((page): TicketAccess => ({ ...page, shares })) }
      : before,
  );
  void cache.invalidateQueries({ queryKey });
}
