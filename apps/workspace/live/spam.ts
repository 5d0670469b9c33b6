/** What was kept away, and what an agent calls spam. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { listSpam, markSpam, readSpam, restoreSpam } from "#contract/spam.ts";
import { call } from "./api.ts";
import { countSoon } from "./apply.ts";
import { after, first, minutes, next } from "./asking.ts";
import { cache } from "./cache.ts";
import { dropTicket } from "./lists.ts";

export const spamQueries = {
  list: () =>
    infiniteQueryOptions({
      queryKey: ["spam"] as const,
      queryFn: ({ signal, pageParam }) =>
        call(listSpam, { ...after(pageParam), limit: 50 }, { signal }),
      initialPageParam: first,
      getNextPageParam: next,
      staleTime: 15_000,
    }),

  one: (id: string) =>
    queryOptions({
      queryKey: ["spam", id] as const,
      queryFn: ({ signal }) => call(readSpam, { id }, { signal }),
      staleTime: minutes(5),
    }),
};

/** Answers how to take it back: the lists have them again then. */
export async function callSpam(
  numbers: readonly number[],
  block: boolean,
): Promise<() => Promise<void>> {
  const { ids, blocked } = await call(markSpam, { numbers: [...numbers], block });
  for (const number of numbers) dropTicket(number);
  countSoon();
  void cache.invalidateQueries({ queryKey: ["spam"] });
  return async () => void (await noSpam(ids, blocked.length > 0));
}

/** Answers which addresses were to be unblocked, and are not. */
export async function noSpam(ids: readonly string[], unblock = false): Promise<string[]> {
  const { stillBlocked } = await call(restoreSpam, { ids: [...ids], unblock });
  await cache.invalidateQueries({ queryKey: ["spam"], exact: true });
  void cache.invalidateQueries({ queryKey: ["tickets"] });
  countSoon();
  return stillBlocked;
}

export function rulesChanged(): Promise<void> {
  return cache.invalidateQueries({ queryKey: ["senderRules"] });
}
